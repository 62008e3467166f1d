"""A volunteer's trainings: on the own page, and by the link in the mail without an account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import DetailView, TemplateView

from ibs_portal.database.identity import errand
from ibs_portal.ui.letter_pages import LetterPageMixin
from volunteers.actions.training_places import answer_invitation, join_session
from volunteers.documents.training import FILE_NAME, session_calendar
from volunteers.emails.training import read_training_token, training_token
from volunteers.forms.training import AnswerForm
from volunteers.models import TrainingRegistration, TrainingSession
from volunteers.queries.my_path import registrations_of
from volunteers.queries.narrow import place_in_line
from volunteers.queries.training import open_sessions, qualifications_of
from volunteers.views.own import OwnMixin

ANSWERABLE = ("invited", "confirmed", "declined", "offered", "waiting")
# After an answer: status → what is said.
WORDS = {
    "confirmed": _("Thank you. We look forward to seeing you."),
    "declined": _("Thank you for telling us."),
    "waiting": _("All places are taken at the moment. You are on the waiting list now."),
}


class MyTrainingsView(OwnMixin, TemplateView):
    """Own trainings and qualifications, and the sessions one can put oneself down for."""

    template_name = "volunteers/my_trainings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        registrations = registrations_of(self.volunteer, now)
        return super().get_context_data(
            registrations=registrations,
            open_sessions=open_sessions(self.volunteer, registrations, now),
            qualifications=qualifications_of(self.volunteer, now),
            **kwargs,
        )


class MyTrainingJoinView(OwnMixin, View):
    """POST only: puts oneself down for an open session."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = TrainingSession.objects.filter(programme=self.volunteer.programme_id)
        session = get_object_or_404(rows, pk=pk)
        try:
            with errand(volunteer=self.volunteer.pk, session=session.pk):
                registration = join_session(session, volunteer=self.volunteer, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("volunteers:my_trainings")
        messages.success(request, words_for(registration))
        return redirect("volunteers:my_training", pk=registration.pk)


class MyTrainingView(OwnMixin, DetailView):
    """One session with two answers; both are possible until it begins."""

    template_name = "volunteers/my_training.html"
    context_object_name = "registration"

    def get_queryset(self) -> Any:
        rows = TrainingRegistration.objects.filter(volunteer__user=self.request.user)
        return rows.select_related("session__training", "session__programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**answer_context(self.object), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        registration, form = self.get_object(), AnswerForm(request.POST)
        if not form.is_valid():
            return redirect("volunteers:my_training", pk=pk)
        try:
            with errand(registration=registration.pk, session=registration.session_id):
                registration = answer_invitation(
                    registration, is_coming=form.is_yes, by=request.user, now=timezone.now()
                )
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("volunteers:my_training", pk=pk)
        messages.success(request, words_for(registration))
        return redirect("volunteers:my_trainings")


class ByTokenMixin:
    """The signed link names one registration; whoever holds it answers for it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.registration: TrainingRegistration | None = None
        key = read_training_token(kwargs["token"])
        if key is not None:
            with errand(registration=key):
                rows = TrainingRegistration.objects.select_related("session__training", "session__programme")
                # In no order: that of lists joins the volunteer, whose row the errand does not reach.
                self.registration = rows.filter(pk=key).order_by("pk").first()


@method_decorator(login_not_required, name="dispatch")
class TrainingAnswerView(LetterPageMixin, ByTokenMixin, TemplateView):
    """GET only shows the question (mail programs open links by themselves); POST decides."""

    template_name = "volunteers/training_answer.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form, registration = AnswerForm(request.POST), self.registration
        if registration is None or not form.is_valid():
            return self.show()
        try:
            with errand(registration=registration.pk, session=registration.session_id):
                answer_invitation(registration, is_coming=form.is_yes, by=None, now=timezone.now())
        except ValidationError as refused:
            return self.show(problem=" ".join(refused.messages))
        return redirect(f"{request.path}?danke")

    def show(self, problem: str = "") -> HttpResponse:
        registration, context = self.registration, {}
        if registration is not None:
            with errand(registration=registration.pk):
                context = answer_context(registration) | {"programme": registration.session.programme}
            context["thanks"] = words_for(registration) if "danke" in self.request.GET else ""
        status = 200 if registration else 404
        response = self.render_to_response(
            self.get_context_data(registration=registration, problem=problem, **context), status=status
        )
        # The address is the key: no cache keeps it.
        response["Cache-Control"] = "no-store"
        return response


@method_decorator(login_not_required, name="dispatch")
class TrainingCalendarView(ByTokenMixin, View):
    """The calendar entry of the session that the link names."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if self.registration is None:
            raise Http404
        content = session_calendar(self.registration.session)
        disposition = f'attachment; filename="{FILE_NAME}"'
        return HttpResponse(content, "text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})


def words_for(registration: TrainingRegistration) -> str:
    """What is said after an answer."""
    return str(WORDS.get(registration.status, ""))


def answer_context(registration: TrainingRegistration) -> dict[str, Any]:
    """What the page of one session shows beside the registration: what is possible now."""
    session = registration.session
    is_open = session.starts_at > timezone.now() and not session.is_cancelled and registration.status in ANSWERABLE
    return {
        "is_open": is_open,
        "in_line": place_in_line(registration) if registration.status == "waiting" else 0,
        "token": training_token(registration),
    }
