"""The report of the programme: the page of the house, and what leaves it as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import override
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.audit.trail import record_reading
from ibs_portal.ui.charts import month_chart
from volunteers.documents.report import FAIR_HEADER, FILES
from volunteers.models import Programme
from volunteers.queries.report import programmes_of, released_report, report_of, years_of


class ReportMixin(RolePermissionMixin):
    """The programme and the year that the address names; nonsense shows the first programme and this year."""

    permission_required = "volunteers.view_programme_report"
    request: HttpRequest

    @cached_property
    def programmes(self) -> list[Programme]:
        return list(programmes_of(self.request.user).select_related("organisation"))

    @cached_property
    def programme(self) -> Programme:
        wanted = self.request.GET.get("programm", "")
        if not self.programmes:
            raise Http404
        return next((p for p in self.programmes if p.slug == wanted), self.programmes[0])

    @cached_property
    def years(self) -> list[int]:
        return years_of(self.programme, timezone.localdate())

    @property
    def year(self) -> int:
        wanted = self.request.GET.get("jahr", "")
        return next((year for year in self.years if str(year) == wanted), self.years[0])


class ProgrammeReportView(ReportMixin, TemplateView):
    template_name = "volunteers/programme_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = report_of(self.programme, self.year, today=timezone.localdate())
        return super().get_context_data(
            report=report,
            years=self.years,
            programmes=self.programmes,
            chart=month_chart(report.months, chosen=range(12)),
            before=report.year - 1,
            fair_header=FAIR_HEADER,
            **kwargs,
        )


class ProgrammeReportExportView(ReportMixin, View):
    """Only what may leave the house; in German, as it is read outside."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in FILES:
            raise Http404
        make, media_type = FILES[kind]
        today = timezone.localdate()
        with override("de"):
            content = make(released_report(self.programme, self.year, today=today), today=today)
        record_reading(
            None, what="report.exported", by=request.user, reason=f"{self.programme.slug} {self.year} {kind}"
        )
        name = f"bericht-{self.programme.slug}-{self.year}.{kind}"
        return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
