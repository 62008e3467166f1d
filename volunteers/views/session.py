"""Staff: one session of a training, with its invitations, waiting list and attendance."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import DetailView
from django.views.generic.detail import SingleObjectMixin

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.attendance import export_session, mark_attendance
from volunteers.actions.training import cancel_session, update_session
from volunteers.actions.training_places import add_to_waiting_list, answer_invitation, invite_to_session
from volunteers.documents.training_lists import session_workbook
from volunteers.forms.training import (
    AnswerForm,
    AttendanceForm,
    InviteForm,
    SessionCancelForm,
    SessionUpdateForm,
)
from volunteers.models import TrainingRegistration, TrainingSession
from volunteers.permissions.volunteer import can_plan_training
from volunteers.rules.training import free_places
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.training import PLAN


class SessionMixin(RolePermissionMixin, SingleObjectMixin):
    permission_required: str = PLAN
    context_object_name = "session"

    def get_queryset(self) -> Any:
        rows = TrainingSession.objects.visible_to(self.request.user).with_counts()
        return rows.select_related("training", "programme__organisation")


class SessionDetailView(SessionMixin, DetailView):
    """Who is invited, who comes, who waits, who was there."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/session_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.object
        registrations = list(session.registrations.select_related("volunteer"))
        waiting = [r for r in registrations if r.status == TrainingRegistration.Status.WAITING]
        return super().get_context_data(
            registrations=[r for r in registrations if r not in waiting],
            waiting=sorted(waiting, key=lambda r: (r.waiting_since, r.pk)),
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
        rows = self.object.registrations.on_list()
        return super().get_context_data(registrations=rows.select_related("volunteer"), **kwargs)


class SessionExportView(SessionMixin, View):
    """The list of one session for Excel."""

    permission_required = "volunteers.view_pipeline"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        session = self.get_object()
        content = session_workbook(session, export_session(session, by=request.user))
        name = f'attachment; filename="schulung-{session.pk}.xlsx"'
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": name})


class OneSessionFormView(SessionMixin, ActionFormView):
    @cached_property
    def object(self) -> TrainingSession:
        return self.get_object()

    @cached_property
    def session(self) -> TrainingSession:
        return self.get_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        free = free_places(self.session.capacity, self.session.taken)
        return super().get_context_data(
            session=self.session, free=free, back_url=self.session.get_absolute_url(), **kwargs
        )

    def get_success_url(self) -> str:
        return self.session.get_absolute_url()


class SessionUpdateView(OneSessionFormView):
    template_name = "volunteers/session_update.html"
    form_class = SessionUpdateForm
    success_message = _("The session is changed. Everybody has been told if time or place are new.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.get_object()}

    def perform(self, form: SessionUpdateForm) -> TrainingSession:
        return update_session(self.session, by=self.request.user, now=timezone.now(), **form.details())


class SessionCancelView(OneSessionFormView):
    template_name = "volunteers/session_cancel.html"
    form_class = SessionCancelForm
    success_message = _("The session is cancelled. Everybody has been told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("Cancel the session"), **kwargs)

    def perform(self, form: SessionCancelForm) -> TrainingSession:
        reason = form.cleaned_data["reason"]
        return cancel_session(self.session, by=self.request.user, now=timezone.now(), reason=reason)


class SessionInviteView(OneSessionFormView):
    """Whom to invite; with the second button they go on the waiting list instead."""

    template_name = "volunteers/session_invite.html"
    form_class = InviteForm

    def get_initial(self) -> dict[str, Any]:
        return {"volunteers": self.request.GET.getlist("person")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}

    def perform(self, form: InviteForm) -> list[TrainingRegistration]:
        act = add_to_waiting_list if "waiting" in self.request.POST else invite_to_session
        return act(self.session, volunteers=form.cleaned_data["volunteers"], by=self.request.user, now=timezone.now())

    def get_success_message(self) -> str:
        number = len(self.object)
        if "waiting" in self.request.POST:
            words = ngettext(
                "%(number)d person is on the waiting list.", "%(number)d people are on the waiting list.", number
            )
        else:
            words = ngettext("%(number)d person is invited.", "%(number)d people are invited.", number)
        return words % {"number": number}


class SessionAttendanceView(OneSessionFormView):
    template_name = "volunteers/session_attendance.html"
    form_class = AttendanceForm
    success_message = _("Attendance is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "session": self.session}

    def get_initial(self) -> dict[str, Any]:
        rows = self.session.registrations.filter(status__in=("attended", "confirmed"))
        return {"attended": list(rows.values_list("pk", flat=True))}

    def perform(self, form: AttendanceForm) -> TrainingSession:
        attended = {registration.pk for registration in form.cleaned_data["attended"]}
        return mark_attendance(self.session, attended=attended, by=self.request.user, now=timezone.now())


class TrainingRecordView(GuardedRowMixin, View):
    """POST only: the answer of somebody who phoned."""

    permission_required = PLAN
    http_method_names = ["post"]

    def get_rows(self) -> Any:
        rows = TrainingRegistration.objects.visible_to(self.request.user)
        return rows.select_related("session__programme", "volunteer")

    def may_act(self) -> bool:
        return can_plan_training(self.request.user, self.row.session)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please choose yes or no."))
            return redirect(self.row.session)
        try:
            answer_invitation(self.row, is_coming=form.is_yes, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The answer is noted."))
        return redirect(self.row.session)
