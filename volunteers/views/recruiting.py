"""Staff: whom the programme has to look for, to read, to print, to copy, and as an Excel file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE, Sheet, workbook_of
from volunteers.queries.outlook import briefs_for, header


class RecruitingBriefView(RolePermissionMixin, TemplateView):
    """Everybody for whom nobody is possible, added up without names."""

    permission_required = "volunteers.propose_match"
    template_name = "volunteers/recruiting_brief.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(briefs=briefs_for(self.request.user, today=today), today=today, **kwargs)


class RecruitingBriefExportView(RolePermissionMixin, View):
    permission_required = "volunteers.propose_match"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        words = _("only for the house: numbers under 5 can point to a person")
        sheets = [
            Sheet(f"{brief.programme.name}, {today:%d.%m.%Y}, {words}", header(), brief.rows, name=brief.programme.name)
            for brief in briefs_for(request.user, today=today)
        ]
        content = workbook_of(sheets or [Sheet(words, header(), [], name="–")])
        answer = HttpResponse(content, content_type=MEDIA_TYPE)
        answer["Content-Disposition"] = f'attachment; filename="gesucht-{today:%Y-%m-%d}.xlsx"'
        return answer
