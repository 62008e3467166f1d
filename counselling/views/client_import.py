"""Taking over an office's list: upload, look, take over; and what was refused."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from counselling.actions.client_import import discard_import, import_clients, map_import, report_import, stage_import
from counselling.documents.client_import import refused_workbook
from counselling.forms.client_import import ClientImportCheckForm, ClientImportForm
from counselling.models import ClientImport
from counselling.queries.client_import import import_rows
from counselling.queries.counter import centre_of
from counselling.rules.client_import import ImportRow
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormView

IMPORT = "counselling.import_clients"
SHOWN, SHOWN_REFUSED = 15, 30


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


class ClientImportCheckView(OfImportMixin, ActionFormView):
    """What would become of each row. "Show again" keeps the columns; the other button takes the list over."""

    form_class = ClientImportCheckForm
    template_name = "counselling/client_import_check.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.row.is_staged:
            return redirect("counselling:client_import")
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        batch = self.row
        initial = {f"column_{place}": column for place, column in enumerate(batch.mapping)}
        initial["heading_row"] = batch.heading_row + 1
        return super().get_form_kwargs() | {"headings": batch.headings, "rows": len(batch.rows), "initial": initial}

    def perform(self, form: ClientImportCheckForm) -> ClientImport:
        user, heading_row = self.request.user, form.cleaned_data["heading_row"] - 1
        is_moved = heading_row != self.row.heading_row
        self.row = map_import(self.row, by=user, heading_row=heading_row, mapping=None if is_moved else form.mapping())
        if "take" in self.request.POST and not is_moved:
            return import_clients(self.row, by=user, leave_out_alike=form.cleaned_data["leave_out_alike"])
        return self.row

    def get_success_url(self) -> str:
        if self.object.is_staged:
            return reverse("counselling:client_import_check", args=[self.object.pk])
        return reverse("counselling:client_import")

    def get_success_message(self) -> str:
        if self.object.state == ClientImport.State.STAGED:
            return ""
        taken = ngettext("%(n)s file has been made.", "%(n)s files have been made.", self.object.taken)
        refused = ngettext("%(n)s row was refused.", "%(n)s rows were refused.", self.object.refused)
        return f"{taken % {'n': self.object.taken}} {refused % {'n': self.object.refused}}"

    @cached_property
    def preview(self) -> list[ImportRow]:
        return import_rows(self.row, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        good = [row for row in self.preview if row.is_good]
        bad = [row for row in self.preview if not row.is_good]
        return super().get_context_data(
            **kwargs,
            batch=self.row,
            good=good[:SHOWN],
            bad=bad[:SHOWN_REFUSED],
            good_count=len(good),
            bad_count=len(bad),
            alike_count=sum(bool(row.alike) for row in good),
        )


class ClientImportReportView(OfImportMixin, View):
    """Every refused row with its reason and its original values, for a day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.state != ClientImport.State.DONE or len(self.row.rows) < 2:
            raise Http404
        content = refused_workbook(report_import(self.row, by=request.user))
        name = f'attachment; filename="nicht-uebernommen-{self.row.pk}.xlsx"'
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": name})


class ClientImportDiscardView(OfImportMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        discard_import(self.row, by=request.user)
        messages.success(request, _("The list has been thrown away."))
        return redirect("counselling:client_import")
