"""Noting a meeting by the signed link in a mail, without logging in."""

from typing import Any

from django.utils import timezone

from ibs_portal.database.identity import errand
from volunteers.actions.meeting import log_meeting
from volunteers.emails.meeting import MEETING
from volunteers.forms.meeting import MeetingForm
from volunteers.models import Match, Meeting
from volunteers.queries.narrow import cards
from volunteers.rules.match import check_noting
from volunteers.views.links import SignedLinkView


class MeetingLogView(SignedLinkView):
    """Four inputs: day, minutes, what you did, save. It shows one first name and nothing else."""

    link = MEETING
    form_class = MeetingForm
    template_name = "volunteers/meeting_log.html"

    def find(self, *, match: int, volunteer: int) -> None:
        with errand(met=match, met_by=volunteer):
            self.match = Match.objects.select_related("programme__organisation").get(pk=match, volunteer=volunteer)
            self.programme = self.match.programme
            self.other = cards()[match, "volunteer"]
        check_noting(is_active=self.match.is_active)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def perform(self, form: MeetingForm) -> Meeting:
        with errand(met=self.match.pk, met_by=self.match.volunteer_id):
            return log_meeting(self.match, by=None, today=timezone.localdate(), **form.meeting())

    def get_success_url(self) -> str:
        return f"{self.request.path}?notiert"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.problem:
            kwargs |= {"other": self.other, "is_noted": "notiert" in self.request.GET}
        return super().get_context_data(**kwargs)
