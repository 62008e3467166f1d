"""Who looked at a file."""

from typing import Any

from django.views.generic import TemplateView

from counselling.models import Client
from counselling.permissions.trail import can_view_trail
from counselling.views.case import OfClientMixin
from ibs_portal.audit.views import FileTrailMixin


class ClientTrailView(OfClientMixin, FileTrailMixin, TemplateView):
    """For whoever is in charge of a case of this person, the deputy, and the head; nobody else."""

    permission_required = "counselling.view_client_file"

    @property
    def client_id(self) -> int:
        return self.row.pk

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_view_trail(self.request.user, self.row, self.row.cases.all())
