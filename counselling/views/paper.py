"""Sheets of paper for a person: German, and beside it her own language where there is one on offer."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from counselling.models import Client
from counselling.rules.paper import GERMAN, second_language
from ibs_portal.languages import direction, own_name


class PaperMixin:
    """``second`` and the links to the other languages; ``?lang=`` chooses one, ``?lang=de`` German alone."""

    request: HttpRequest

    def paper_client(self) -> Client:
        raise NotImplementedError(f"{type(self).__name__} needs paper_client().")

    @property
    def second(self) -> str:
        return second_language(
            self.paper_client().languages, dict(settings.LANGUAGES), wanted=self.request.GET.get("lang", "")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        second, kept = self.second, self.request.GET.copy()
        languages = []
        for code in dict(settings.LANGUAGES):
            kept["lang"] = code
            label = _("German only") if code == GERMAN else own_name(code)
            is_current = code == (second or GERMAN)
            languages.append({"label": label, "code": code, "url": f"?{kept.urlencode()}", "is_current": is_current})
        return super().get_context_data(  # type: ignore[misc]
            second=second, second_dir=direction(second) if second else "", paper_languages=languages, **kwargs
        )
