"""Staff: cohorts, their list, their page on screen, paper and in Excel, and their end."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.audit.trail import record_reading
from ibs_portal.documents.spreadsheet import MEDIA_TYPE, workbook
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.cohort import close_cohort, create_cohort, note_arrival, reopen_cohort, update_cohort
from volunteers.forms.cohort import CohortCreateForm, CohortForm
from volunteers.models import Cohort
from volunteers.models.worker import CHANGE_WORKER
from volunteers.permissions.matching import can_change_worker
from volunteers.queries import cohort as queries
from volunteers.rules.cohort import days_to
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.pages import page_of


class CohortListView(RolePermissionMixin, TemplateView):
    permission_required = CHANGE_WORKER
    template_name = "volunteers/cohort_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Cohort.objects.visible_to(self.request.user).select_related("employer", "agency").with_counts()
        page, today = page_of(found.open_first(), self.request), timezone.localdate()
        rows = [{"cohort": cohort, "days": days_to(cohort.arrives_on, today)} for cohort in page["rows"]]
        return super().get_context_data(**{**page, "rows": rows}, **kwargs)


class CohortCreateView(RolePermissionMixin, ActionFormView):
    permission_required = CHANGE_WORKER
    form_class = CohortCreateForm
    template_name = "volunteers/cohort_form.html"
    success_message = _("The cohort has been entered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("volunteers:cohort_list"), **kwargs)

    def perform(self, form: CohortCreateForm) -> Cohort:
        return create_cohort(form.cleaned_data["programme"], by=self.request.user, details=form.details())

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class OfCohortMixin(GuardedRowMixin):
    permission_required = CHANGE_WORKER

    def get_rows(self) -> Any:
        return Cohort.objects.visible_to(self.request.user).select_related("programme", "employer", "agency")

    def may_act(self) -> bool:
        return can_change_worker(self.request.user, self.row)

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    @cached_property
    def page(self) -> queries.CohortPage:
        return queries.cohort_page(self.row, today=timezone.localdate())


class CohortDetailView(OfCohortMixin, TemplateView):
    """Who has a companion, who waits and since when, and for whom nobody is possible."""

    template_name = "volunteers/cohort_detail.html"

    def get_rows(self) -> Any:
        return queries.with_undoable_lists(super().get_rows(), self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cohort=self.row, page=self.page, **kwargs)


class CohortPrintView(OfCohortMixin, TemplateView):
    """The same on paper."""

    template_name = "volunteers/cohort_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cohort=self.row, page=self.page, **kwargs)


class CohortExportView(OfCohortMixin, View):
    """The same as an Excel file; that it left the house stands in the trail."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        record_reading(self.row, what="cohort.exported", by=request.user)
        content = workbook(self.row.name, queries.header(), queries.cells(self.page))
        name = f'attachment; filename="kohorte-{self.row.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"'
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": name})


class CohortUpdateView(OfCohortMixin, ActionFormView):
    form_class = CohortForm
    template_name = "volunteers/cohort_form.html"
    success_message = _("The details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.get_rows().get(pk=self.row.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cohort=self.row, back_url=self.get_success_url(), **kwargs)

    def perform(self, form: CohortForm) -> Cohort:
        return update_cohort(self.row, by=self.request.user, details=form.details())


class CohortCloseView(OfCohortMixin, ActionFormView):
    form_class = Form
    template_name = "volunteers/cohort_close.html"
    success_message = _("The cohort is closed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url, label = self.get_success_url(), _("Close the cohort")
        return super().get_context_data(cohort=self.row, back_url=back_url, confirm_label=label, **kwargs)

    def perform(self, form: Form) -> Cohort:
        return close_cohort(self.row, by=self.request.user, on=timezone.localdate())


class CohortReopenView(OfCohortMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reopen_cohort(self.row, by=request.user)
        messages.success(request, _("The cohort is open again."))
        return redirect(self.row)


class CohortArriveView(OfCohortMixin, View):
    """One press: whoever was to arrive by today is here."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = note_arrival(self.row, by=request.user, today=timezone.localdate())
        words = ngettext("%(n)s person is noted as arrived.", "%(n)s people are noted as arrived.", number)
        messages.success(request, words % {"n": number})
        return redirect(self.row)
