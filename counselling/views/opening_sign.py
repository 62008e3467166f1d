"""The sign for the door on A4, one sheet for each language, or those that are chosen."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from django.views.generic import TemplateView

from counselling.models import Centre
from counselling.queries import opening_page
from counselling.queries.opening import OpeningNow, opening_now
from counselling.views.opening_edit import here
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.languages import direction, own_name

LANGUAGES = ("de", "en", "ar")


class OpeningSignView(RolePermissionMixin, TemplateView):
    """``?lang=ar`` for one sheet; without it one of each, to be printed together."""

    permission_required = "counselling.close_today"
    template_name = "counselling/opening_sign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        centre = get_object_or_404(Centre.objects.visible_to(self.request.user), slug=self.kwargs["slug"])
        now = opening_now(centre)
        if now is None:
            raise Http404
        asked = self.request.GET.get("lang", "")
        chosen = (asked,) if asked in LANGUAGES else LANGUAGES
        return super().get_context_data(
            centre=now.centre,
            now=now,
            back_url=here(centre),
            languages=[{"code": code, "name": own_name(code)} for code in LANGUAGES],
            sheets=[sheet(now, code) for code in chosen],
        )


def sheet(now: OpeningNow, code: str) -> dict[str, Any]:
    """What stands on the paper in one language; nothing that is true at the moment of printing only."""
    with override(code):
        return {
            "code": code,
            "dir": direction(code),
            "week": opening_page.regular_week(now),
            "changes": opening_page.coming_changes(now),
            "channels": opening_page.channels(now),
            "services": opening_page.services(now),
        }
