"""Searching the public pages."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from ibs_portal.website.queries import public_hits

SHORTEST, LONGEST = 2, 80


@method_decorator(login_not_required, name="dispatch")
class SearchView(TemplateView):
    template_name = "website/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()[:LONGEST]
        groups = public_hits(text, timezone.now()) if len(text) >= SHORTEST else []
        count = sum(len(hits) for _heading, hits in groups)
        return super().get_context_data(**kwargs, text=text, groups=groups, count=count)
