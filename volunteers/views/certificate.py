"""Hours and certificates: on the volunteer's own pages and at the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.documents.pdf import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.certificate import issue_certificate, revoke_certificate
from volunteers.documents.certificate import certificate_pdf
from volunteers.forms.certificate import CertificateForm, CertificateRevokeForm
from volunteers.models import Certificate, Volunteer
from volunteers.permissions.certificate import can_issue_certificate, can_revoke_certificate
from volunteers.queries.hours import HoursPage, hours_page
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.own import OwnMixin

OWN, DESK = "volunteers.use_own_volunteer_pages", "volunteers.issue_certificate"


def paper(certificate: Certificate) -> HttpResponse:
    name = f"{_('certificate')}-{certificate.readable_code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(certificate_pdf(certificate), MEDIA_TYPE, headers=headers)


class IssueMixin:
    """A form with two days; the volunteer is ``self.volunteer``."""

    form_class = CertificateForm
    success_message = _("The certificate is made. You can save and print it.")
    request: HttpRequest
    volunteer: Volunteer

    @cached_property
    def hours(self) -> HoursPage:
        return hours_page(self.volunteer, today=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"first_on": self.hours.first_on, "today": timezone.localdate()}

    def perform(self, form: CertificateForm) -> Certificate:
        return issue_certificate(self.volunteer, by=self.request.user, now=timezone.now(), **form.cleaned_data)


# --- Own pages -----------------------------------------------------------------------------------------------


class MyHoursView(OwnMixin, TemplateView):
    """The hours by year, the way to the card, and the own certificates."""

    template_name = "volunteers/my_hours.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = hours_page(self.volunteer, today=timezone.localdate())
        return super().get_context_data(hours=page, programme=self.volunteer.programme, **kwargs)


class MyCertificateCreateView(IssueMixin, OwnMixin, ActionFormView):
    template_name = "volunteers/my_certificate_create.html"
    success_url = reverse_lazy("volunteers:my_hours")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            hours=self.hours, programme=self.volunteer.programme, back_url=self.success_url, **kwargs
        )


class MyCertificateView(GuardedRowMixin, View):
    """The paper itself."""

    permission_required = OWN

    def get_rows(self) -> Any:
        return Certificate.objects.visible_to(self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return paper(self.row)


# --- The desk ------------------------------------------------------------------------------------------------


class OfVolunteerMixin(GuardedRowMixin):
    permission_required = DESK

    def get_rows(self) -> Any:
        return Volunteer.objects.visible_to(self.request.user).select_related("programme__organisation")

    @property
    def volunteer(self) -> Volunteer:
        return self.row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(volunteer=self.row, **kwargs)


class VolunteerHoursView(OfVolunteerMixin, TemplateView):
    template_name = "volunteers/volunteer_hours.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hours=hours_page(self.row, today=timezone.localdate()), **kwargs)


class CertificateIssueView(IssueMixin, OfVolunteerMixin, ActionFormView):
    template_name = "volunteers/certificate_issue.html"
    success_message = _("The certificate is made. You can print it.")

    def may_act(self) -> bool:
        return can_issue_certificate(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            hours=self.hours, back_url=self.get_success_url(), confirm_label=_("Make certificate"), **kwargs
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:volunteer_hours", args=[self.row.pk])


class OfCertificateMixin(GuardedRowMixin):
    permission_required = DESK

    def get_rows(self) -> Any:
        # One without a person has no words any more: its paper is in the volunteer's hands alone.
        rows = Certificate.objects.visible_to(self.request.user).exclude(volunteer=None)
        return rows.select_related("volunteer", "programme__organisation")


class CertificatePrintView(OfCertificateMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return paper(self.row)


class CertificateRevokeView(OfCertificateMixin, ActionFormView):
    form_class = CertificateRevokeForm
    template_name = "volunteers/certificate_revoke.html"
    success_message = _("The certificate is withdrawn. Whoever checks it reads so.")

    def may_act(self) -> bool:
        return can_revoke_certificate(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            certificate=self.row,
            volunteer=self.row.volunteer,
            back_url=self.get_success_url(),
            confirm_label=_("Withdraw certificate"),
            **kwargs,
        )

    def perform(self, form: CertificateRevokeForm) -> Certificate:
        reason = form.cleaned_data["reason"]
        return revoke_certificate(self.row, by=self.request.user, reason=reason, today=timezone.localdate())

    def get_success_url(self) -> str:
        return reverse("volunteers:volunteer_hours", args=[self.row.volunteer_id])
