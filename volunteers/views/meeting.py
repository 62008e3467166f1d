"""Noting a meeting by the signed link in a mail, without logging in."""

from typing import Any

from django.utils import timezone

from ibs_portal.database.identity import errand
from volunteers.actions.meeting import log_meeting
from volunteers.emails.meeting import MEETING
from volunteers.forms.meeting import MeetingForm
from volunteers.models import Match, Meeting, StandIn
from volunteers.queries.narrow import cards
from volunteers.rules.match import check_noting
from volunteers.views.links import SignedLinkView


class MeetingLogView(SignedLinkView):
    """Four inputs: day, minutes, what you did, save. It shows one first name and nothing else.

    For the companion, and for whoever stands in as long as she does.
    """

    link = MEETING
    form_class = MeetingForm
    template_name = "volunteers/meeting_log.html"

    def find(self, *, match: int, volunteer: int) -> None:
        today = timezone.localdate()
        with errand(met=match, met_by=volunteer):
            self.match = Match.objects.select_related("programme__organisation").get(pk=match)
            self.programme, self.who = self.match.programme, volunteer
            self.stand_in = StandIn.objects.running(today).filter(match=match, volunteer=volunteer).first()
            self.other = cards().get((match, "volunteer"))
        check_noting(is_active=self.match.is_active and self.other is not None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def perform(self, form: MeetingForm) -> Meeting:
        today, stand_in = timezone.localdate(), self.stand_in if self.who != self.match.volunteer_id else None
        with errand(met=self.match.pk, met_by=self.who):
            return log_meeting(self.match, by=None, today=today, stand_in=stand_in, **form.meeting())

    def get_success_url(self) -> str:
        return f"{self.request.path}?notiert"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.problem:
            kwargs |= {"other": self.other, "is_noted": "notiert" in self.request.GET}
        return super().get_context_data(**kwargs)
