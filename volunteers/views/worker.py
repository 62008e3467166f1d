"""Staff: skilled workers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.worker import create_worker, end_worker, update_worker
from volunteers.actions.worker_signup import welcome_worker
from volunteers.forms.worker import WorkerCreateForm, WorkerEndForm, WorkerFilterForm, WorkerForm
from volunteers.models import Match, SkilledWorker
from volunteers.models.countries import UNKNOWN
from volunteers.models.worker import CHANGE_WORKER
from volunteers.permissions.matching import can_change_worker
from volunteers.queries.times import days_away, shift_words
from volunteers.rules.availability import by_day
from volunteers.rules.consent_words import WORKER, texts_for
from volunteers.views.chosen_programme import AboutProgrammeMixin
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.pages import page_of


@method_decorator(login_not_required, name="dispatch")
class WorkerAboutView(AboutProgrammeMixin, TemplateView):
    """For skilled workers: what a companion does, and how to get one."""

    template_name = "volunteers/worker_about.html"


class WorkerListView(RolePermissionMixin, TemplateView):
    permission_required = CHANGE_WORKER
    template_name = "volunteers/worker_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = WorkerFilterForm(self.request.GET, user=self.request.user)
        rows = filters.chosen(SkilledWorker.objects.visible_to(self.request.user).confirmed())
        rows = rows.select_related("cohort").prefetch_related("needs", "languages")
        return super().get_context_data(filters=filters, **page_of(rows, self.request), **kwargs)


class RowsOfLanguagesMixin:
    """The button "One more language" asks for a row; that is no mistake and saves nothing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "more" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_valid()
        form.errors.clear()
        return self.render_to_response(self.get_context_data(form=form))


class WorkerCreateView(RolePermissionMixin, RowsOfLanguagesMixin, ActionFormView):
    permission_required = CHANGE_WORKER
    form_class = WorkerCreateForm
    template_name = "volunteers/worker_form.html"
    success_message = _("The skilled worker has been entered. Next: what kind of help is wished for?")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"cohort": self.request.GET.get("kohorte"), "origin": UNKNOWN, "status": SkilledWorker.Status.HERE}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = texts_for(WORKER, self.request.user.organisation)
        return super().get_context_data(back_url=reverse("volunteers:worker_list"), consent_texts=texts, **kwargs)

    def perform(self, form: WorkerCreateForm) -> SkilledWorker:
        return create_worker(
            form.cleaned_data["programme"],
            by=self.request.user,
            details=form.details(),
            languages=form.cleaned_data["languages"],
            consents=form.cleaned_data["consents"],
            how=form.cleaned_data["how"],
            now=timezone.now(),
        )

    def get_success_url(self) -> str:
        return reverse("volunteers:need_create", args=[self.object.pk])


class OfWorkerMixin(GuardedRowMixin):
    """A page of one worker: coordinators of the programme only."""

    permission_required = CHANGE_WORKER

    def get_rows(self) -> Any:
        return SkilledWorker.objects.visible_to(self.request.user).select_related("programme", "cohort", "employer")

    def may_act(self) -> bool:
        return can_change_worker(self.request.user, self.row)

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"worker": self.row, "back_url": self.row.get_absolute_url()} | kwargs)


class WorkerDetailView(OfWorkerMixin, TemplateView):
    template_name = "volunteers/worker_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        needs = list(self.row.needs.prefetch_related("help").order_by("-opened_on", "-pk"))
        matches = Match.objects.filter(worker=self.row).with_people().with_last_meeting()
        return super().get_context_data(
            needs=needs,
            current=next((need for need in needs if need.state != need.State.CLOSED), None),
            matches=matches,
            languages=self.row.languages.all(),
            times=by_day(self.row.availability),
            consents=self.row.consents.all(),
            waits_for_call=self.row.source == SkilledWorker.Source.ONLINE and self.row.welcomed_on is None,
            shift_words=shift_words(self.row, today=timezone.localdate()),
            absences=days_away(self.row, today=timezone.localdate()),
            **kwargs,
        )


class WorkerUpdateView(OfWorkerMixin, RowsOfLanguagesMixin, ActionFormView):
    form_class = WorkerForm
    template_name = "volunteers/worker_form.html"
    success_message = _("The details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy of its own: a bound form changes its instance.
        copy = self.get_rows().get(pk=self.row.pk)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": copy}

    def perform(self, form: WorkerForm) -> SkilledWorker:
        return update_worker(
            self.row, by=self.request.user, details=form.details(), languages=form.cleaned_data["languages"]
        )


class WorkerWelcomeView(OfWorkerMixin, View):
    """Somebody has talked to a worker who signed up: the sign-up is answered."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        welcome_worker(self.row, by=request.user, today=timezone.localdate())
        messages.success(request, _("It is noted that you have talked."))
        return redirect(self.get_success_url())


class WorkerEndView(OfWorkerMixin, ActionFormView):
    form_class = WorkerEndForm
    template_name = "volunteers/worker_end.html"
    success_message = _("The time in the programme has ended.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(confirm_label=_("End time in the programme"), **kwargs)

    def perform(self, form: WorkerEndForm) -> SkilledWorker:
        return end_worker(self.row, by=self.request.user, **form.cleaned_data)
