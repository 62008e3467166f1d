"""Registering for an event without an account, and the pages behind the signed link of the mail."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView

from ibs_portal.accounts.public_forms import BucketMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormMixin, ActionFormView
from projects.actions.registration import accept_offer, cancel_registration, register_guest
from projects.forms.confirm import ConfirmForm
from projects.forms.registration import RegistrationForm
from projects.models import Event, Registration
from projects.models.registration import reference_of
from projects.queries import time_text

OPEN_TO_ALL = [login_not_required, never_cache]


@method_decorator(OPEN_TO_ALL, name="dispatch")
class RegisterView(BucketMixin, ActionFormView):
    """Name, address, number of people; if the event is full, the waiting list, said before anything is typed."""

    form_class = RegistrationForm
    template_name = "projects/register.html"
    bucket_name = "registration"

    @cached_property
    def event(self) -> Event:
        events = Event.objects.published().filter(starts_at__isnull=False).select_related("project", "place")
        if event := events.filter(pk=self.kwargs["pk"]).first():
            return event
        raise Http404

    def perform(self, form: RegistrationForm) -> Registration:
        language = get_language() or "de"
        with errand(event=self.event.pk):
            return register_guest(self.event, by=None, now=timezone.now(), language=language, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("projects:registration_done", args=[self.object.token])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            event=self.event,
            times=time_text(self.event),
            refusal=self.event.registration_refusal(timezone.now()),
            back_url=self.event.get_absolute_url(),
        )


class TokenMixin:
    """The registration that the signed link speaks of; a link that was altered leads nowhere."""

    context_object_name = "registration"

    def get_object(self, queryset: object = None) -> Registration:
        reference = reference_of(self.kwargs["token"])
        with errand(reference=reference):
            rows = Registration.objects.select_related("event__project", "event__place")
            registration = rows.filter(reference=reference).first() if reference else None
        if registration is None:
            raise Http404
        return registration

    def manage_url(self) -> str:
        return reverse("projects:registration_manage", args=[self.kwargs["token"]])


@method_decorator(OPEN_TO_ALL, name="dispatch")
class RegistrationManageView(TokenMixin, DetailView):
    template_name = "projects/registration_manage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, now = self.object.event, timezone.now()
        is_open_offer = self.object.is_offered and self.object.offer_expires_at > now
        return super().get_context_data(
            **kwargs,
            event=event,
            times=time_text(event),
            is_open_offer=is_open_offer,
            can_cancel=not self.object.is_cancelled and event.starts_at > now,
        )


class RegistrationDoneView(RegistrationManageView):
    """Right after sending: the number to note, and what happens next."""

    template_name = "projects/registration_done.html"


@method_decorator(OPEN_TO_ALL, name="dispatch")
class TokenActionView(TokenMixin, ActionFormMixin, FormView):
    """A question with one button, whose press calls one action.

    The action reaches the other registrations of the event too: a place that gets free is offered to who waits.
    """

    form_class = ConfirmForm

    @cached_property
    def registration(self) -> Registration:
        return self.get_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.registration.event
        return super().get_context_data(
            **kwargs, registration=self.registration, event=event, times=time_text(event), back_url=self.manage_url()
        )

    def get_success_url(self) -> str:
        return self.manage_url()


class RegistrationCancelView(TokenActionView):
    template_name = "projects/registration_cancel.html"
    success_message = _("Your registration is cancelled. Thank you for telling us.")

    def perform(self, form: ConfirmForm) -> Registration:
        with errand(event=self.registration.event_id):
            return cancel_registration(self.registration, by=None, now=timezone.now())


class OfferAcceptView(TokenActionView):
    """Answers an offer; opening the address only shows the question, because mail programs open links too."""

    template_name = "projects/offer_accept.html"
    success_message = _("The place is yours. We look forward to seeing you.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.registration.is_offered:
            return HttpResponseRedirect(self.manage_url())
        return super().get(request, *args, **kwargs)

    def perform(self, form: ConfirmForm) -> Registration:
        with errand(reference=self.registration.reference):
            return accept_offer(self.registration, by=None, now=timezone.now())
