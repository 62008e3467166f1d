"""Staff: who waits for an answer."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from volunteers.queries.waiting import waiting_people
from volunteers.rules.waiting import ALERT_AFTER


class WaitingListView(RolePermissionMixin, TemplateView):
    """Everybody for whom the next step is the desk's, the longest waiting first."""

    permission_required = ("volunteers.view_pipeline", "volunteers.change_worker")
    template_name = "volunteers/waiting_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = waiting_people(self.request.user, now=timezone.now())
        late = sum(row.is_alert for row in rows)
        return super().get_context_data(rows=rows, late=late, alert_after=ALERT_AFTER, **kwargs)
