"""Appointments of the house: day, week, one of them, booking, moving, cancelling, who came, the slip."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.appointment import (
    cancel_appointment,
    create_appointment,
    mark_appointment,
    move_appointment,
)
from counselling.documents.appointment import calendar_file, entry_for_staff
from counselling.forms.appointment import (
    AppointmentCancelForm,
    AppointmentForm,
    AppointmentMarkForm,
    AppointmentMoveForm,
)
from counselling.models import Appointment, Client, StaffMember
from counselling.models.appointment import reference_of, signed
from counselling.models.ownership import VIEW_FILE
from counselling.permissions.appointment import CHANGE_APPOINTMENT, can_change_appointment
from counselling.queries.appointments import lines_of, next_free, own_staff
from counselling.queries.clients import find_clients
from counselling.queries.counter import centre_of, chosen_clients, name_from
from counselling.queries.slip import slip_sides
from counselling.rules.appointment import new_reference
from counselling.rules.opening import parse_moment
from counselling.rules.slots import USUAL_MINUTES
from counselling.views.appointment_own import calendar_response
from counselling.views.followup import came_from
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView

VIEW_APPOINTMENT = "counselling.view_appointment"
# Buttons that only change what is shown; everything typed so far comes back.
STEPS = ("search", "choose", "anonymous", "times")


class AppointmentCreateView(RolePermissionMixin, ActionFormView):
    """For a file, found by name, or for a name alone; the next free times of the colleague are a click each."""

    permission_required = CHANGE_APPOINTMENT
    form_class = AppointmentForm
    template_name = "counselling/appointment_create.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_step:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        if sent := self.sent_before():
            return redirect("counselling:appointment_detail", sent.pk)
        return super().post(request, *args, **kwargs)

    def sent_before(self) -> Appointment | None:
        """What this very form has become already: a second click changes nothing."""
        reference = reference_of(self.request.POST.get("number", ""))
        rows = Appointment.objects.visible_to(self.request.user)
        return rows.filter(reference=reference).first() if reference else None

    @cached_property
    def is_step(self) -> bool:
        return any(step in self.request.POST for step in STEPS)

    @cached_property
    def client(self) -> Client | None:
        """The button just pressed goes before the form, the form before the address."""
        data = self.request.POST
        key = data.get("choose") or ("" if data else self.request.GET.get("client", "")) or data.get("client", "")
        if not key or "anonymous" in data:
            return None
        return get_object_or_404(chosen_clients(self.request.user), pk=int(key) if _is_key(key) else 0)

    @cached_property
    def staff(self) -> StaffMember | None:
        """Whose free times are shown: as chosen, else oneself, else the first who can be booked."""
        rows, data = list(own_staff(self.request.user).select_related("centre")), self.request
        wanted = data.POST.get("staff") or data.GET.get("staff", "")
        chosen = next((row for row in rows if str(row.pk) == wanted), None)
        return chosen or next((row for row in rows if row.user_id == self.request.user.pk), rows[0] if rows else None)

    def get_initial(self) -> dict[str, Any]:
        client = self.client
        language = client.languages[0] if client and client.languages else "de"
        known = dict(settings.LANGUAGES)
        return {
            "number": signed(new_reference()),
            "staff": self.staff,
            "minutes": USUAL_MINUTES,
            "channel": Appointment.Channel.IN_PERSON,
            "language": language,
            "contact_language": language if language in known else "de",
            "starts_at": self._asked_time(),
            "phone": getattr(client, "phone", "") if client and self.request.user.has_perm(VIEW_FILE) else "",
        }

    def _asked_time(self) -> datetime.datetime | None:
        try:
            return timezone.localtime(parse_moment(self.request.GET.get("at", "")))
        except (ValueError, OverflowError):
            return None

    def get_form_kwargs(self) -> dict[str, Any]:
        free = next_free(self.request.user, self.staff) if self.staff else []
        kwargs = super().get_form_kwargs()
        if "choose" in self.request.POST and self.client:
            data = self.request.POST.copy()
            for name in ("language", "contact_language"):
                data[name] = self.get_initial()[name]
            kwargs["data"] = data
        return kwargs | {
            "staff": own_staff(self.request.user),
            "free": free,
            "has_client": self.client is not None,
            "keep_typed": self.is_step,
        }

    def perform(self, form: AppointmentForm) -> Appointment:
        centre = centre_of(self.request.user)
        if centre is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        facts = form.appointment()
        return create_appointment(
            by=self.request.user, now=timezone.now(), centre=facts["staff"].centre, client=self.client, **facts
        )

    def get_success_url(self) -> str:
        return reverse("counselling:appointment_detail", args=[self.object.pk])

    def get_success_message(self) -> str:
        return _("Booked: %(when)s, number %(number)s.") % {
            "when": _when(self.object),
            "number": self.object.reference_text,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data, user = self.request.POST, self.request.user
        text = data.get("person", "").strip()
        return super().get_context_data(
            **kwargs,
            client=self.client,
            client_name=name_from(self.client.name_parts) if self.client else "",
            hits=find_clients(user, text, limit=6) if "search" in data and text else [],
            searched=text if "search" in data else "",
            language_list=language_choices(),
        )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _when(appointment: Appointment) -> str:
    return formats.date_format(timezone.localtime(appointment.starts_at), "l, d.m.Y, G:i")


class OfAppointmentMixin(GuardedRowMixin):
    permission_required = VIEW_APPOINTMENT

    def get_rows(self) -> Any:
        return Appointment.objects.visible_to(self.request.user).select_related("centre", "topic", "staff__user")

    def home(self) -> str:
        return reverse("counselling:appointment_detail", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (line,) = lines_of(Appointment.objects.filter(pk=self.row.pk))
        return super().get_context_data(**kwargs, row=self.row, line=line)


class ChangesAppointmentMixin(OfAppointmentMixin):
    permission_required = CHANGE_APPOINTMENT

    def may_act(self) -> bool:
        return can_change_appointment(self.request.user, self.row)

    def get_success_url(self) -> str:
        return came_from(self.request) or self.home()


class AppointmentDetailView(OfAppointmentMixin, TemplateView):
    template_name = "counselling/appointment_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        return super().get_context_data(
            **kwargs,
            can_mark=self.row.is_live and self.row.starts_at - datetime.timedelta(hours=1) <= now,
            is_future=self.row.starts_at > now,
            sees_files=self.request.user.has_perm(VIEW_FILE),
            interpreter=self.row.interpreters.exclude(state="cancelled").select_related("service").first(),
        )


class AppointmentMoveView(ChangesAppointmentMixin, ActionFormView):
    form_class = AppointmentMoveForm
    template_name = "counselling/appointment_move.html"

    def get_initial(self) -> dict[str, Any]:
        return {"staff": self.row.staff_id, "minutes": self.row.minutes}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = own_staff(self.request.user).select_related("centre")
        wanted = self.request.POST.get("staff", "")
        chosen = rows.filter(pk=int(wanted)).first() if _is_key(wanted) else None
        return super().get_form_kwargs() | {
            "staff": rows,
            "free": next_free(self.request.user, chosen or self.row.staff),
            "keep_typed": "times" in self.request.POST,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "times" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def perform(self, form: AppointmentMoveForm) -> Appointment:
        facts = {name: form.cleaned_data[name] for name in ("starts_at", "staff", "minutes")}
        return move_appointment(self.row, by=self.request.user, now=timezone.now(), **facts)

    def get_success_message(self) -> str:
        return _("Moved to %(when)s.") % {"when": _when(self.object)}


class AppointmentCancelView(ChangesAppointmentMixin, ActionFormView):
    form_class = AppointmentCancelForm
    template_name = "counselling/appointment_cancel.html"
    success_message = _("The appointment is cancelled.")

    def perform(self, form: AppointmentCancelForm) -> Appointment:
        return cancel_appointment(
            self.row, by=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, back_url=self.home(), confirm_label=_("Cancel the appointment"))


class AppointmentMarkView(ChangesAppointmentMixin, View):
    """One click: came, did not come, or take that back."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AppointmentMarkForm(request.POST)
        if form.is_valid():
            try:
                mark_appointment(self.row, by=request.user, now=timezone.now(), state=form.cleaned_data["state"])
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
        return redirect(self.get_success_url())


class AppointmentSlipView(OfAppointmentMixin, TemplateView):
    """A sheet for the person's hand: German and her language."""

    template_name = "counselling/appointment_slip.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, sides=slip_sides(self.row), centre=self.row.centre)


class AppointmentCalendarView(OfAppointmentMixin, View):
    """One appointment for the calendar of the colleague: number and time, no name."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row
        facts = (row.reference, row.starts_at, row.ends_at, row.channel, row.state, row.revision, row.changed_at)
        content = calendar_file([entry_for_staff(*facts, row.centre.short_name)])
        return calendar_response(content, f"termin-{row.reference}.ics")
