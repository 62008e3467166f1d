"""Cases: the list, opening, closing, taking up again, handing over."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from counselling.actions.case import assign_case, change_case, close_case, open_case, reopen_case
from counselling.forms.case import (
    CaseAssignForm,
    CaseCloseForm,
    CaseFilterForm,
    CaseForm,
    CaseReopenForm,
    CaseUpdateForm,
)
from counselling.models import Case, Client
from counselling.permissions import can_assign_case, can_close_case, can_open_case
from counselling.queries.case import case_page
from counselling.queries.casework import colleagues
from counselling.queries.clients import primary_names
from counselling.queries.lists import case_rows
from counselling.queries.people import name_of
from counselling.views.file import file_head
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


class CaseListView(RolePermissionMixin, SheetMixin, TemplateView):
    permission_required = "counselling.view_client_file"
    template_name = "counselling/case_list.html"
    sheet_name = "faelle"
    sheet_title = _("Cases")
    sheet_columns = (
        (_("Number"), "number"),
        (_("Person"), "name"),
        (_("Aim"), "aim"),
        (_("Kind"), "kind"),
        (_("In charge"), "owner_name"),
        (_("Opened"), "opened_on"),
        (_("Closed"), "closed_on"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = CaseFilterForm(self.request.GET or {"status": "open", "mine": "on"})
        chosen = filters.cleaned_data if filters.is_valid() else {}
        after = self.request.GET.get("after", "")
        rows, older = case_rows(self.request.user, after=after, **chosen)
        return super().get_context_data(
            **kwargs, filters=filters, rows=rows, older_url=older_url(self.request, older), after=after
        )


class OfClientMixin(GuardedRowMixin):
    """A page below a person's file: back leads there, and so does success."""

    confirm_label: Any = _("Save")

    @property
    def client_id(self) -> int:
        return self.row.client_id

    def back_url(self) -> str:
        return reverse("counselling:client_detail", args=[self.client_id])

    def get_success_url(self) -> str:
        return self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = primary_names([self.client_id]).get(self.client_id, "")
        return super().get_context_data(
            row=self.row, name=name, back_url=self.back_url(), confirm_label=self.confirm_label, **kwargs
        )


class CaseCreateView(OfClientMixin, ActionFormView):
    form_class = CaseForm
    template_name = "counselling/case_create.html"
    confirm_label = _("Open the case")

    @property
    def client_id(self) -> int:
        return self.row.pk

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_open_case(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return {"opened_on": timezone.localdate(), "owner": self.request.user, "kind": Case.Kind.SHORT}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"colleagues": colleagues(self.request.user)}

    def perform(self, form: CaseForm) -> Case:
        return open_case(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        return _("Case %(number)s has been opened.") % {"number": self.object.number}


class OfCaseMixin(OfClientMixin):
    def get_rows(self) -> Any:
        return Case.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_close_case(self.request.user, self.row)


class CaseDetailView(OfCaseMixin, TemplateView):
    """A case with its history, its plan and what comes next; the head is that of the file."""

    template_name = "counselling/case_detail.html"

    def may_act(self) -> bool:
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.row
        return {
            **file_head(self.request, case.client),
            **case_page(user, case),
            "case": case,
            "can_close": can_close_case(user, case),
            "can_assign": can_assign_case(user, case),
            **kwargs,
        }

    def get_rows(self) -> Any:
        rows = super().get_rows().select_related("client")
        return rows.annotate(owner_name=name_of("owner"), deputy_name=name_of("deputy"))


class CaseUpdateView(OfCaseMixin, ActionFormView):
    form_class = CaseUpdateForm
    template_name = "counselling/case_update.html"
    success_message = _("The case has been changed.")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.row.kind, "aim": self.row.aim}

    def back_url(self) -> str:
        return reverse("counselling:case_detail", args=[self.row.pk])

    def perform(self, form: CaseUpdateForm) -> Case:
        return change_case(self.row, by=self.request.user, **form.cleaned_data)


class CaseCloseView(OfCaseMixin, ActionFormView):
    form_class = CaseCloseForm
    template_name = "counselling/case_close.html"
    confirm_label = _("Close the case")

    def get_initial(self) -> dict[str, Any]:
        return {"closed_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"followups": self.row.followups.open()}

    def perform(self, form: CaseCloseForm) -> Case:
        facts = {name: form.cleaned_data[name] for name in ("closed_on", "end_reason", "text")}
        return close_case(self.row, by=self.request.user, followups=form.results(), **facts)

    def get_success_message(self) -> str:
        return _("Case %(number)s has been closed.") % {"number": self.object.number}


class CaseReopenView(OfCaseMixin, ActionFormView):
    form_class = CaseReopenForm
    template_name = "counselling/case_reopen.html"
    confirm_label = _("Reopen the case")

    def perform(self, form: CaseReopenForm) -> Case:
        return reopen_case(self.row, by=self.request.user, text=form.cleaned_data["text"])

    def get_success_message(self) -> str:
        return _("Case %(number)s is open again.") % {"number": self.object.number}


class CaseAssignView(OfCaseMixin, ActionFormView):
    form_class = CaseAssignForm
    template_name = "counselling/case_assign.html"
    confirm_label = _("Hand over")
    success_message = _("The case has been handed over.")

    def may_act(self) -> bool:
        return can_assign_case(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return {"owner": self.row.owner_id, "deputy": self.row.deputy_id}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"colleagues": colleagues(self.request.user)}

    def perform(self, form: CaseAssignForm) -> Case:
        return assign_case(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        """A restricted file that one has just handed over is not there any more."""
        is_there = Client.objects.with_file_open_to(self.request.user).filter(pk=self.client_id).exists()
        return self.back_url() if is_there else reverse("counselling:case_list")
