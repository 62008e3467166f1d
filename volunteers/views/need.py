"""Staff: who waits for a companion, and whom the portal proposes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match import approve_match
from volunteers.actions.need import close_need, create_need
from volunteers.forms.match import ApproveForm, OverrideForm
from volunteers.forms.need import NeedForm
from volunteers.forms.topics import with_topics
from volunteers.models import Match, MatchNeed, Volunteer
from volunteers.permissions.matching import can_approve_match, can_change_worker
from volunteers.queries.matching import Pair, for_the_desk, judge, ranking_for
from volunteers.queries.outlook import prospects
from volunteers.rules.matching import may_override
from volunteers.rules.matching_words import worded_obstacle
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.worker import OfWorkerMixin

AT_MOST = 100
FIRST_PROPOSALS = 5


class NeedCreateView(OfWorkerMixin, ActionFormView):
    form_class = NeedForm
    template_name = "volunteers/need_create.html"

    def get_form(self, form_class: Any = None) -> NeedForm:
        return with_topics(super().get_form(form_class), [self.row.programme])

    def perform(self, form: NeedForm) -> MatchNeed:
        return create_need(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class NeedListView(RolePermissionMixin, TemplateView):
    """Everybody who waits, the most urgent and longest first, and how many volunteers are possible for each.

    Those who are still to arrive are a list of their own.
    """

    permission_required = "volunteers.propose_match"
    template_name = "volunteers/need_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        needs = MatchNeed.objects.visible_to(self.request.user)
        rows = _all_rows(needs.waiting(today), today)
        coming = _all_rows(needs.coming(today), today)
        asked = Match.objects.visible_to(self.request.user).asked().with_people().order_by("approved_at")
        return super().get_context_data(rows=rows, coming=coming, asked=asked, now=timezone.now(), **kwargs)


def _all_rows(needs: Any, today: Any) -> list[dict[str, Any]]:
    return [row for group in by_programme(list(for_the_desk(needs)[:AT_MOST])) for row in _rows(group, today)]


def by_programme(needs: list[MatchNeed]) -> list[list[MatchNeed]]:
    """An organisation rarely runs more than one programme; the order within each stays."""
    groups: dict[int, list[MatchNeed]] = {}
    for need in needs:
        groups.setdefault(need.programme_id, []).append(need)
    return list(groups.values())


def _rows(needs: list[MatchNeed], today: Any) -> list[dict[str, Any]]:
    found = prospects(needs, needs[0].programme, today=today)
    return [
        {
            "need": need,
            "days": need.waiting_days(today),
            "possible": found[need.pk].possible,
            "best": found[need.pk].best,
            "step": found[need.pk].step,
        }
        for need in needs
    ]


class OfNeedMixin(GuardedRowMixin):
    permission_required = "volunteers.propose_match"

    def get_rows(self) -> Any:
        return for_the_desk(MatchNeed.objects.visible_to(self.request.user))


class NeedDetailView(OfNeedMixin, TemplateView):
    """Ranked proposals with reasons; the coordinator decides."""

    template_name = "volunteers/need_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        ranking = ranking_for(self.row, today=today) if self.row.is_open else None
        proposals = ranking.proposals if ranking else []
        shown = proposals if "alle" in self.request.GET else proposals[:FIRST_PROPOSALS]
        return super().get_context_data(
            need=self.row,
            worker=self.row.worker,
            days=self.row.waiting_days(today),
            is_coming=self.row.worker.is_coming(today),
            proposals=shown,
            more=len(proposals) - len(shown),
            excluded=ranking.excluded if ranking else [],
            steps=ranking.steps if ranking else [],
            match=self.row.matches.filter(state__in=Match.HOLDING).first(),
            **kwargs,
        )


class MatchApproveView(OfNeedMixin, TemplateView):
    """POST only: the coordinator's decision for one of the proposals."""

    permission_required = "volunteers.approve_match"
    http_method_names = ("post", "options")

    def may_act(self) -> bool:
        return can_approve_match(self.request.user, self.row)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ApproveForm(request.POST, user=request.user)
        if not form.is_valid():
            messages.error(request, _("Please choose one of the proposals."))
            return redirect(self.row)
        try:
            match = approve_match(self.row, form.cleaned_data["volunteer"], by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.row)
        messages.success(request, _("Both have been asked. You see here how they answer."))
        return redirect("volunteers:match_detail", pk=match.pk)


class MatchOverrideView(OfNeedMixin, ActionFormView):
    """What stands in the way of one pair, and a note with which a coordinator decides otherwise."""

    permission_required = "volunteers.approve_match"
    template_name = "volunteers/match_override.html"
    form_class = OverrideForm
    success_message = gettext_lazy("Both have been asked. You see here how they answer.")

    def get_rows(self) -> Any:
        return MatchNeed.objects.visible_to(self.request.user).select_related("worker", "programme")

    def may_act(self) -> bool:
        return can_approve_match(self.request.user, self.row)

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.visible_to(self.request.user).filter(programme=self.row.programme)
        return get_object_or_404(rows, pk=self.kwargs["volunteer"])

    @cached_property
    def pair(self) -> Pair:
        return judge(self.row, self.volunteer, today=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        codes = [obstacle.code for obstacle in self.pair.obstacles]
        return {**super().get_form_kwargs(), "shown_codes": codes}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        obstacles = self.pair.obstacles
        return super().get_context_data(
            need=self.row,
            volunteer=self.volunteer,
            obstacles=[worded_obstacle(obstacle) for obstacle in obstacles],
            may_override=bool(obstacles) and all(map(may_override, obstacles)),
            **kwargs,
        )

    def perform(self, form: OverrideForm) -> Match:
        typed = form.cleaned_data
        return approve_match(
            self.row,
            self.volunteer,
            by=self.request.user,
            now=timezone.now(),
            overridden=typed["overridden"],
            note=typed["note"],
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:match_detail", args=[self.object.pk])


class NeedCloseView(OfNeedMixin, ActionFormView):
    template_name = "volunteers/need_close.html"
    form_class = Form
    success_message = gettext_lazy("The need is off the list.")
    permission_required = "volunteers.change_worker"

    def may_act(self) -> bool:
        return can_change_worker(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            need=self.row, back_url=self.row.get_absolute_url(), confirm_label=_("Take off the list"), **kwargs
        )

    def perform(self, form: Form) -> MatchNeed:
        return close_need(self.row, by=self.request.user)

    def get_success_url(self) -> str:
        return reverse("volunteers:need_list")
