"""Shifts, days away and wishes: a person's own pages, and the same for the desk."""

import contextlib
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.absence import Absence, add_absence, remove_absence
from volunteers.actions.worker_own import set_shifts, set_wishes
from volunteers.forms.times import AbsenceForm, ShiftsForm, WishesForm
from volunteers.models import SkilledWorker, Volunteer
from volunteers.permissions.volunteer import can_change_volunteer
from volunteers.queries.times import days_away, two_weeks
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.own import OwnMixin
from volunteers.views.worker import OfWorkerMixin


class ReachMixin:
    """``person`` is whose times they are; ``reach`` names the errand of somebody on an own page."""

    person: Any

    def reach(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs reach().")


class AbsencesView(ReachMixin, ActionFormView):
    """Days away that are still to come, a form for more, and a button beside each that takes it off the list."""

    form_class = AbsenceForm
    success_message = gettext_lazy("The days are noted.")
    person: Volunteer | SkilledWorker

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = days_away(self.person, today=timezone.localdate())
        return super().get_context_data(absences=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        key = request.POST["remove"]
        row = get_object_or_404(self.person.absences, pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
        with self.reach():
            remove_absence(row, by=request.user)
        messages.success(request, _("The days are off the list."))
        return HttpResponseRedirect(self.get_success_url())

    def perform(self, form: AbsenceForm) -> Absence:
        with self.reach():
            return add_absence(self.person, by=self.request.user, today=timezone.localdate(), **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.request.path


class ShiftsView(ReachMixin, ActionFormView):
    """The pattern; a button shows the two weeks it means before anything is saved."""

    form_class = ShiftsForm
    success_message = gettext_lazy("Your shifts are saved.")
    person: SkilledWorker

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "worker": self.person, "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("two_weeks", two_weeks(self.person.shift_pattern, today=timezone.localdate()))
        return super().get_context_data(**kwargs)

    def form_valid(self, form: ShiftsForm) -> HttpResponse:
        if "preview" not in self.request.POST:
            return super().form_valid(form)
        shown = two_weeks(form.cleaned_data["pattern"], today=timezone.localdate())
        return self.render_to_response(self.get_context_data(form=form, two_weeks=shown, is_preview=True))

    def perform(self, form: ShiftsForm) -> SkilledWorker:
        kind, pattern = form.cleaned_data["kind"], form.cleaned_data["pattern"]
        with self.reach():
            return set_shifts(self.person, by=self.request.user, kind=kind, pattern=pattern)


# --- Own pages ---------------------------------------------------------------------------------------------


class MyAbsencesView(OwnMixin, AbsencesView):
    template_name = "volunteers/my_absences.html"

    @property
    def person(self) -> Volunteer:  # type: ignore[override]
        return self.volunteer

    def reach(self) -> Any:
        return errand(volunteer=self.volunteer.pk)


class OwnWorkerMixin(RolePermissionMixin):
    """The skilled worker is always the one who is logged in."""

    permission_required = "volunteers.use_own_worker_pages"

    @cached_property
    def person(self) -> SkilledWorker:
        workers = SkilledWorker.objects.select_related("programme__organisation")
        return get_object_or_404(workers, user=self.request.user)

    def reach(self) -> Any:
        return errand(worker=self.person.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(worker=self.person, programme=self.person.programme, **kwargs)


class WorkerOwnAbsencesView(OwnWorkerMixin, AbsencesView):
    template_name = "volunteers/worker_own_absences.html"


class WorkerOwnShiftsView(OwnWorkerMixin, ShiftsView):
    template_name = "volunteers/worker_own_shifts.html"
    success_url = reverse_lazy("volunteers:worker_own_shifts")


class WorkerOwnWishesView(OwnWorkerMixin, ActionFormView):
    template_name = "volunteers/worker_own_wishes.html"
    form_class = WishesForm
    success_url = reverse_lazy("volunteers:worker_own_wishes")
    success_message = gettext_lazy("Your details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "worker": self.person}

    def perform(self, form: WishesForm) -> SkilledWorker:
        with self.reach():
            return set_wishes(self.person, by=self.request.user, **form.cleaned_data)


# --- The desk ----------------------------------------------------------------------------------------------


class OfPersonMixin:
    """Staff act as themselves."""

    @property
    def person(self) -> Any:
        return self.row  # type: ignore[attr-defined]

    def reach(self) -> Any:
        return contextlib.nullcontext()


class WorkerAbsencesView(OfPersonMixin, OfWorkerMixin, AbsencesView):
    template_name = "volunteers/worker_absences.html"

    def get_success_url(self) -> str:
        return reverse("volunteers:worker_absences", args=[self.row.pk])


class WorkerShiftsView(OfPersonMixin, OfWorkerMixin, ShiftsView):
    template_name = "volunteers/worker_shifts.html"
    success_message = gettext_lazy("The shifts are saved.")


class VolunteerAbsencesView(OfPersonMixin, GuardedRowMixin, AbsencesView):
    permission_required = "volunteers.change_volunteer"
    template_name = "volunteers/volunteer_absences.html"

    def get_rows(self) -> Any:
        return Volunteer.objects.visible_to(self.request.user).select_related("programme")

    def may_act(self) -> bool:
        return can_change_volunteer(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(volunteer=self.row, back_url=self.row.get_absolute_url(), **kwargs)
