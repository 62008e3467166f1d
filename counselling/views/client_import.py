"""Taking over an office's list: upload, look, take over; and what was refused."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from counselling.actions.client_import import discard_import, import_clients, map_import, report_import, stage_import
from counselling.forms.client_import import ClientImportCheckForm, ClientImportForm
from counselling.models import ClientImport
from counselling.queries.client_import import import_rows
from counselling.queries.counter import centre_of
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.views import ListCheckMixin, check_has_refused, refused_file
from ibs_portal.ui.views import ActionFormView

IMPORT = "counselling.import_clients"


class ClientImportView(RolePermissionMixin, ActionFormView):
    permission_required = IMPORT
    form_class = ClientImportForm
    template_name = "counselling/client_import.html"

    def perform(self, form: ClientImportForm) -> ClientImport:
        user, file = self.request.user, form.cleaned_data["file"]
        if (centre := centre_of(user)) is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        again = form.cleaned_data["again"]
        return stage_import(file.read(), by=user, centre=centre, file_name=file.name, again=again)

    def get_success_url(self) -> str:
        return reverse("counselling:client_import_check", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = ClientImport.objects.visible_to(self.request.user).defer("rows", "mapping")[:10]
        return super().get_context_data(**kwargs, lists=lists)


class OfImportMixin(GuardedRowMixin):
    permission_required = IMPORT

    def get_rows(self) -> Any:
        return ClientImport.objects.visible_to(self.request.user)


class ClientImportCheckView(OfImportMixin, ListCheckMixin, ActionFormView):
    form_class = ClientImportCheckForm
    template_name = "counselling/client_import_check.html"
    upload_url, check_url = "counselling:client_import", "counselling:client_import_check"

    def map_list(self, heading_row: int, mapping: list[str] | None) -> ClientImport:
        return map_import(self.row, by=self.request.user, heading_row=heading_row, mapping=mapping)

    def take_over(self, form: ClientImportCheckForm) -> ClientImport:
        leave_out = form.cleaned_data["leave_out_alike"]
        return import_clients(self.row, by=self.request.user, leave_out_alike=leave_out)

    def read_list(self) -> list[ListRow]:
        return import_rows(self.row, self.request.user)

    def made_words(self) -> str:
        words = ngettext("%(n)s file has been made.", "%(n)s files have been made.", self.object.taken)
        return words % {"n": self.object.taken}


class ClientImportReportView(OfImportMixin, View):
    """Every refused row with its reason and its original values, for a day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_has_refused(self.row)
        return refused_file(self.row, report_import(self.row, by=request.user))


class ClientImportDiscardView(OfImportMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        discard_import(self.row, by=request.user)
        messages.success(request, _("The list has been thrown away."))
        return redirect("counselling:client_import")
