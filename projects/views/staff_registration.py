"""Guests, for staff: adding one by phone, cancelling, the list for the door."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView, FormView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormMixin
from projects.actions.registration import accept_offer, cancel_registration, export_registrations, register_guest
from projects.documents.attendance import attendance_workbook
from projects.forms.confirm import ConfirmForm
from projects.forms.registration import StaffRegistrationForm
from projects.models import Event, Registration
from projects.queries import seats_state, staff_url, time_text


class EventOfRegistrationsMixin(RolePermissionMixin):
    """The event whose guests the person may see."""

    permission_required = ("projects.view_staff_event", "projects.view_registration")

    @cached_property
    def event(self) -> Event:
        events = Event.objects.visible_to(self.request.user).select_related("project", "place")
        return get_object_or_404(events, pk=self.kwargs["pk"])

    def registrations(self) -> QuerySet[Registration]:
        rows = Registration.objects.visible_to(self.request.user).filter(event=self.event)
        return rows.live()


class AttendanceListView(EventOfRegistrationsMixin, DetailView):
    """A sheet to print and tick off at the door."""

    template_name = "projects/staff_attendance_list.html"
    context_object_name = "event"

    def get_object(self, queryset: QuerySet[Event] | None = None) -> Event:
        return self.event

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.registrations().holding().order_by("name")
        times = time_text(self.event) if self.event.starts_at else ""
        return super().get_context_data(**kwargs, registrations=rows, times=times, back_url=staff_url(self.event))


class AttendanceExportView(EventOfRegistrationsMixin, View):
    """The same as an Excel file, with the waiting list; leaves a line in the trail."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = export_registrations(self.event, self.registrations(), by=request.user)
        name = f'attachment; filename="anmeldungen-{self.event.pk}.xlsx"'
        return HttpResponse(attendance_workbook(self.event, rows), MEDIA_TYPE, headers={"Content-Disposition": name})


class StaffRegistrationCreateView(EventOfRegistrationsMixin, ActionFormMixin, FormView):
    """Somebody phones: name, places, a number or an address."""

    permission_required = ("projects.view_staff_event", "projects.change_registration")
    form_class = StaffRegistrationForm
    template_name = "projects/staff_registration_form.html"

    def perform(self, form: StaffRegistrationForm) -> Registration:
        return register_guest(self.event, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_success_message(self) -> str:
        words = _("{name} is on the waiting list.") if self.object.is_waiting else _("{name} is registered.")
        return words.format(name=self.object.name)

    def get_success_url(self) -> str:
        return staff_url(self.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state, _tone = seats_state(self.event, timezone.now())
        return super().get_context_data(**kwargs, event=self.event, seats_state=state, back_url=staff_url(self.event))


class OwnRegistrationMixin(RolePermissionMixin, ActionFormMixin):
    """A registration of the person's own organisation."""

    permission_required = "projects.change_registration"
    form_class = ConfirmForm

    @cached_property
    def registration(self) -> Registration:
        rows = Registration.objects.visible_to(self.request.user).select_related("event__project", "event__place")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_success_url(self) -> str:
        return staff_url(self.registration.event)


class StaffRegistrationCancelView(OwnRegistrationMixin, FormView):
    template_name = "projects/staff_registration_cancel.html"
    success_message = gettext_lazy("The registration is cancelled. A free place was offered to the waiting list.")

    def perform(self, form: ConfirmForm) -> Registration:
        return cancel_registration(
            self.registration, by=self.request.user, now=timezone.now(), cause=Registration.CancelCause.STAFF
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            registration=self.registration,
            event=self.registration.event,
            back_url=staff_url(self.registration.event),
            confirm_label=_("Cancel the registration"),
        )


class StaffOfferAcceptView(OwnRegistrationMixin, FormView):
    """Somebody phones to say yes to an offer: one button in the list, so there is no page of its own."""

    http_method_names = ["post"]
    success_message = gettext_lazy("The place is taken.")

    def perform(self, form: ConfirmForm) -> Registration:
        return accept_offer(self.registration, by=self.request.user, now=timezone.now())

    def form_invalid(self, form: ConfirmForm) -> HttpResponse:
        messages.error(self.request, " ".join(form.non_field_errors()))
        return HttpResponseRedirect(self.get_success_url())
