"""Statistics: the page of the house, and what leaves it as a file."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.report import export_report
from counselling.documents.report import FILES
from counselling.forms.report import ReportFilterForm
from counselling.models import Centre
from counselling.models.report import VIEW_REPORT
from counselling.queries.report_page import Report, inside_report, outside_report
from counselling.queries.report_text import report_text
from counselling.queries.report_words import period_label
from counselling.rules.report import Period, last_month, last_quarter, parse_period
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.charts import month_chart

TOO_FEW = _(
    "Nothing of this time can leave the house yet: no month of it is over, or there are too few contacts to hide "
    "who they were."
)


class ReportMixin(RolePermissionMixin):
    """The time and the centre that the address names."""

    permission_required = VIEW_REPORT
    request: HttpRequest

    @cached_property
    def filters(self) -> ReportFilterForm:
        centres = list(Centre.objects.visible_to(self.request.user))
        today, data = timezone.localdate(), self.request.GET.copy()
        if parse_period(data.get("time", ""), today=today) is None:
            # The report that is made most often is the one of the month that has just ended.
            data["time"] = last_month(today).code
        return ReportFilterForm(data, centres=centres, today=today)

    @property
    def chosen(self) -> str:
        """The query string of this time and centre."""
        centre = self.filters.centre
        return urlencode({"time": self.filters.period.code, **({"centre": centre.slug} if centre else {})})

    def outside_report(self) -> Report | None:
        filters = self.filters
        return outside_report(self.request.user, filters.period, filters.centre, today=filters.today)

    def back_to_report(self) -> HttpResponse:
        messages.error(self.request, str(TOO_FEW))
        return redirect(f"{reverse('counselling:report')}?{self.chosen}")


class ReportView(ReportMixin, TemplateView):
    """Full figures for the house itself; small ones are marked."""

    template_name = "counselling/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = self.filters
        report = inside_report(self.request.user, filters.period, filters.centre, today=filters.today)
        return super().get_context_data(
            **kwargs,
            filters=filters,
            report=report,
            chart=month_chart(report.months, chosen=report.period.numbers),
            chosen=self.chosen,
            shortcuts=shortcuts(filters),
            is_over=filters.period.is_over(filters.today),
        )


def shortcuts(filters: ReportFilterForm) -> list[dict[str, Any]]:
    """Times that are asked for most, one click away."""
    today, centre = filters.today, filters.centre
    times = [last_month(today), last_quarter(today), Period(today.year), Period(today.year - 1)]
    beside = {"centre": centre.slug} if centre else {}
    return [
        {
            "label": period_label(time),
            "url": f"?{urlencode({'time': time.code, **beside})}",
            "is_current": time == filters.period,
        }
        for time in times
    ]


class ReportExportView(ReportMixin, View):
    """The report as a file, without any count under five; it leaves a line in the trail."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in FILES:
            raise Http404
        report = self.outside_report()
        if report is None:
            return self.back_to_report()
        make, media_type = FILES[kind]
        content = make(report, organisation=str(request.user.organisation), today=self.filters.today)
        export_report(report.period.code, by=request.user, kind=kind)
        name = f'attachment; filename="statistik-{report.period.code}.{kind}"'
        return HttpResponse(content, media_type, headers={"Content-Disposition": name})


class ReportTextView(ReportMixin, TemplateView):
    """Paragraphs for the annual report, to read, change and copy."""

    template_name = "counselling/report_text.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override("de"):  # a German office reports in German, whatever the reader's language
            report = self.outside_report()
            text = report_text(report, house=self.house) if report else ""
        if report is None:
            return self.back_to_report()
        export_report(report.period.code, by=request.user, kind="text")
        return self.render_to_response(self.get_context_data(report=report, text=text, chosen=self.chosen))

    @property
    def house(self) -> str:
        centre = self.filters.centre or next(iter(self.filters.centres.values()), None)
        is_only_one = self.filters.centre or len(self.filters.centres) == 1
        return centre.name if centre and is_only_one else str(self.request.user.organisation)
