"""Staff: the list of volunteers, on the screen, on paper and as an Excel file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.audit.trail import record_look
from ibs_portal.documents.spreadsheet import MEDIA_TYPE, workbook
from volunteers.models import Volunteer
from volunteers.queries import pipeline
from volunteers.queries.pipeline_filter import PipelineFilter, choices


class FilteredMixin(RolePermissionMixin):
    permission_required = "volunteers.view_pipeline"

    @cached_property
    def wanted(self) -> PipelineFilter:
        return PipelineFilter.of(self.request.GET)  # type: ignore[attr-defined]

    def rows(self) -> Any:
        return pipeline.filtered(self.request.user, self.wanted, timezone.localdate())  # type: ignore[attr-defined]


class PipelineView(FilteredMixin, TemplateView):
    """All volunteers by status; whoever waits longest stands first."""

    template_name = "volunteers/pipeline.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, data = self.request.user, self.request.GET
        rows, after = pipeline.page(user, self.wanted, data.get("after", ""), timezone.now())
        counts = pipeline.status_counts(user)
        query = data.copy()
        query.pop("after", None)
        return super().get_context_data(
            wanted=self.wanted,
            choices=choices(user),
            rows=rows,
            after=after,
            is_later_page=bool(data.get("after")),
            counts=counts,
            here=sum(number for code, _label, number in counts if code != "left"),
            unconfirmed=pipeline.unconfirmed_count(user),
            query=query.urlencode(),
            hidden=[(name, value) for name, value in query.items() if name != "alle"],
            asks_clearance=bool(pipeline.asks_clearance(user)),
            **kwargs,
        )


class PipelinePrintView(FilteredMixin, TemplateView):
    """The rows that the filters find, on paper."""

    template_name = "volunteers/pipeline_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = pipeline.all_rows(self.rows(), timezone.now())
        return super().get_context_data(rows=rows, query=self.request.GET.urlencode(), **kwargs)


class PipelineExportView(FilteredMixin, View):
    """The same as an Excel file; that it left the house stands in the trail."""

    def get(self, request: HttpRequest) -> HttpResponse:
        record_look("volunteer.exported", Volunteer, by=request.user)
        header = [_("Name"), _("Status"), _("Since days"), _("Now"), _("Languages"), _("Group"), _("Place")]
        header += [_("Phone"), _("E-mail")]
        rows = pipeline.all_rows(self.rows(), timezone.now())
        content = workbook(_("Volunteers"), header, [_cells(row) for row in rows])
        name = f"freiwillige-{timezone.localdate():%Y-%m-%d}.xlsx"
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _cells(row: pipeline.Row) -> list[object]:
    return [row.name, row.status, row.days, row.now, row.languages, row.group, row.place, row.phone, row.email]
