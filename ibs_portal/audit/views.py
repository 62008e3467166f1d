"""Reading the trail: who looked at a file, one's own entries, the list of the own organisation."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.views.generic import TemplateView

from ibs_portal.audit.forms import EntryFilterForm
from ibs_portal.audit.models import Entry
from ibs_portal.audit.wording import lines_of

ROWS = 50


class EntryPageMixin:
    """Fifty entries, the newest first; ``?after=`` is the number of the last one on the page before."""

    template_name = "audit/entry_list.html"
    request: HttpRequest

    def get_entries(self) -> QuerySet[Entry]:
        raise NotImplementedError(f"{type(self).__name__} needs get_entries().")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after, entries = self.request.GET.get("after", ""), self.get_entries().order_by("-id")
        if after.isascii() and after.isdigit() and len(after) < 19:
            entries = entries.filter(id__lt=int(after))
        found = list(entries[: ROWS + 1])
        older = self._older(found[ROWS - 1].pk) if len(found) > ROWS else ""
        return super().get_context_data(  # type: ignore[misc]
            lines=lines_of(found[:ROWS]), older_url=older, after=after, **kwargs
        )

    def _older(self, last: int) -> str:
        query = self.request.GET.copy()
        query["after"] = str(last)
        return f"?{query.urlencode()}"


class EntryListView(PermissionRequiredMixin, EntryPageMixin, TemplateView):
    """What happened to rows that the own organisation holds: for head, coordinators, data protection officer."""

    permission_required = "audit.view_trail"

    def get_entries(self) -> QuerySet[Entry]:
        user = self.request.user
        entries = Entry.objects.visible_to(user).held_by(user.organisation_id)
        self.filters = EntryFilterForm(self.request.GET, user=user)
        return self.filters.chosen(entries)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"filters": self.filters}


class OwnEntriesView(UserPassesTestMixin, EntryPageMixin, TemplateView):
    """What one did and saw oneself, for everybody who works here."""

    template_name = "audit/own_entries.html"

    def test_func(self) -> bool:
        return self.request.user.is_authenticated and self.request.user.is_portal_staff

    def get_entries(self) -> QuerySet[Entry]:
        return Entry.objects.by(self.request.user)


class FileTrailMixin(EntryPageMixin):
    """Who looked at the file in ``self.row``; the area that keeps such files says who may ask."""

    template_name = "audit/file_trail.html"

    def get_entries(self) -> QuerySet[Entry]:
        entries = Entry.objects.visible_to(self.request.user).of_file(self.row)  # type: ignore[attr-defined]
        return entries if self.is_all else entries.filter(kind__in=[Entry.Kind.READ, Entry.Kind.REFUSED])

    @property
    def is_all(self) -> bool:
        return bool(self.request.GET.get("all"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_all=self.is_all, **kwargs)
