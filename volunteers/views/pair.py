"""Staff: what a coordinator does with one pair of the board, and the pairs that must not be matched."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match import approve_match
from volunteers.actions.run import fix_pair, forbid_pair, lift_exclusion, release_pair
from volunteers.forms.run import PairForbidForm, PairForm
from volunteers.models import MatchingProposal, MatchNeed, PairExclusion
from volunteers.permissions.matching import can_approve_match, can_run_matching
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.run import board_url


class PairActionView(GuardedRowMixin, View):
    """POST only: one action, its words, and back to the board."""

    permission_required = "volunteers.approve_match"
    http_method_names = ("post", "options")

    def get_rows(self) -> Any:
        return MatchNeed.objects.visible_to(self.request.user).select_related("programme", "worker")

    def may_act(self) -> bool:
        return can_approve_match(self.request.user, self.row)

    def act(self) -> str:
        """Does it and says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, self.act())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(board_url(self.row.programme))


class ProposalApproveView(PairActionView):
    """The coordinator's decision for a proposal of the board; the hard rules are asked again."""

    def get_rows(self) -> Any:
        rows = MatchingProposal.objects.visible_to(self.request.user)
        return rows.select_related("need__worker", "volunteer", "programme")

    def act(self) -> str:
        match = approve_match(self.row.need, self.row.volunteer, by=self.request.user, now=timezone.now())
        return _("%(worker)s and %(volunteer)s have been asked.") % {
            "worker": match.worker,
            "volunteer": match.volunteer,
        }


class PairFixView(PairActionView):
    def act(self) -> str:
        form = PairForm(self.request.POST, user=self.request.user)
        if not form.is_valid():
            raise ValidationError(_("Please choose one of the volunteers."))
        volunteer = form.cleaned_data["volunteer"]
        fix_pair(self.row, volunteer, by=self.request.user, now=timezone.now())
        names = {"worker": self.row.worker, "volunteer": volunteer}
        return _("%(worker)s and %(volunteer)s stay together in every run. The others have been matched anew.") % names


class PairReleaseView(PairActionView):
    def act(self) -> str:
        release_pair(self.row, by=self.request.user)
        return _("The pair is a proposal like the others again.")


class PairForbidView(GuardedRowMixin, ActionFormView):
    permission_required = "volunteers.approve_match"
    form_class = PairForbidForm
    template_name = "volunteers/pair_forbid.html"
    success_message = gettext_lazy("These two are not proposed any more. The others have been matched anew.")

    def get_rows(self) -> Any:
        return MatchNeed.objects.visible_to(self.request.user).select_related("programme", "worker")

    def may_act(self) -> bool:
        return can_approve_match(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return {"volunteer": self.request.GET.get("person")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.setdefault("form", self.get_form())
        wanted = str(form["volunteer"].value() or "")
        people = form.fields["volunteer"].queryset
        volunteer = people.filter(pk=wanted).first() if wanted.isdecimal() and len(wanted) < 10 else None
        if volunteer is None:
            form.show_people()
        more = {"volunteer": volunteer, "back_url": self.get_success_url(), "confirm_label": _("Do not propose again")}
        return super().get_context_data(need=self.row, **more, **kwargs)

    def perform(self, form: PairForbidForm) -> PairExclusion:
        return forbid_pair(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_success_url(self) -> str:
        return board_url(self.row.programme)


class ExclusionListView(RolePermissionMixin, TemplateView):
    """Pairs that must not be matched: who said so, when and why; until somebody lifts it."""

    permission_required = "volunteers.approve_match"
    template_name = "volunteers/exclusion_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = PairExclusion.objects.visible_to(self.request.user)
        rows = rows.select_related("worker", "volunteer", "created_by")
        return super().get_context_data(rows=rows, **kwargs)


class ExclusionLiftView(GuardedRowMixin, View):
    permission_required = "volunteers.approve_match"
    http_method_names = ("post", "options")

    def get_rows(self) -> Any:
        return PairExclusion.objects.visible_to(self.request.user).select_related("programme")

    def may_act(self) -> bool:
        return can_run_matching(self.request.user, self.row.programme)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        lift_exclusion(self.row, by=request.user)
        messages.success(request, _("These two may be proposed again."))
        return redirect("volunteers:exclusion_list")
