"""A match rests, now or as planned, and goes on: for the desk, the volunteer and the skilled worker."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match_pause import cancel_match_pause, change_match_pause, pause_match, resume_match
from volunteers.forms.match_pause import MatchPauseForm, OwnPauseForm
from volunteers.models import MatchPause
from volunteers.permissions.matching import can_pause_match, can_pause_own_match
from volunteers.views.match import OfMatchMixin
from volunteers.views.my_match import WORKER_PAGES, OwnMatchMixin


class MatchPauseView(OfMatchMixin, ActionFormView):
    form_class = MatchPauseForm
    template_name = "volunteers/match_pause.html"
    success_message = gettext_lazy("The break is noted. Both have been told.")

    def may_act(self) -> bool:
        return can_pause_match(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Note the break"), **kwargs)

    def perform(self, form: MatchPauseForm) -> MatchPause:
        return pause_match(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)


class PlannedMixin:
    """A break of the match that has not begun; 404 once it has, or was taken back."""

    row: Any
    kwargs: dict[str, Any]

    @cached_property
    def pause(self) -> MatchPause:
        return get_object_or_404(MatchPause.objects.planned().filter(match=self.row.pk), pk=self.kwargs["pause"])

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.pause.kind, "starts_on": self.pause.starts_on, "until": self.pause.until}


class MatchPauseChangeView(PlannedMixin, MatchPauseView):
    template_name = "volunteers/match_pause_change.html"
    success_message = gettext_lazy("The break is changed. Both have been told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pause=self.pause, **kwargs)

    def perform(self, form: MatchPauseForm) -> MatchPause:
        return change_match_pause(self.pause, by=self.request.user, now=timezone.now(), **form.cleaned_data)


class PressedMixin:
    """POST only: one act, then back to the page it was pressed on."""

    http_method_names = ("post", "options")
    row: Any
    side = "desk"
    done = gettext_lazy("The break is over. Both have been told.")

    def reach(self) -> AbstractContextManager:
        return nullcontext()

    def act(self, by: Any) -> object:
        return resume_match(self.row, by=by, now=timezone.now(), side=self.side)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            with self.reach():
                self.act(request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, str(self.done))
        return redirect(self.get_success_url())  # type: ignore[attr-defined]


class CancelMixin(PlannedMixin):
    """The planned break does not take place."""

    done = gettext_lazy("The break does not take place. Both have been told.")
    side: str

    def act(self, by: Any) -> object:
        return cancel_match_pause(self.pause, by=by, side=self.side)


class MatchResumeView(PressedMixin, OfMatchMixin, View):
    def may_act(self) -> bool:
        return can_pause_match(self.request.user, self.row)


class MatchPauseCancelView(CancelMixin, MatchResumeView):
    pass


class MyMatchPauseView(OwnMatchMixin, ActionFormView):
    """Reason and day; both sides read them, and the coordination."""

    form_class = OwnPauseForm
    template_name = "volunteers/my_match_pause.html"
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("The break is noted. You can change your mind at any time.")

    def may_act(self) -> bool:
        return can_pause_own_match(self.request.user, self.row, self.side)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.success_url, side=self.side, **kwargs)

    def perform(self, form: OwnPauseForm) -> MatchPause:
        with errand(match=self.row.pk, side=self.side):
            return self.keep(by=self.request.user, now=timezone.now(), side=self.side, **form.cleaned_data)

    def keep(self, **facts: Any) -> MatchPause:
        return pause_match(self.row, **facts)


class WorkerMatchPauseView(MyMatchPauseView):
    permission_required = WORKER_PAGES
    side = "worker"
    success_url = reverse_lazy("volunteers:worker_home")


class MyMatchPauseChangeView(PlannedMixin, MyMatchPauseView):
    """Either side may change what is planned, as either may end what has begun."""

    template_name = "volunteers/my_match_pause_change.html"
    success_message = gettext_lazy("The break is changed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pause=self.pause, **kwargs)

    def keep(self, **facts: Any) -> MatchPause:
        return change_match_pause(self.pause, **facts)


class WorkerMatchPauseChangeView(MyMatchPauseChangeView):
    permission_required = WORKER_PAGES
    side = "worker"
    success_url = reverse_lazy("volunteers:worker_home")


class MyMatchResumeView(PressedMixin, OwnMatchMixin, View):
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


class MyMatchPauseCancelView(CancelMixin, MyMatchResumeView):
    pass


class WorkerMatchPauseCancelView(CancelMixin, WorkerMatchResumeView):
    pass
