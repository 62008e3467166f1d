"""Taking over a list of volunteers: upload, look, take over; and what was refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.views import ListCheckMixin, check_has_refused, refused_file
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.volunteer_import import (
    discard_volunteers,
    import_volunteers,
    map_volunteers,
    report_volunteers,
    stage_volunteers,
)
from volunteers.forms.volunteer_import import VolunteerImportCheckForm, VolunteerImportForm
from volunteers.models import VolunteerImport
from volunteers.queries.volunteer_import import import_rows

CHANGE = "volunteers.change_volunteer"


class VolunteerImportView(RolePermissionMixin, ActionFormView):
    permission_required = CHANGE
    form_class = VolunteerImportForm
    template_name = "volunteers/volunteer_import.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def perform(self, form: VolunteerImportForm) -> VolunteerImport:
        data, file = form.cleaned_data, form.cleaned_data["file"]
        return stage_volunteers(
            file.read(), by=self.request.user, programme=data["programme"], file_name=file.name, again=data["again"]
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:volunteer_import_check", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = VolunteerImport.objects.visible_to(self.request.user).defer("rows", "mapping")[:10]
        return super().get_context_data(lists=lists, **kwargs)


class OfVolunteerImportMixin(GuardedRowMixin):
    permission_required = CHANGE

    def get_rows(self) -> Any:
        return VolunteerImport.objects.visible_to(self.request.user)


class VolunteerImportCheckView(OfVolunteerImportMixin, ListCheckMixin, ActionFormView):
    form_class = VolunteerImportCheckForm
    template_name = "volunteers/volunteer_import_check.html"
    upload_url, check_url = "volunteers:volunteer_import", "volunteers:volunteer_import_check"

    def map_list(self, heading_row: int, mapping: list[str] | None) -> VolunteerImport:
        return map_volunteers(self.row, by=self.request.user, heading_row=heading_row, mapping=mapping)

    def take_over(self, form: VolunteerImportCheckForm) -> VolunteerImport:
        chosen = {name: form.cleaned_data[name] for name in ("invite", "leave_out_alike")}
        return import_volunteers(self.row, by=self.request.user, now=timezone.now(), **chosen)

    def read_list(self) -> list[ListRow]:
        return import_rows(self.row)

    def made_words(self) -> str:
        words = ngettext("%(n)s volunteer is entered.", "%(n)s volunteers are entered.", self.object.taken)
        return words % {"n": self.object.taken}


class VolunteerImportReportView(OfVolunteerImportMixin, View):
    """Every refused row with its reason and its original values, for a day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_has_refused(self.row)
        return refused_file(self.row, report_volunteers(self.row, by=request.user))


class VolunteerImportDiscardView(OfVolunteerImportMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        discard_volunteers(self.row, by=request.user)
        messages.success(request, _("The list has been thrown away."))
        return redirect("volunteers:volunteer_import")
