"""Recording the residence status for a purpose, and deleting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from counselling.actions.residence import delete_residence, record_residence
from counselling.forms.residence import ResidenceForm
from counselling.models import Residence
from counselling.permissions import can_change_client
from counselling.queries.residence import residence_of
from counselling.views.sharing import OfFileMixin
from ibs_portal.privacy.sealed_text import opened
from ibs_portal.ui.views import ActionFormView


class OfResidenceMixin(OfFileMixin):
    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)


class ResidenceRecordView(OfResidenceMixin, ActionFormView):
    form_class = ResidenceForm
    template_name = "counselling/residence_record.html"
    success_message = _("The residence status has been recorded.")

    def get_initial(self) -> dict[str, Any]:
        found = residence_of(self.request.user, self.row)
        return {name: opened(found, name).text for name in ("status", "purpose")} if found else {}

    def perform(self, form: ResidenceForm) -> Residence:
        return record_residence(self.row, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(residence=residence_of(self.request.user, self.row), **kwargs)


class ResidenceDeleteView(OfResidenceMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        delete_residence(self.row, by=request.user)
        messages.success(request, _("The residence status has been deleted from the file."))
        return redirect(self.get_success_url())
