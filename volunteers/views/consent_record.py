"""Staff: how the consents of somebody stand and stood, and writing down what she says on the phone or on paper."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.ui.views import ActionFormView
from volunteers.actions.consent_record import record_consent
from volunteers.forms.consent import ConsentRecordForm
from volunteers.models import SkilledWorker, Volunteer
from volunteers.models.worker import CHANGE_WORKER
from volunteers.permissions.matching import can_change_worker
from volunteers.permissions.volunteer import can_change_volunteer
from volunteers.queries.consent import OwnConsent, consents_of, history_of, side_of
from volunteers.rules.consent import KINDS
from volunteers.rules.consent_words import CONSEQUENCES
from volunteers.views.guards import GuardedRowMixin


class OfVolunteerConsentMixin(GuardedRowMixin):
    permission_required = "volunteers.change_volunteer"

    def get_rows(self) -> Any:
        rows = Volunteer.objects.visible_to(self.request.user).filter(erased_on=None)
        return rows.select_related("programme__organisation")

    def may_act(self) -> bool:
        return can_change_volunteer(self.request.user, self.row)


class OfWorkerConsentMixin(GuardedRowMixin):
    permission_required = CHANGE_WORKER

    def get_rows(self) -> Any:
        rows = SkilledWorker.objects.visible_to(self.request.user).filter(erased_on=None)
        return rows.select_related("programme__organisation")

    def may_act(self) -> bool:
        return can_change_worker(self.request.user, self.row)


class ConsentsMixin:
    """Every kind with its standing, and every version that was ever agreed to."""

    template_name = "volunteers/consents_of_person.html"
    row: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        side = side_of(self.row)
        shown = [
            (own, reverse(f"volunteers:{side}_consent_record", args=[self.row.pk, own.kind]), history)
            for own, history in history_of(self.row)
        ]
        return super().get_context_data(  # type: ignore[misc]
            person=self.row, consents=shown, back_url=self.row.get_absolute_url(), **kwargs
        )


class VolunteerConsentsView(ConsentsMixin, OfVolunteerConsentMixin, TemplateView):
    """Of a volunteer."""


class WorkerConsentsView(ConsentsMixin, OfWorkerConsentMixin, TemplateView):
    """Of a skilled worker."""


class ConsentRecordMixin:
    """One kind: the text to be read out, what follows from taking it back, and the form."""

    template_name = "volunteers/consent_record.html"
    form_class = ConsentRecordForm
    success_message = gettext_lazy("It is noted. If there is an e-mail address, a mail says so.")
    row: Any
    request: Any
    kwargs: dict[str, Any]

    def consent(self) -> OwnConsent:
        kind = self.kwargs["kind"]
        if kind not in KINDS:
            raise Http404
        return next(own for own in consents_of(self.row) if own.kind == kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        own = self.consent()
        return {**kwargs, "standing": own.standing, "has_left": bool(self.row.left_on), "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.consent()
        return super().get_context_data(  # type: ignore[misc]
            person=self.row,
            consent=own,
            consequences=CONSEQUENCES[side_of(self.row), own.kind] if own.is_valid else (),
            back_url=self.get_success_url(),
            confirm_label=_("Note it"),
            **kwargs,
        )

    def perform(self, form: ConsentRecordForm) -> Any:
        by, now = self.request.user, timezone.now()
        return record_consent(self.row, kind=self.kwargs["kind"], by=by, now=now, **form.details())

    def get_success_url(self) -> str:
        return reverse(f"volunteers:{side_of(self.row)}_consents", args=[self.row.pk])


class VolunteerConsentRecordView(ConsentRecordMixin, OfVolunteerConsentMixin, ActionFormView):
    """Of a volunteer."""


class WorkerConsentRecordView(ConsentRecordMixin, OfWorkerConsentMixin, ActionFormView):
    """Of a skilled worker."""
