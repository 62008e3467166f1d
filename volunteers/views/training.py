"""Staff: trainings, their sessions, invitations and attendance."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.training import create_session, invite_to_session, mark_attendance
from volunteers.forms.training import AttendanceForm, InviteForm, SessionForm
from volunteers.models import Training, TrainingRegistration, TrainingSession
from volunteers.permissions.volunteer import can_plan_training
from volunteers.rules.training import free_places


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
            **kwargs,
        )


class SessionMixin(RolePermissionMixin, SingleObjectMixin):
    permission_required = "volunteers.plan_training"
    context_object_name = "session"

    def get_queryset(self) -> Any:
        rows = TrainingSession.objects.visible_to(self.request.user).with_counts()
        return rows.select_related("training", "programme__organisation")


class TrainingSessionCreateView(RolePermissionMixin, ActionFormView):
    permission_required = "volunteers.plan_training"
    template_name = "volunteers/training_session_create.html"
    form_class = SessionForm
    success_message = _("The session is planned. Now invite people.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: SessionForm) -> TrainingSession:
        return create_session(by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class SessionDetailView(SessionMixin, DetailView):
    """Who is invited, who comes, who was there."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/session_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.object
        return super().get_context_data(
            registrations=session.registrations.select_related("volunteer"),
            free=free_places(session.capacity, session.taken),
            has_begun=session.starts_at <= timezone.now(),
            can_plan=can_plan_training(self.request.user, session),
            **kwargs,
        )


class SessionPrintView(SessionMixin, DetailView):
    """The list to sign, on one page of paper."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/session_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.object.registrations.exclude(status=TrainingRegistration.Status.DECLINED)
        return super().get_context_data(registrations=rows.select_related("volunteer"), **kwargs)


class OneSessionFormView(SessionMixin, ActionFormView):
    @cached_property
    def object(self) -> TrainingSession:
        return self.get_object()

    @cached_property
    def session(self) -> TrainingSession:
        return self.get_object()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        free = free_places(self.session.capacity, self.session.taken)
        return super().get_context_data(session=self.session, free=free, **kwargs)

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()


class SessionInviteView(OneSessionFormView):
    template_name = "volunteers/session_invite.html"
    form_class = InviteForm

    def perform(self, form: InviteForm) -> list[TrainingRegistration]:
        volunteers = form.cleaned_data["volunteers"]
        return invite_to_session(self.session, volunteers=volunteers, by=self.request.user, now=timezone.now())

    def get_success_message(self) -> str:
        number = len(self.object)
        return ngettext("%(number)d person is invited.", "%(number)d people are invited.", number) % {"number": number}


class SessionAttendanceView(OneSessionFormView):
    template_name = "volunteers/session_attendance.html"
    form_class = AttendanceForm
    success_message = _("Attendance is recorded.")

    def get_initial(self) -> dict[str, Any]:
        rows = self.session.registrations.filter(status__in=("attended", "confirmed"))
        return {"attended": list(rows.values_list("pk", flat=True))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.session.registrations.select_related("volunteer")
        return super().get_context_data(registrations=rows, **kwargs)

    def perform(self, form: AttendanceForm) -> TrainingSession:
        attended = {registration.pk for registration in form.cleaned_data["attended"]}
        return mark_attendance(self.session, attended=attended, by=self.request.user, now=timezone.now())
