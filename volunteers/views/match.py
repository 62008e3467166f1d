"""Staff: matches under way, the answers of both sides, and the end."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match import answer_match, end_match, withdraw_match
from volunteers.actions.meeting import log_meeting
from volunteers.forms.match import AnswerRecordForm, MatchEndForm
from volunteers.forms.meeting import MeetingForm
from volunteers.models import Match, Meeting
from volunteers.permissions.matching import can_end_match, can_log_meeting, can_record_answer, can_withdraw_match
from volunteers.queries.checkins import checkins_of
from volunteers.queries.matches import Hours, meetings_of, pauses_of, watch, watched
from volunteers.queries.matching import offer_names
from volunteers.queries.stand_ins import stand_ins_of
from volunteers.queries.welcome import welcome_by_month, welcome_chart
from volunteers.rules.hours import hours_words
from volunteers.rules.matching_words import overridden_rule, worded
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.pages import page_of

TABS = {
    "aktiv": gettext_lazy("active"),
    "gefragt": gettext_lazy("asked"),
    "beendet": gettext_lazy("ended"),
    "nicht": gettext_lazy("did not come about"),
}
STATES = {
    "gefragt": [Match.State.ASKED],
    "beendet": [Match.State.ENDED],
    "nicht": [Match.State.DECLINED, Match.State.EXPIRED, Match.State.WITHDRAWN],
}


class MatchListView(RolePermissionMixin, TemplateView):
    """Active matches with a traffic light, the quietest first; the others by state."""

    permission_required = "volunteers.approve_match"
    template_name = "volunteers/match_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tab = self.request.GET.get("stand")
        tab = tab if tab in TABS else "aktiv"
        if tab == "aktiv":
            page = {"rows": watch(self.request.user, today=timezone.localdate())}
        else:
            rows = Match.objects.visible_to(self.request.user).filter(state__in=STATES[tab]).with_people()
            page = page_of(rows, self.request)
        return super().get_context_data(tab=tab, tabs=TABS.items(), **page, **kwargs)


class WelcomeReportView(RolePermissionMixin, TemplateView):
    """Do people feel welcome: the programme's own number over a year."""

    permission_required = "volunteers.view_programme_report"
    template_name = "volunteers/welcome_report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = welcome_by_month(self.request.user, today=timezone.localdate())
        return super().get_context_data(months=months, chart=welcome_chart(months), **kwargs)


class OfMatchMixin(GuardedRowMixin):
    permission_required = "volunteers.approve_match"

    def get_rows(self) -> Any:
        return (
            Match.objects.visible_to(self.request.user)
            .with_people()
            .with_last_meeting()
            .with_checkins(timezone.localdate())
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:match_detail", args=[self.row.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"match": self.row, "back_url": self.get_success_url()} | kwargs)


class MatchDetailView(OfMatchMixin, TemplateView):
    template_name = "volunteers/match_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        match, names, today = self.row, offer_names(), timezone.localdate()
        meetings = meetings_of(match)
        return super().get_context_data(
            reasons=[worded(reason, names) for reason in match.score_reasons()],
            overridden=[overridden_rule(code) for code in match.overridden],
            percent=round(match.score / 10),
            watched=watched(match, today=today) if match.is_active else None,
            meetings=meetings.with_words()[:50],
            hours=hours_words(Hours.of(meetings, today=today).minutes),
            pauses=pauses_of(match) if match.started_on else [],
            stand_ins=stand_ins_of(match) if match.started_on else [],
            checkins=checkins_of(match) if match.started_on else [],
            **kwargs,
        )


class MatchWithdrawView(OfMatchMixin, ActionFormView):
    form_class = Form
    template_name = "volunteers/match_withdraw.html"
    success_message = gettext_lazy("The question is withdrawn. The need waits again.")

    def may_act(self) -> bool:
        return can_withdraw_match(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Withdraw"), **kwargs)

    def perform(self, form: Form) -> Match:
        return withdraw_match(self.row, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("volunteers:match_detail", args=[self.row.pk])


class AnswerRecordView(OfMatchMixin, ActionFormView):
    """Somebody answered by phone or at the desk: the coordinator writes it down, and how."""

    form_class = AnswerRecordForm
    template_name = "volunteers/match_record.html"
    success_message = gettext_lazy("The answer is recorded.")

    def may_act(self) -> bool:
        return can_record_answer(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"match": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Save"), **kwargs)

    def perform(self, form: AnswerRecordForm) -> Match:
        typed = form.cleaned_data
        by, now = self.request.user, timezone.now()
        return answer_match(self.row, side=typed["side"], accept=form.is_yes, by=by, now=now, how=typed["how"])


class MatchEndView(OfMatchMixin, ActionFormView):
    permission_required = "volunteers.end_match"
    form_class = MatchEndForm
    template_name = "volunteers/match_end.html"
    success_message = gettext_lazy("The match has ended. Both have been told.")

    def may_act(self) -> bool:
        return can_end_match(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("End the match"), **kwargs)

    def perform(self, form: MatchEndForm) -> Match:
        return end_match(self.row, by=self.request.user, **form.cleaned_data)


class MeetingCreateView(OfMatchMixin, ActionFormView):
    """For volunteers who phone instead of writing it down themselves."""

    permission_required = "volunteers.view_meeting_notes"
    form_class = MeetingForm
    template_name = "volunteers/meeting_create.html"
    success_message = gettext_lazy("The meeting is noted.")

    def may_act(self) -> bool:
        return can_log_meeting(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def perform(self, form: MeetingForm) -> Meeting:
        return log_meeting(self.row, by=self.request.user, today=timezone.localdate(), **form.meeting())
