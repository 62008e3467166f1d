"""Staff: the copy of somebody's data, for whoever asks by phone, letter or in person (Art. 15 GDPR)."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView

from ibs_portal.audit.trail import record
from volunteers.forms.data_copy import DataCopyForm
from volunteers.models import Volunteer
from volunteers.permissions.volunteer import can_change_volunteer
from volunteers.queries.handed_data import data_to_hand_out
from volunteers.queries.my_data import MyData
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.my_data import FILES
from volunteers.views.worker import OfWorkerMixin


class DataCopyMixin:
    """What is in it by number, then the form; the answer is the file. That it was handed out stands in the trail."""

    form_class = DataCopyForm
    template_name = "volunteers/data_copy.html"
    row: Any
    request: Any

    @cached_property
    def data(self) -> MyData:
        return data_to_hand_out(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.get_absolute_url()
        return super().get_context_data(data=self.data, person=self.row, back_url=back, **kwargs)  # type: ignore[misc]

    def form_valid(self, form: DataCopyForm) -> HttpResponse:
        kind, asked = form.cleaned_data["kind"], form.cleaned_data["asked"]
        make, media_type = FILES[kind]
        content = make(self.data, today=timezone.localdate())
        verb = f"{self.row._meta.model_name}.copy_handed_out"
        record(verb, self.row, by=self.request.user, reason=f"{kind}: {asked}")
        headers = {"Content-Disposition": f'attachment; filename="datenauskunft.{kind}"', "Cache-Control": "no-store"}
        return HttpResponse(content, media_type, headers=headers)


class VolunteerDataCopyView(DataCopyMixin, GuardedRowMixin, FormView):
    permission_required = "volunteers.change_volunteer"

    def get_rows(self) -> Any:
        return Volunteer.objects.visible_to(self.request.user).select_related("programme__organisation")

    def may_act(self) -> bool:
        return can_change_volunteer(self.request.user, self.row)


class WorkerDataCopyView(DataCopyMixin, OfWorkerMixin, FormView):
    """The same for a skilled worker."""
