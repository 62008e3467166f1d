"""A skilled worker's own pages: the way to a companion, and her details."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.worker import update_worker
from volunteers.forms.worker import WorkerOwnForm
from volunteers.models import Meeting, SkilledWorker
from volunteers.queries.consent import asked_for_consent
from volunteers.queries.gettogether import badges_of
from volunteers.queries.matches import my_matches, own_meetings
from volunteers.queries.narrow import is_waiting
from volunteers.queries.worker_path import worker_path_of
from volunteers.views.checkin import own_questions

WORKER_PAGES = "volunteers.use_own_worker_pages"


class OwnWorkerMixin(RolePermissionMixin):
    permission_required = WORKER_PAGES

    @cached_property
    def worker(self) -> SkilledWorker | None:
        rows = SkilledWorker.objects.select_related("programme__organisation")
        return rows.filter(user=self.request.user).first()


class WorkerHomeView(OwnWorkerMixin, TemplateView):
    """The skilled worker's page: the own way, the own match with its question, the meetings and how they were."""

    template_name = "volunteers/worker_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        worker, waits = self.worker, is_waiting()
        matches = [own for own in my_matches(self.request.user) if own.side == "worker"]
        meetings = Meeting.objects.visible_to(self.request.user).filter(match__worker__user=self.request.user)
        meetings = meetings.select_related("feedback")
        steps = worker_path_of(worker, matches=matches, is_waiting=waits, today=timezone.localdate()) if worker else []
        return super().get_context_data(
            worker=worker,
            programme=worker.programme if worker else None,
            steps=steps,
            next_step=next((step for step in steps if step.key == "next"), None),
            consent_asked=asked_for_consent(worker) if worker and not worker.left_on else "",
            matches=matches,
            checkins=own_questions(self.request.user),
            meetings=own_meetings(meetings[:20], "worker"),
            is_waiting=waits,
            badges=badges_of(self.request.user, timezone.now()),
            **kwargs,
        )


class WorkerProfileView(OwnWorkerMixin, ActionFormView):
    """Name, how to reach her, place, languages; times and wishes have their own pages."""

    template_name = "volunteers/worker_profile.html"
    form_class = WorkerOwnForm
    success_url = reverse_lazy("volunteers:worker_home")
    success_message = gettext_lazy("Your details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy of its own: a bound form changes its instance.
        return {**super().get_form_kwargs(), "instance": get_object_or_404(SkilledWorker, user=self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(worker=self.worker, programme=self.worker.programme, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form(), is_asking=True))
        return super().post(request, *args, **kwargs)

    def perform(self, form: WorkerOwnForm) -> SkilledWorker:
        worker = get_object_or_404(SkilledWorker, user=self.request.user)
        with errand(worker=worker.pk):
            return update_worker(
                worker, by=self.request.user, details=form.details(), languages=form.cleaned_data["languages"]
            )
