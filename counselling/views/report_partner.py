"""Figures for partners: released by the head, without any count under five."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.report import release_figures
from counselling.documents.report import partner_content
from counselling.models import ReleasedFigures
from counselling.views.report import ReportMixin
from ibs_portal.accounts.views import RolePermissionMixin


class ReportReleaseView(ReportMixin, View):
    """One press: partners see this time as it is now."""

    permission_required = "counselling.release_figures"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("de"):
            report = self.outside_report()
            content = partner_content(report) if report else {}
        if report is None or report.centre:
            return self.back_to_report()
        release_figures(report.period.code, content=content, by=request.user)
        messages.success(request, _("Figures of %(time)s are released for partners.") % {"time": report.label})
        return redirect(f"{reverse('counselling:report')}?{self.chosen}")


class ReportPartnerView(RolePermissionMixin, TemplateView):
    """The newest release, and a list of the others."""

    permission_required = "website.view_partner_figures"
    template_name = "counselling/report_partner.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        releases = list(ReleasedFigures.objects.visible_to(self.request.user).select_related("controller")[:60])
        asked = self.request.GET.get("release", "")
        chosen = next((one for one in releases if str(one.pk) == asked), releases[0] if releases else None)
        return super().get_context_data(**kwargs, releases=releases, chosen=chosen)
