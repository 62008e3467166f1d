"""Staff: the board of the best assignment, runs and weights."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.run import create_run, update_weights
from volunteers.forms.run import WeightsForm, WhyNotForm
from volunteers.models import MatchingRun, Programme
from volunteers.permissions.matching import can_run_matching
from volunteers.queries.board import Board, board_of, people_to_ask, programmes_of
from volunteers.queries.weights import weights_of
from volunteers.queries.what_if import why_not_somebody
from volunteers.views.guards import GuardedRowMixin

EARLIER_RUNS = 10


class RunBoardView(RolePermissionMixin, TemplateView):
    """All open needs with their proposal, reasons and alternatives; who stays without, and why."""

    permission_required = "volunteers.propose_match"
    template_name = "volunteers/run_board.html"

    @cached_property
    def programmes(self) -> list[Programme]:
        return programmes_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("programm", "")
        chosen = [programme for programme in self.programmes if str(programme.pk) == wanted] or self.programmes[:1]
        board = board_of(chosen[0], today=timezone.localdate()) if chosen else None
        question = self.question(board) if board else {}
        return super().get_context_data(board=board, programmes=self.programmes, **question, **kwargs)

    def question(self, board: Board) -> dict[str, Any]:
        """The form of "Why not …?", and the answer if it was asked."""
        asked, desk = self.request.GET, board.desk
        is_whole = "bedarf" in asked and "person" in asked
        lists = {"needs": desk.needs.values(), "people": people_to_ask(desk)}
        form = WhyNotForm(asked if is_whole else None, initial={"bedarf": asked.get("bedarf")}, **lists)
        if not (is_whole and form.is_valid()):
            return {"form": form, "answer": None}
        need, person = desk.needs[form.cleaned_data["bedarf"]], desk.candidates[form.cleaned_data["person"]]
        return {"form": form, "answer": why_not_somebody(desk, board.fixed, need, person.volunteer)}


class OfProgrammeMixin(GuardedRowMixin):
    permission_required = "volunteers.approve_match"

    def get_rows(self) -> Any:
        return Programme.objects.filter(pk__in=[programme.pk for programme in programmes_of(self.request.user)])

    def may_act(self) -> bool:
        return can_run_matching(self.request.user, self.row)

    def get_success_url(self) -> str:
        return board_url(self.row)


def board_url(programme: Programme) -> str:
    return f"{reverse('volunteers:run_board')}?programm={programme.pk}"


class RunCreateView(OfProgrammeMixin, View):
    """POST only: finds the best assignment anew."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            run = create_run(self.row, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            numbers = {"matched": run.matched, "needs": run.needs}
            messages.success(request, _("%(matched)s of %(needs)s people have a proposal.") % numbers)
        return redirect(board_url(self.row))


class WeightsUpdateView(OfProgrammeMixin, ActionFormView):
    form_class = WeightsForm
    template_name = "volunteers/weights_update.html"
    success_message = gettext_lazy("The weights are saved. They count from the next run on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"weights": weights_of(self.row)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = MatchingRun.objects.filter(programme=self.row).select_related("created_by")[:EARLIER_RUNS]
        return super().get_context_data(programme=self.row, runs=runs, back_url=board_url(self.row), **kwargs)

    def perform(self, form: WeightsForm) -> Any:
        return update_weights(self.row, points=form.cleaned_data, by=self.request.user)
