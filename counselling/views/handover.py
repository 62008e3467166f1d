"""The sheet of paper for whoever stands in."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from counselling.models import StaffMember
from counselling.queries.handover import handover
from counselling.queries.people import name_of
from counselling.views.absence import OfAbsenceMixin, week_text


class AbsenceHandoverView(OfAbsenceMixin, TemplateView):
    """Printed for the deputy; it names clients, so it stays in the house."""

    permission_required = "counselling.view_client_file"
    template_name = "counselling/absence_handover.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deputies = StaffMember.objects.filter(pk=self.row.deputy_id).values_list(name_of("user"), flat=True)
        return super().get_context_data(
            **kwargs,
            deputy_name=deputies.first() or "",
            today=timezone.localdate(),
            back_url=f"{reverse('counselling:absence_list')}?week={week_text(self.row.starts_on)}",
            **handover(self.request.user, self.row, timezone.localdate()),
        )
