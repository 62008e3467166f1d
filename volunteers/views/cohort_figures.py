"""Partners: how many of the people whom they sent have a companion."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from volunteers.queries.narrow import cohort_counts
from volunteers.rules.cohort_figures import told


class CohortFiguresView(RolePermissionMixin, TemplateView):
    """Employer and agency see numbers of their own cohorts, and nobody's name."""

    permission_required = "volunteers.view_cohort_figures"
    template_name = "volunteers/cohort_figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [told(counts) for counts in cohort_counts()]
        return super().get_context_data(rows=rows, today=timezone.localdate(), **kwargs)
