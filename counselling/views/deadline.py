"""Deadlines: the list of the house, those of one file, entering with the computation shown, done, moved."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.deadline import enter_deadline, finish_deadline, move_deadline
from counselling.forms.deadline import DeadlineForm, DeadlineMoveForm
from counselling.models import Deadline
from counselling.permissions.deadline import can_keep_deadlines
from counselling.queries.casework import colleagues
from counselling.queries.clients import primary_names
from counselling.queries.deadlines import computed_words, deadline_rows, deadlines_of
from counselling.rules.deadline import KINDS, check_sent_on
from counselling.views.file import FilePageMixin
from counselling.views.followup import came_from
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


class DeadlineListView(RolePermissionMixin, SheetMixin, TemplateView):
    """Every open deadline of the house, the next one first; ``?mine=1`` for one's own."""

    permission_required = "counselling.view_client_file"
    template_name = "counselling/deadline_list.html"
    sheet_name = "fristen"
    sheet_title = _("Deadlines")
    sheet_columns = (
        (_("Last day"), "due_on"),
        (_("What"), "title"),
        (_("Kind"), "kind_label"),
        (_("Norm"), "norm"),
        (_("Person"), "name"),
        (_("Who"), "assigned_name"),
        (_("Computed"), "is_computed"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine, after = bool(self.request.GET.get("mine")), self.request.GET.get("after", "")
        rows, older = deadline_rows(self.request.user, mine=mine, after=after)
        return super().get_context_data(
            **kwargs, rows=rows, older_url=older_url(self.request, older), mine=mine, after=after
        )


class ClientDeadlinesView(FilePageMixin, TemplateView):
    """The deadlines of one person."""

    template_name = "counselling/client_deadlines.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, finished = deadlines_of(self.request.user, self.row)
        return super().get_context_data(
            rows=rows, finished=finished, may_keep=can_keep_deadlines(self.request.user, self.row), **kwargs
        )


class DeadlineCreateView(FilePageMixin, ActionFormView):
    """With a preview of what is computed, and from what."""

    form_class = DeadlineForm
    template_name = "counselling/deadline_create.html"

    def may_act(self) -> bool:
        return can_keep_deadlines(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return {"assigned_to": self.request.user}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"colleagues": colleagues(self.request.user)}

    def form_valid(self, form: DeadlineForm) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, computed=self._computed(form)))
        return super().form_valid(form)

    def _computed(self, form: DeadlineForm) -> dict[str, Any] | None:
        facts = form.cleaned_data
        if facts["due_on"] or not KINDS[facts["kind"]].is_computed:
            return None
        try:
            check_sent_on(facts["sent_on"], today=timezone.localdate())
        except ValidationError as refused:
            form.add_error("sent_on", refused.error_dict["sent_on"])
            return None
        return computed_words(facts["kind"], facts["delivery"], facts["sent_on"], self.row.centre.federal_state)

    def perform(self, form: DeadlineForm) -> Deadline:
        case = self.row.cases.open().first()
        return enter_deadline(self.row, by=self.request.user, case=case, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("counselling:client_deadlines", args=[self.row.pk])

    def get_success_message(self) -> str:
        return _("Deadline entered: %(day)s. Please check it yourself.") % {
            "day": formats.date_format(self.object.due_on, "l, d.m.Y")
        }


class OfDeadlineMixin(GuardedRowMixin):
    permission_required = "counselling.view_client_file"

    def get_rows(self) -> Any:
        return Deadline.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_keep_deadlines(self.request.user, self.row)

    def get_success_url(self) -> str:
        return came_from(self.request) or reverse("counselling:deadline_list")


class DeadlineFinishView(OfDeadlineMixin, View):
    """One click: kept; or dropped."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        results = Deadline.Result
        result = results.DROPPED if request.POST.get("result") == results.DROPPED else results.DONE
        finish_deadline(self.row, by=request.user, result=result)
        messages.success(request, _("Deadline finished: %(what)s") % {"what": self.row.title})
        return redirect(self.get_success_url())


class DeadlineMoveView(OfDeadlineMixin, ActionFormView):
    form_class = DeadlineMoveForm
    template_name = "counselling/deadline_move.html"

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": self.row.due_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = primary_names([self.row.client_id]).get(self.row.client_id, "")
        return super().get_context_data(
            row=self.row, name=name, back_url=self.get_success_url(), confirm_label=_("Move the deadline"), **kwargs
        )

    def perform(self, form: DeadlineMoveForm) -> Deadline:
        return move_deadline(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        return _("Deadline moved to %(day)s.") % {"day": formats.date_format(self.object.due_on, "l, d.m.Y")}
