"""Staff: who stands in for a companion who is away."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibs_portal.ui.views import ActionFormView
from volunteers.actions.stand_in import answer_stand_in, ask_stand_in, end_stand_in
from volunteers.forms.stand_in import StandInForm, StandInRecordForm
from volunteers.models import StandIn
from volunteers.permissions.matching import can_ask_stand_in, can_end_stand_in
from volunteers.queries.stand_ins import StandInCandidate, candidates_for
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.match import OfMatchMixin


class StandInAskView(OfMatchMixin, ActionFormView):
    """The companion's group, with what speaks for and against each; then the days."""

    form_class = StandInForm
    template_name = "volunteers/stand_in_ask.html"
    success_message = gettext_lazy("The question is on its way.")

    def may_act(self) -> bool:
        return can_ask_stand_in(self.request.user, self.row)

    @cached_property
    def candidates(self) -> list[StandInCandidate]:
        return candidates_for(self.row, today=timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        people = [one.volunteer for one in self.candidates if not one.forbidden]
        return super().get_form_kwargs() | {"people": people, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            possible=[one for one in self.candidates if not one.forbidden],
            impossible=[one for one in self.candidates if one.forbidden],
            confirm_label=_("Ask"),
            **kwargs,
        )

    def perform(self, form: StandInForm) -> StandIn:
        return ask_stand_in(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)


class OfStandInMixin(GuardedRowMixin):
    permission_required = "volunteers.approve_match"

    def get_rows(self) -> Any:
        return StandIn.objects.visible_to(self.request.user).with_people()

    def may_act(self) -> bool:
        return can_end_stand_in(self.request.user, self.row)

    def get_success_url(self) -> str:
        return reverse("volunteers:match_detail", args=[self.row.match_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(stand_in=self.row, back_url=self.get_success_url(), **kwargs)


class StandInRecordView(OfStandInMixin, ActionFormView):
    """She answered by phone: the coordinator writes it down, and how."""

    form_class = StandInRecordForm
    template_name = "volunteers/stand_in_record.html"
    success_message = gettext_lazy("The answer is recorded.")

    def may_act(self) -> bool:
        return super().may_act() and self.row.is_asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Save"), **kwargs)

    def perform(self, form: StandInRecordForm) -> StandIn:
        by, now = self.request.user, timezone.now()
        return answer_stand_in(self.row, accept=form.is_yes, by=by, now=now, how=form.cleaned_data["how"])


class StandInEndView(OfStandInMixin, ActionFormView):
    """Takes back the question, or ends it before its last day."""

    form_class = Form
    template_name = "volunteers/stand_in_end.html"
    success_message = gettext_lazy("The stand-in has ended. Those concerned have been told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = _("Withdraw") if self.row.is_asked else _("End the stand-in")
        return super().get_context_data(confirm_label=label, **kwargs)

    def perform(self, form: Form) -> StandIn:
        return end_stand_in(self.row, by=self.request.user, now=timezone.now())
