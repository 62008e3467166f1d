"""A match rests and goes on: for the desk, the volunteer and the skilled worker."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match_pause import pause_match, resume_match
from volunteers.forms.match_pause import MatchPauseForm, OwnPauseForm
from volunteers.models import MatchPause
from volunteers.permissions.matching import can_pause_match, can_pause_own_match
from volunteers.views.match import OfMatchMixin
from volunteers.views.my_match import WORKER_PAGES, OwnMatchMixin


class MatchPauseView(OfMatchMixin, ActionFormView):
    form_class = MatchPauseForm
    template_name = "volunteers/match_pause.html"
    success_message = gettext_lazy("The companionship takes a break. Both have been told.")

    def may_act(self) -> bool:
        return can_pause_match(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Begin the break"), **kwargs)

    def perform(self, form: MatchPauseForm) -> MatchPause:
        return pause_match(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)


class ResumeMixin:
    """POST only: it goes on from today."""

    http_method_names = ("post", "options")
    row: Any
    side = "desk"

    def reach(self) -> AbstractContextManager:
        return nullcontext()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            with self.reach():
                resume_match(self.row, by=request.user, now=timezone.now(), side=self.side)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The break is over. Both have been told."))
        return redirect(self.get_success_url())  # type: ignore[attr-defined]


class MatchResumeView(ResumeMixin, OfMatchMixin, View):
    def may_act(self) -> bool:
        return can_pause_match(self.request.user, self.row)


class MyMatchPauseView(OwnMatchMixin, ActionFormView):
    """Reason and day; both sides read them, and the coordination."""

    form_class = OwnPauseForm
    template_name = "volunteers/my_match_pause.html"
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("Your companionship takes a break. You can go on at any time.")

    def may_act(self) -> bool:
        return can_pause_own_match(self.request.user, self.row, self.side)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.success_url, side=self.side, **kwargs)

    def perform(self, form: OwnPauseForm) -> MatchPause:
        with errand(match=self.row.pk, side=self.side):
            by, now = self.request.user, timezone.now()
            return pause_match(self.row, by=by, now=now, side=self.side, **form.cleaned_data)


class WorkerMatchPauseView(MyMatchPauseView):
    permission_required = WORKER_PAGES
    side = "worker"
    success_url = reverse_lazy("volunteers:worker_home")


class MyMatchResumeView(ResumeMixin, OwnMatchMixin, View):
    side = "volunteer"

    def may_act(self) -> bool:
        return can_pause_own_match(self.request.user, self.row, self.side)

    def reach(self) -> AbstractContextManager:
        return errand(match=self.row.pk, side=self.side)

    def get_success_url(self) -> str:
        return reverse("volunteers:my_home")


class WorkerMatchResumeView(MyMatchResumeView):
    permission_required = WORKER_PAGES
    side = "worker"

    def get_success_url(self) -> str:
        return reverse("volunteers:worker_home")
