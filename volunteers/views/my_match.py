"""The own match of a volunteer or a skilled worker: answering, noting meetings, saying how it was."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match import answer_match
from volunteers.actions.meeting import delete_meeting, give_feedback, log_meeting
from volunteers.forms.match import AnswerForm
from volunteers.forms.meeting import FeedbackForm, MeetingForm
from volunteers.models import Match, Meeting, MeetingFeedback, Programme
from volunteers.models.match import DESK_ONLY
from volunteers.permissions.matching import can_answer, can_give_feedback, can_log_meeting
from volunteers.queries.matches import (
    Hours,
    help_of,
    meetings_of,
    my_matches,
    own_matches,
    own_meetings,
    planned_pauses_of,
)
from volunteers.rules.hours import hours_words
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.pages import page_of

VOLUNTEER_PAGES = "volunteers.use_own_volunteer_pages"
WORKER_PAGES = "volunteers.use_own_worker_pages"


class OwnMatchMixin(GuardedRowMixin):
    """One of the own matches, from the question on; ``self.row`` is the match."""

    permission_required = VOLUNTEER_PAGES
    side = "volunteer"

    def get_rows(self) -> Any:
        rows = Match.objects.of_side(self.request.user).filter(**{f"{self.side}__user": self.request.user})
        return rows.select_related("programme__organisation", self.side).with_last_meeting().with_pause()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = replace(own_matches([self.row])[0], planned=planned_pauses_of(self.row))
        return super().get_context_data(own=own, match=self.row, programme=self.row.programme, **kwargs)


class MyMatchView(OwnMatchMixin, TemplateView):
    template_name = "volunteers/my_match.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meetings = meetings_of(self.row)
        hours = Hours.of(meetings, today=timezone.localdate())
        return super().get_context_data(
            help=help_of(self.row),
            meetings=meetings[:5],
            hours=hours_words(hours.minutes),
            back_url=reverse("volunteers:my_home"),
            **kwargs,
        )


class MyMatchAnswerView(OwnMatchMixin, TemplateView):
    """POST only: yes or no from the own page."""

    http_method_names = ("post", "options")

    def may_act(self) -> bool:
        return can_answer(self.request.user, self.row, self.side)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please choose yes or no."))
            return redirect(self.get_success_url())
        try:
            with errand(match=self.row.pk, side=self.side):
                answer_match(self.row, side=self.side, accept=form.is_yes, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("volunteers:my_home")


class WorkerAnswerView(MyMatchAnswerView):
    permission_required = WORKER_PAGES
    side = "worker"

    def get_success_url(self) -> str:
        return reverse("volunteers:worker_home")


class MyMeetingCreateView(OwnMatchMixin, ActionFormView):
    """Four inputs: day, minutes, what you did, save."""

    form_class = MeetingForm
    template_name = "volunteers/my_meeting_create.html"
    success_url = reverse_lazy("volunteers:my_meetings")
    success_message = gettext_lazy("The meeting is noted. Thank you!")

    def may_act(self) -> bool:
        return can_log_meeting(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("volunteers:my_match", args=[self.row.pk]), **kwargs)

    def perform(self, form: MeetingForm) -> Meeting:
        with errand(met=self.row.pk, met_by=self.row.volunteer_id):
            return log_meeting(self.row, by=self.request.user, today=timezone.localdate(), **form.meeting())


class MyMeetingsView(RolePermissionMixin, TemplateView):
    """All own meetings with the hours of the year and in all."""

    permission_required = VOLUNTEER_PAGES
    template_name = "volunteers/my_meetings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        meetings = Meeting.objects.visible_to(self.request.user).filter(volunteer__user=self.request.user)
        hours = Hours.of(meetings, today=today)
        active = [own for own in my_matches(self.request.user) if own.match.is_active]
        page = page_of(meetings.select_related("note"), self.request)
        page["rows"] = own_meetings(page["rows"], "volunteer")
        return super().get_context_data(
            **page,
            hours=hours_words(hours.minutes),
            this_year=hours_words(hours.this_year),
            active=active,
            today=today,
            programme=Programme.objects.filter(volunteers__user=self.request.user)
            .select_related("organisation")
            .first(),
            **kwargs,
        )


class MyMeetingDeleteView(GuardedRowMixin, ActionFormView):
    """Takes back a meeting noted by mistake."""

    permission_required = VOLUNTEER_PAGES
    form_class = Form
    template_name = "volunteers/my_meeting_delete.html"
    success_url = reverse_lazy("volunteers:my_meetings")
    success_message = gettext_lazy("The meeting is taken back.")

    def get_rows(self) -> Any:
        rows = Meeting.objects.visible_to(self.request.user).filter(volunteer__user=self.request.user)
        return rows.select_related("programme__organisation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            meeting=self.row, programme=self.row.programme, back_url=self.success_url, **kwargs
        )

    def perform(self, form: Form) -> Meeting:
        with errand(meeting=self.row.pk):
            return delete_meeting(self.row, by=self.request.user, today=timezone.localdate())


class MeetingFeedbackView(GuardedRowMixin, ActionFormView):
    """How a meeting was, in a word."""

    permission_required = WORKER_PAGES
    form_class = FeedbackForm
    template_name = "volunteers/meeting_feedback.html"
    success_url = reverse_lazy("volunteers:worker_home")
    success_message = gettext_lazy("Thank you. Your answer has arrived.")

    def get_rows(self) -> Any:
        rows = Meeting.objects.visible_to(self.request.user).filter(match__worker__user=self.request.user)
        rows = rows.select_related("match__worker", "programme__organisation", "feedback")
        return rows.defer(*(f"match__{name}" for name in DESK_ONLY))

    def may_act(self) -> bool:
        return can_give_feedback(self.request.user, self.row.match)

    def get_initial(self) -> dict[str, Any]:
        feedback = getattr(self.row, "feedback", None)
        return {"how": feedback.how, "words": feedback.words} if feedback else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            meeting=self.row,
            programme=self.row.programme,
            person=own_meetings([self.row], "worker")[0].name,
            back_url=self.success_url,
            **kwargs,
        )

    def perform(self, form: FeedbackForm) -> MeetingFeedback:
        worker = self.row.match.worker
        with errand(rated=self.row.pk, rated_by=worker.pk):
            return give_feedback(self.row, worker=worker, by=self.request.user, **form.cleaned_data)
