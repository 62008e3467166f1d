"""Which programme a public page is about: the one that was chosen, or the only one that takes sign-ups."""

from typing import Any

from django.utils.functional import cached_property

from volunteers.models import Programme

# In the address: ``?programm=muenster``.
CHOICE = "programm"


class ChosenProgrammeMixin:
    @cached_property
    def programmes(self) -> list[Programme]:
        return list(Programme.objects.filter(is_open=True).select_related("organisation"))

    def programme_of(self, slug: str) -> Programme | None:
        """The open programme of this short name; without one, the only one there is."""
        if slug:
            return next((programme for programme in self.programmes if programme.slug == slug), None)
        return self.programmes[0] if len(self.programmes) == 1 else None


class AboutProgrammeMixin(ChosenProgrammeMixin):
    """A page that tells of it; with several to choose from, it asks where somebody lives."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.request.GET.get(CHOICE, "")  # type: ignore[attr-defined]
        programme = self.programme_of(slug) or self.programme_of("")
        choices = [] if programme else self.programmes
        return super().get_context_data(programme=programme, choices=choices, **kwargs)  # type: ignore[misc]
