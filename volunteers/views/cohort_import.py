"""A list of arriving people: upload, look, take over; what was refused; and taking it all back."""

from typing import Any

from django.contrib import messages
from django.forms import Form
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
from volunteers.actions.cohort_import import (
    discard_cohort_list,
    import_cohort,
    map_cohort,
    report_cohort,
    stage_cohort,
)
from volunteers.actions.cohort_undo import undo_cohort_import
from volunteers.forms.cohort import CohortImportCheckForm, CohortImportForm
from volunteers.forms.topics import with_topics
from volunteers.models import CohortImport
from volunteers.models.worker import CHANGE_WORKER
from volunteers.queries.cohort_import import import_rows
from volunteers.rules.cohort_import import first_arrival


class CohortImportView(RolePermissionMixin, ActionFormView):
    permission_required = CHANGE_WORKER
    form_class = CohortImportForm
    template_name = "volunteers/cohort_import.html"

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("kohorte", "")
        return {"cohort": wanted} if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10 else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def perform(self, form: CohortImportForm) -> CohortImport:
        chosen = {**form.cleaned_data}
        file = chosen.pop("file")
        return stage_cohort(file.read(), by=self.request.user, file_name=file.name, **chosen)

    def get_success_url(self) -> str:
        return reverse("volunteers:cohort_import_check", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = CohortImport.objects.visible_to(self.request.user).defer("rows", "mapping")[:10]
        return super().get_context_data(lists=lists, **kwargs)


class OfCohortImportMixin(GuardedRowMixin):
    permission_required = CHANGE_WORKER

    def get_rows(self) -> Any:
        return CohortImport.objects.visible_to(self.request.user).select_related("cohort", "programme")


class CohortImportCheckView(OfCohortImportMixin, ListCheckMixin, ActionFormView):
    form_class = CohortImportCheckForm
    template_name = "volunteers/cohort_import_check.html"
    upload_url, check_url = "volunteers:cohort_import", "volunteers:cohort_import_check"

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        is_new = self.row.cohort_id is None
        if is_new and self.request.method == "GET":
            kwargs["initial"]["arrives_on"] = first_arrival(self.preview)
        return kwargs | {"is_new": is_new}

    def get_form(self, form_class: Any = None) -> CohortImportCheckForm:
        return with_topics(super().get_form(form_class), [self.row.programme])

    def map_list(self, heading_row: int, mapping: list[str] | None) -> CohortImport:
        return map_cohort(self.row, by=self.request.user, heading_row=heading_row, mapping=mapping)

    def take_over(self, form: CohortImportCheckForm) -> CohortImport:
        chosen = {name: form.cleaned_data.get(name) for name in ("arrives_on", "help", "leave_out_alike")}
        return import_cohort(self.row, by=self.request.user, now=timezone.now(), **chosen)

    def read_list(self) -> list[ListRow]:
        return import_rows(self.row, today=timezone.localdate())

    def made_words(self) -> str:
        words = ngettext(
            "%(n)s skilled worker is entered and waits for a companion.",
            "%(n)s skilled workers are entered and wait for a companion.",
            self.object.taken,
        )
        return words % {"n": self.object.taken}

    def get_success_url(self) -> str:
        return super().get_success_url() if self.object.is_staged else self.object.cohort.get_absolute_url()


class CohortImportReportView(OfCohortImportMixin, View):
    """Every refused row with its reason and its original values, for a day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_has_refused(self.row)
        return refused_file(self.row, report_cohort(self.row, by=request.user))


class CohortImportDiscardView(OfCohortImportMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.is_staged:
            discard_cohort_list(self.row, by=request.user)
            messages.success(request, _("The list has been thrown away."))
        return redirect("volunteers:cohort_import")


class CohortImportUndoView(OfCohortImportMixin, ActionFormView):
    form_class = Form
    template_name = "volunteers/cohort_import_undo.html"
    success_message = _("The list is taken back: its people and their needs are gone.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.row.can_be_undone else redirect("volunteers:cohort_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = self.row.cohort.get_absolute_url() if self.row.cohort else reverse("volunteers:cohort_list")
        label = _("Take back the list")
        return super().get_context_data(batch=self.row, back_url=back_url, confirm_label=label, **kwargs)

    def perform(self, form: Form) -> CohortImport:
        return undo_cohort_import(self.row, by=self.request.user, now=timezone.now())

    def get_success_url(self) -> str:
        return self.object.cohort.get_absolute_url() if self.object.cohort else reverse("volunteers:cohort_list")
