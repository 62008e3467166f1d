"""Pages of text: legal pages, help in an emergency, reporting a barrier."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView

from ibs_portal.accounts.public_forms import BucketMixin
from ibs_portal.ui.views import ActionFormView
from ibs_portal.website.actions.barrier import report_barrier
from ibs_portal.website.forms.barrier import BarrierForm
from ibs_portal.website.models import EmergencyContact, LegalPage


@method_decorator(login_not_required, name="dispatch")
class LegalPageView(ListView):
    """One legal page: what each organisation that answers for the portal says on it."""

    template_name = "website/legal_page.html"
    context_object_name = "parts"
    kind: LegalPage.Kind = LegalPage.Kind.IMPRINT
    heading: str | Promise = ""

    def get_queryset(self):
        return LegalPage.objects.published().filter(kind=self.kind).select_related("organisation")


class ImprintView(LegalPageView):
    kind = LegalPage.Kind.IMPRINT
    heading = _("Imprint")


class PrivacyView(LegalPageView):
    kind = LegalPage.Kind.PRIVACY
    heading = _("Data protection")


class AccessibilityView(LegalPageView):
    kind = LegalPage.Kind.ACCESSIBILITY
    heading = _("Accessibility")


@method_decorator(login_not_required, name="dispatch")
class EmergencyView(ListView):
    template_name = "website/emergency.html"

    def get_queryset(self):
        return EmergencyContact.objects.visible()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contacts = list(self.object_list)
        groups = [
            {"kind": kind, "heading": kind.label, "contacts": [c for c in contacts if c.kind == kind]}
            for kind in EmergencyContact.Kind
        ]
        return super().get_context_data(**kwargs) | {"groups": [group for group in groups if group["contacts"]]}


@method_decorator(login_not_required, name="dispatch")
class BarrierReportView(BucketMixin, ActionFormView):
    """Whoever cannot use a page tells the operator (BITV 2.0 § 7: the feedback mechanism)."""

    form_class = BarrierForm
    template_name = "website/barrier_report.html"
    bucket_name = "barrier"

    def get_initial(self) -> dict[str, Any]:
        return {"page": self.request.GET.get("seite", "")[:300]}

    def perform(self, form: BaseForm) -> None:
        report_barrier(**form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("website:barrier_report_done")


@method_decorator(login_not_required, name="dispatch")
class BarrierReportDoneView(TemplateView):
    template_name = "website/barrier_report_done.html"
