"""The pages behind the signed link: see, move, cancel one's own appointment. Nobody needs an account."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from counselling.actions.appointment import cancel_appointment, move_appointment
from counselling.documents.appointment import CALENDAR, calendar_file, entry_for_person
from counselling.forms.appointment_request import TimeForm
from counselling.models import Appointment
from counselling.models.appointment import reference_of
from counselling.queries.booking import day_from, times_shown, value_of
from counselling.queries.calendar import Offer, offer_of
from ibs_portal.database.identity import errand


@method_decorator([login_not_required, never_cache], name="dispatch")
class OwnAppointmentPage(View):
    """What all these pages share: the appointment of the link, or words that there is none."""

    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.now, reference = timezone.now(), reference_of(kwargs["token"])
        with errand(appointment=reference):
            rows = Appointment.objects.filter(reference=reference).select_related("centre", "topic")
            appointment = rows.first() if reference else None
        if appointment is None:
            return render(request, "counselling/own_appointment_unknown.html", status=404)
        self.appointment = appointment
        return super().dispatch(request, *args, **kwargs)

    @property
    def can_change(self) -> bool:
        return self.appointment.is_booked and self.appointment.starts_at > self.now

    def show(self, **context: Any) -> HttpResponse:
        facts = {
            "appointment": self.appointment,
            "centre": self.appointment.centre,
            "can_change": self.can_change,
            "is_over": self.appointment.is_live and not self.can_change,
        }
        return render(self.request, self.template_name, facts | context)

    def home(self) -> str:
        return reverse("counselling:own_appointment_detail", args=[self.appointment.token])

    def perform(self, action: Any, **values: Any) -> str:
        """What the action refused, in words; nothing if it did."""
        try:
            with errand(appointment=self.appointment.reference):
                action(self.appointment, by=None, now=self.now, **values)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return ""


class OwnAppointmentView(OwnAppointmentPage):
    template_name = "counselling/own_appointment_detail.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show()


class OwnAppointmentDoneView(OwnAppointmentView):
    """Right after booking: the number, what to bring, and what can still be done."""

    template_name = "counselling/own_appointment_done.html"


class OwnAppointmentCancelView(OwnAppointmentPage):
    """Opening the address only asks, because mail programs open links too."""

    template_name = "counselling/own_appointment_cancel.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(back_url=self.home()) if self.can_change else redirect(self.home())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        if error := self.perform(cancel_appointment):
            return self.show(back_url=self.home(), error=error)
        return redirect(self.home())


class OwnAppointmentMoveView(OwnAppointmentPage):
    """First the free times, then "move it to this one?"."""

    template_name = "counselling/own_appointment_move.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if not self.can_change:
            return redirect(self.home())
        offer = self.offer()
        form = TimeForm(request.GET if "zeit" in request.GET else None, starts={s.start for s in offer.slots})
        if form.is_valid():
            return self.show(back_url=request.path, chosen=form.cleaned_data["zeit"], value=form.data["zeit"])
        return self.choose(offer, form)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        offer = self.offer()
        form = TimeForm(request.POST, starts={slot.start for slot in offer.slots})
        if not form.is_valid():
            return self.choose(offer, form)
        if error := self.perform(move_appointment, starts_at=form.cleaned_data["zeit"]):
            form.add_error("zeit", error)
            return self.choose(self.offer(), form)
        return redirect(self.home())

    def offer(self) -> Offer:
        row = self.appointment
        return offer_of(row.centre, now=self.now, channel=row.channel, controller=row.controller_id)

    def choose(self, offer: Offer, form: TimeForm) -> HttpResponse:
        times = times_shown(offer, day_from(self.request.GET.get("ab", "")), lambda start: f"?zeit={value_of(start)}")
        earlier, later = (f"?ab={day}" if day else "" for day in (times.earlier, times.later))
        return self.show(back_url=self.home(), form=form, times=times, earlier_url=earlier, later_url=later)


class OwnAppointmentCalendarView(OwnAppointmentPage):
    """One appointment as a file for the calendar of the phone."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        url = f"{settings.SITE_URL}{self.home()}"
        content = calendar_file([entry_for_person(self.appointment, url)])
        return calendar_response(content, f"termin-{self.appointment.reference}.ics")


def calendar_response(content: bytes, filename: str) -> HttpResponse:
    return HttpResponse(content, CALENDAR, headers={"Content-Disposition": f'attachment; filename="{filename}"'})
