"""The start page of staff, the search over everything, and help."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

import counselling.queries
import projects.queries
import volunteers.queries
from ibs_portal.accounts.views import StaffRequiredMixin
from ibs_portal.website.queries import quick_actions, staff_hits

PANELS = (
    ("counselling/partials/_heute.html", counselling.queries.heute),
    ("volunteers/partials/_heute.html", volunteers.queries.heute),
    ("projects/partials/_heute.html", projects.queries.heute),
)
SHORTEST_SEARCH = 2


class StaffHomeView(StaffRequiredMixin, TemplateView):
    """Heute: what each area has for this person today."""

    template_name = "website/staff_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, now = self.request.user, timezone.now()
        panels = [
            {"template": template, "panel": panel}
            for template, heute in PANELS
            if (panel := heute(user, now=now)) is not None
        ]
        return super().get_context_data(**kwargs) | {
            "panels": panels,
            "greeting": greeting(timezone.localtime(now)),
            "today": timezone.localdate(now),
            "quick_actions": quick_actions(user),
        }


def greeting(local: datetime.datetime) -> str:
    """Words for the time of day."""
    if local.hour < 11:
        return _("Good morning")
    return _("Good day") if local.hour < 17 else _("Good evening")


class StaffSearchView(StaffRequiredMixin, TemplateView):
    """Each area searches among what the person may see; nothing is found for less than two letters."""

    template_name = "website/staff_search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:100]
        groups = staff_hits(self.request.user, text) if len(text) >= SHORTEST_SEARCH else []
        return super().get_context_data(**kwargs, search_text=text, groups=groups)


class StaffHelpView(StaffRequiredMixin, TemplateView):
    template_name = "website/staff_help.html"
    extra_context = {"operator_mail": settings.OPERATOR_MAIL}
