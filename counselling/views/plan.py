"""Support plans: the page of a file, one version, its goals, signing."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.plan import (
    add_goal,
    change_goal,
    discard_plan,
    rate_goal,
    remove_goal,
    sign_plan,
    start_plan,
)
from counselling.forms.plan import GoalForm, GoalRateForm, PlanSignForm
from counselling.models import Goal, SupportPlan
from counselling.permissions import can_change_plan
from counselling.queries.plan import goals_of, plans_of
from counselling.views.case import OfCaseMixin, OfClientMixin
from counselling.views.file import FilePageMixin, file_head
from ibs_portal.ui.views import ActionFormView

USUAL_REVIEW = datetime.timedelta(days=90)


class PlanListView(FilePageMixin, TemplateView):
    """The plans of a file, by case."""

    template_name = "counselling/plan_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cases=plans_of(self.request.user, self.row), **kwargs)


class PlanCreateView(OfCaseMixin, View):
    """One click: the next version, with what is not reached yet."""

    http_method_names = ["post"]

    def may_act(self) -> bool:
        return can_change_plan(self.request.user, self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            plan = start_plan(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("counselling:plan_list", self.row.client_id)
        return redirect("counselling:plan_detail", plan.pk)


class OfPlanMixin(OfClientMixin):
    """A page of one version; back leads to it."""

    def get_rows(self) -> Any:
        return SupportPlan.objects.with_file_open_to(self.request.user).select_related("case", "client__centre")

    def may_act(self) -> bool:
        return can_change_plan(self.request.user, self.row)

    @property
    def plan_id(self) -> int:
        return self.row.pk

    def back_url(self) -> str:
        return reverse("counselling:plan_detail", args=[self.plan_id])


class PlanDetailView(OfPlanMixin, TemplateView):
    template_name = "counselling/plan_detail.html"

    def may_act(self) -> bool:
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, plan = self.request.user, self.row
        may_change = can_change_plan(user, plan)
        return {
            **file_head(self.request, plan.client),
            "plan": plan,
            "goals": goals_of(user, plan),
            "can_write": plan.is_draft and may_change,
            "can_rate": plan.is_in_force and may_change,
            **kwargs,
        }


class PlanSignView(OfPlanMixin, ActionFormView):
    form_class = PlanSignForm
    template_name = "counselling/plan_sign.html"
    confirm_label = _("The plan is signed")
    success_message = _("The plan is in force.")

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"signed_on": today, "review_on": today + USUAL_REVIEW}

    def perform(self, form: PlanSignForm) -> SupportPlan:
        return sign_plan(self.row, by=self.request.user, **form.cleaned_data)


class PlanDiscardView(OfPlanMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        client_id = self.row.client_id
        try:
            discard_plan(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The version has been thrown away."))
        return redirect("counselling:plan_list", client_id)


class GoalCreateView(OfPlanMixin, ActionFormView):
    form_class = GoalForm
    template_name = "counselling/goal_form.html"
    success_message = _("The goal has been added.")

    def perform(self, form: GoalForm) -> Goal:
        return add_goal(self.row, by=self.request.user, **form.cleaned_data)


class OfGoalMixin(OfPlanMixin):
    def get_rows(self) -> Any:
        return Goal.objects.with_file_open_to(self.request.user).select_related("plan")

    @property
    def plan_id(self) -> int:
        return self.row.plan_id


class GoalUpdateView(OfGoalMixin, ActionFormView):
    form_class = GoalForm
    template_name = "counselling/goal_form.html"
    success_message = _("The goal has been changed.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in GoalForm.base_fields}

    def perform(self, form: GoalForm) -> Goal:
        return change_goal(self.row, by=self.request.user, **form.cleaned_data)


class GoalDeleteView(OfGoalMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = self.back_url()
        try:
            remove_goal(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The goal has been taken out of the plan."))
        return redirect(back)


class GoalRateView(OfGoalMixin, ActionFormView):
    form_class = GoalRateForm
    template_name = "counselling/goal_rate.html"
    success_message = _("The state of the goal has been saved.")

    def get_initial(self) -> dict[str, Any]:
        goal = self.row
        return {"state": goal.state, "state_on": timezone.localdate(), "state_note": goal.state_note}

    def perform(self, form: GoalRateForm) -> Goal:
        return rate_goal(self.row, by=self.request.user, **form.cleaned_data)
