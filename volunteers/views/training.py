"""Staff: courses, planning their sessions, and what runs out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.attendance import export_renewals
from volunteers.actions.training import create_session, create_training, update_training
from volunteers.documents.training_lists import renewal_workbook
from volunteers.forms.training import (
    SessionForm,
    TrainingCreateForm,
    TrainingForm,
)
from volunteers.models import Training, TrainingSession
from volunteers.permissions.volunteer import can_plan_training
from volunteers.queries.training import renewals
from volunteers.views.guards import GuardedRowMixin

PLAN = "volunteers.plan_training"


class TrainingListView(RolePermissionMixin, TemplateView):
    """Coming and past sessions, and the trainings there are."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/training_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        sessions = TrainingSession.objects.visible_to(self.request.user).select_related("training").with_counts()
        return super().get_context_data(
            coming=sessions.upcoming(now),
            past=sessions.filter(starts_at__lt=now).order_by("-starts_at")[:20],
            trainings=Training.objects.visible_to(self.request.user),
            running_out=len(renewals(self.request.user, now)),
            **kwargs,
        )


class TrainingCreateView(RolePermissionMixin, ActionFormView):
    permission_required = PLAN
    template_name = "volunteers/training_form.html"
    form_class = TrainingCreateForm
    success_message = _("The training is saved. Now plan a session.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: TrainingCreateForm) -> Training:
        return create_training(form.cleaned_data["programme"], by=self.request.user, details=form.details())

    def get_success_url(self) -> str:
        return reverse("volunteers:training_list")


class TrainingUpdateView(GuardedRowMixin, ActionFormView):
    permission_required = PLAN
    template_name = "volunteers/training_form.html"
    form_class = TrainingForm
    success_message = _("The training is saved.")

    def get_rows(self) -> Any:
        return Training.objects.visible_to(self.request.user).select_related("programme")

    def may_act(self) -> bool:
        return can_plan_training(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy of its own: a bound form changes its instance.
        return {**super().get_form_kwargs(), "instance": self.get_rows().get(pk=self.row.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(training=self.row, **kwargs)

    def perform(self, form: TrainingForm) -> Training:
        return update_training(self.row, by=self.request.user, details=form.details())

    def get_success_url(self) -> str:
        return reverse("volunteers:training_list")


class TrainingSessionCreateView(RolePermissionMixin, ActionFormView):
    permission_required = PLAN
    template_name = "volunteers/training_session_create.html"
    form_class = SessionForm
    success_message = _("The session is planned. Now invite people.")

    def get_initial(self) -> dict[str, Any]:
        return {"training": self.request.GET.get("schulung")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: SessionForm) -> TrainingSession:
        return create_session(by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class RenewalListView(RolePermissionMixin, TemplateView):
    """Qualifications that run out within six months, or have run out."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/renewal_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=renewals(self.request.user, timezone.now()), **kwargs)


class RenewalExportView(RolePermissionMixin, View):
    permission_required = "volunteers.view_pipeline"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = renewal_workbook(export_renewals(by=request.user, now=timezone.now()))
        name = 'attachment; filename="qualifikationen.xlsx"'
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": name})
