"""Standing in: the question by link and on the own page, what one sees meanwhile, and noting meetings."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.meeting import log_meeting
from volunteers.actions.stand_in import answer_stand_in
from volunteers.emails.stand_in import STAND_IN
from volunteers.forms.match import AnswerForm
from volunteers.forms.meeting import MeetingForm
from volunteers.models import Match, Meeting, StandIn
from volunteers.permissions.matching import can_see_own_stand_in
from volunteers.queries.matches import help_of
from volunteers.queries.narrow import stand_in_names
from volunteers.queries.stand_ins import own_stand_ins
from volunteers.rules.stand_in import check_stand_in_answer
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.links import SignedLinkView
from volunteers.views.my_match import VOLUNTEER_PAGES


class StandInAnswerView(SignedLinkView):
    """Behind the link in the mail: first names and days, and two buttons."""

    link = STAND_IN
    form_class = AnswerForm
    template_name = "volunteers/stand_in_answer.html"

    def find(self, *, stand_in: int) -> None:
        with errand(stand_in=stand_in):
            self.stand_in = StandIn.objects.select_related("programme__organisation").get(pk=stand_in)
            self.programme = self.stand_in.programme
            self.names = stand_in_names().get(stand_in)
            is_active = Match.objects.active().filter(pk=self.stand_in.match_id).exists()
        if self.stand_in.state in (StandIn.State.ACCEPTED, StandIn.State.DECLINED) and is_active:
            return
        today, ends_on = timezone.localdate(), self.stand_in.ends_on
        check_stand_in_answer(
            is_asked=self.stand_in.is_asked, is_match_active=is_active, ends_on=ends_on, is_able=True, today=today
        )

    def perform(self, form: AnswerForm) -> StandIn:
        user = self.request.user
        with errand(stand_in=self.stand_in.pk, volunteer=self.stand_in.volunteer_id):
            by = user if user.is_authenticated else None
            return answer_stand_in(self.stand_in, accept=form.is_yes, by=by, now=timezone.now())

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.problem:
            kwargs |= {"stand_in": self.stand_in, "names": self.names}
        return super().get_context_data(**kwargs)


class OwnStandInMixin(GuardedRowMixin):
    """What the volunteer is asked for or has agreed to; over is over."""

    permission_required = VOLUNTEER_PAGES

    def get_rows(self) -> Any:
        rows = StandIn.objects.visible_to(self.request.user).filter(volunteer__user=self.request.user).live()
        return rows.filter(ends_on__gte=timezone.localdate()).select_related("programme__organisation", "volunteer")

    def may_act(self) -> bool:
        return can_see_own_stand_in(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = own_stand_ins([self.row])
        if not shown:
            raise Http404
        return super().get_context_data(
            own=shown[0],
            stand_ins=shown,
            stand_in=self.row,
            programme=self.row.programme,
            back_url=self.get_success_url(),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:my_home")


class MyStandInView(OwnStandInMixin, TemplateView):
    """While she stands in: how to reach the skilled worker, what help is about, own meetings."""

    template_name = "volunteers/my_stand_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["own"].is_in_force:
            match = Match.objects.visible_to(self.request.user).get(pk=self.row.match_id)
            mine = Meeting.objects.filter(match=match, volunteer=self.row.volunteer_id)
            context |= {"help": help_of(match), "meetings": mine[:5]}
        return context


class MyStandInAnswerView(OwnStandInMixin, TemplateView):
    """POST only: yes or no from the own page."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please choose yes or no."))
            return redirect(self.get_success_url())
        try:
            with errand(stand_in=self.row.pk, volunteer=self.row.volunteer_id):
                answer_stand_in(self.row, accept=form.is_yes, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect(self.get_success_url())


class MyStandInMeetingView(OwnStandInMixin, ActionFormView):
    """Four inputs, as for a companion; the hours are those of whoever stands in."""

    form_class = MeetingForm
    template_name = "volunteers/my_stand_in_meeting.html"
    success_message = gettext_lazy("The meeting is noted. Thank you!")
    success_url = reverse_lazy("volunteers:my_meetings")

    def may_act(self) -> bool:
        return super().may_act() and StandIn.objects.in_force(timezone.localdate()).filter(pk=self.row.pk).exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def perform(self, form: MeetingForm) -> Meeting:
        match = Match.objects.visible_to(self.request.user).get(pk=self.row.match_id)
        with errand(met=match.pk, met_by=self.row.volunteer_id):
            by, today = self.request.user, timezone.localdate()
            return log_meeting(match, by=by, today=today, stand_in=self.row, **form.meeting())

    def get_success_url(self) -> str:
        return reverse("volunteers:my_stand_in", args=[self.row.pk])
