"""Staff: the proposals of a run as an Excel file."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from ibs_portal.documents.spreadsheet import MEDIA_TYPE, Sheet, workbook_of
from volunteers.queries.board import Board, Card, Waiting, board_of
from volunteers.views.run import OfProgrammeMixin


class RunExportView(OfProgrammeMixin, View):
    """One sheet with the proposals and their reasons, one with the people who stay without."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        today = timezone.localdate()
        name = f"zuordnung-{today:%Y-%m-%d}.xlsx"
        content = workbook_of(_sheets(board_of(self.row, today=today)))
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _sheets(board: Board) -> list[Sheet]:
    title = _("Proposals: %(programme)s") % {"programme": board.programme}
    proposals = [
        *(_("Skilled worker"), _("Priority"), _("Days waiting"), _("Volunteer"), _("Group"), _("Fits, of 100")),
        *(_("Reasons"), _("Also possible"), _("State")),
    ]
    without = [_("Skilled worker"), _("Priority"), _("Days waiting"), _("Why")]
    return [
        Sheet(title, proposals, [_proposal(card) for card in board.cards], _("Proposals")),
        Sheet(_("Without a proposal"), without, [_waiting(row) for row in board.waiting]),
    ]


def _proposal(card: Card) -> list[object]:
    state = card.problem or (_("fixed") if card.proposal.is_fixed else _("proposed"))
    group = card.candidate.group if card.candidate else None
    return [
        *(str(card.need.worker), card.need.get_priority_display(), card.days, str(card.volunteer)),
        *(group or "", card.percent),
        "; ".join(f"{reason.title}: {reason.words}" for reason in card.reasons),
        ", ".join(f"{other.volunteer} ({other.percent})" for other in card.alternatives),
        state,
    ]


def _waiting(row: Waiting) -> list[object]:
    return [str(row.need.worker), row.need.get_priority_display(), row.days, " ".join(row.why)]
