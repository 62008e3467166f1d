"""Interpreters: what must be ordered today, asking for one, the order on paper or by mail, the answer."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.interpreter import mark_interpreter, order_interpreter, request_interpreter
from counselling.forms.interpreter import InterpreterForm, InterpreterMarkForm
from counselling.models import Appointment, Client, InterpreterRequest
from counselling.permissions.appointment import CHANGE_APPOINTMENT, can_change_appointment
from counselling.queries.clients import primary_names
from counselling.queries.counter import centre_of
from counselling.queries.interpreters import interpreter_board, name_behind, services_for, working_days_of_services
from counselling.rules.interpreter import FOLLOWS, earliest_day, order_deadline, urgency
from counselling.views.appointment import VIEW_APPOINTMENT
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView


class InterpreterListView(RolePermissionMixin, SheetMixin, TemplateView):
    permission_required = VIEW_APPOINTMENT
    template_name = "counselling/interpreter_list.html"
    sheet_name = "sprachmittlung"
    sheet_title = _("Interpreters")
    sheet_columns = (
        (_("When"), lambda row: row["request"].starts_at),
        (_("Minutes"), lambda row: row["request"].minutes),
        (_("Language"), lambda row: row["request"].language_name),
        (_("Kind"), lambda row: row["request"].get_kind_display()),
        (_("Interpreter service"), lambda row: row["request"].service.name),
        (_("Order by"), "deadline"),
        (_("State"), lambda row: row["request"].get_state_display()),
        (_("Number"), lambda row: row["request"].reference_text),
    )

    def sheet_rows(self, context: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [row for rows in context["board"].values() for row in rows]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(**kwargs, board=interpreter_board(self.request.user, today), today=today)


class InterpreterCreateView(RolePermissionMixin, ActionFormView):
    """For an appointment (``?termin=``), for a file (``?client=``), or for a time alone."""

    permission_required = CHANGE_APPOINTMENT
    form_class = InterpreterForm
    template_name = "counselling/interpreter_create.html"

    @cached_property
    def appointment(self) -> Appointment | None:
        return self._row("termin", Appointment.objects.visible_to(self.request.user).select_related("centre"))

    @cached_property
    def client(self) -> Client | None:
        return self._row("client", Client.objects.findable_by(self.request.user))

    def _row(self, name: str, rows: Any) -> Any:
        key = self.request.GET.get(name, "")
        if not key:
            return None
        if not (key.isascii() and key.isdecimal() and len(key) < 19):
            raise Http404
        return get_object_or_404(rows, pk=int(key))

    def get_initial(self) -> dict[str, Any]:
        row, client = self.appointment, self.client
        language = row.language if row else client.languages[0] if client and client.languages else ""
        start = timezone.localtime(row.starts_at) if row else None
        services = services_for(language, start.date(), timezone.localdate()) if language and start else []
        return {
            "language": language,
            "service": services[0]["service"].pk if services else None,
            "kind": row.channel if row else InterpreterRequest.Kind.IN_PERSON,
            "starts_at": start,
            "minutes": row.minutes if row else 60,
        }

    def perform(self, form: InterpreterForm) -> InterpreterRequest:
        row = self.appointment
        centre = row.centre if row else centre_of(self.request.user)
        if centre is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        now = timezone.now()
        return request_interpreter(
            by=self.request.user, now=now, centre=centre, appointment=row, client=self.client, **form.cleaned_data
        )

    def get_success_url(self) -> str:
        return reverse("counselling:interpreter_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, today = self.appointment, timezone.localdate()
        day = timezone.localdate(row.starts_at) if row else None
        return super().get_context_data(
            **kwargs,
            appointment=row,
            client_name=primary_names([self.client.pk]).get(self.client.pk, "") if self.client else "",
            services=services_for(row.language, day, today) if row and day else [],
            language_list=language_choices(),
        )


class OfInterpreterMixin(GuardedRowMixin):
    permission_required = VIEW_APPOINTMENT

    def get_rows(self) -> Any:
        rows = InterpreterRequest.objects.visible_to(self.request.user)
        return rows.select_related("service", "centre", "appointment")

    def home(self) -> str:
        return reverse("counselling:interpreter_detail", args=[self.row.pk])


class ChangesInterpreterMixin(OfInterpreterMixin):
    permission_required = CHANGE_APPOINTMENT

    def may_act(self) -> bool:
        return can_change_appointment(self.request.user, self.row)


class InterpreterDetailView(OfInterpreterMixin, TemplateView):
    template_name = "counselling/interpreter_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        return super().get_context_data(
            **kwargs, row=row, who=name_behind(row), steps=FOLLOWS[row.state], **self._deadline()
        )

    def _deadline(self) -> dict[str, Any]:
        service, today = self.row.service, timezone.localdate()
        works = working_days_of_services()[service.pk]
        day = timezone.localdate(self.row.starts_at)
        deadline = order_deadline(day, lead=service.lead_days, is_working_day=works)
        return {
            "deadline": deadline if deadline > datetime.date.min else None,
            "urgency": urgency(deadline, today),
            "earliest": earliest_day(today, lead=service.lead_days, is_working_day=works),
        }


class InterpreterOrderView(OfInterpreterMixin, TemplateView):
    """The order on paper: number, language, time, place. No client."""

    template_name = "counselling/interpreter_order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, row=self.row, centre=self.row.centre, today=timezone.localdate())


class InterpreterSendView(ChangesInterpreterMixin, View):
    """Orders; by mail if the service has an address."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            row = order_interpreter(self.row, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.home())
        told = (
            _("The order has gone to %(service)s by mail.")
            if row.service.email
            else _("Noted as ordered with %(service)s.")
        )
        messages.success(request, told % {"service": row.service.name})
        return redirect(self.home())


class InterpreterMarkView(ChangesInterpreterMixin, View):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = InterpreterMarkForm(request.POST)
        if form.is_valid():
            try:
                mark_interpreter(self.row, by=request.user, now=timezone.now(), state=form.cleaned_data["state"])
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
        return redirect(self.home())
