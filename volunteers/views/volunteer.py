"""Staff: the pipeline of volunteers and the file of one of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView
from django.views.generic.detail import SingleObjectMixin

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.volunteer import advance_volunteer, create_volunteer, update_volunteer
from volunteers.forms.note import NoteForm
from volunteers.forms.topics import with_topics
from volunteers.forms.volunteer import AdvanceForm, DetailsForm, VolunteerCreateForm
from volunteers.models import Volunteer
from volunteers.permissions.note import can_write_notes
from volunteers.permissions.volunteer import can_change_volunteer
from volunteers.queries.clearance import clearance_of
from volunteers.queries.course import SHOWN as SHOWN_OF_COURSE
from volunteers.queries.course import course_of
from volunteers.queries.details import spoken, with_languages_and_offers
from volunteers.queries.my_path import membership_of
from volunteers.queries.notes import SHOWN, notes_of
from volunteers.queries.qualification import with_qualification
from volunteers.queries.times import days_away
from volunteers.rules.availability import by_day
from volunteers.rules.clearance import NEED_CLEARANCE
from volunteers.rules.consent_words import VOLUNTEER, texts_for
from volunteers.rules.volunteer import NEED_TRAINING, next_statuses, waiting_days

# What a button says that leads to this status, and what the question above its form is.
STEP_WORDS = {
    "applied": (_("Take back into the list"), _("Take back into the list?")),
    "interview": (_("Arrange interview"), _("When is the interview?")),
    "accepted": (_("Accept"), _("Accept as a companion?")),
    "trained": (_("Set to trained"), _("Set to trained?")),
    "active": (_("Set to active"), _("Set to active?")),
    "paused": (_("Pause"), _("Until when is the break?")),
    "left": (_("Has left"), _("Why does the volunteer leave?")),
}


class VolunteerMixin(RolePermissionMixin, SingleObjectMixin):
    """A volunteer of the user's organisation, or 404."""

    permission_required = "volunteers.change_volunteer"
    context_object_name = "volunteer"

    def get_queryset(self) -> Any:
        rows = Volunteer.objects.visible_to(self.request.user)
        return rows.select_related("programme__organisation", "user")


class VolunteerDetailView(VolunteerMixin, DetailView):
    """Facts, the course so far, and the buttons for what comes next."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/volunteer_detail.html"

    def get_queryset(self) -> Any:
        return with_languages_and_offers(with_qualification(super().get_queryset(), timezone.localdate()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        volunteer, today = self.object, timezone.localdate()
        can_note = can_write_notes(self.request.user, volunteer)
        notes = notes_of(volunteer, self.request.user, limit=SHOWN) if can_note else []
        qualified = not volunteer.is_training_missing
        clearance = clearance_of(volunteer, today)
        blocked = set() if qualified else {*NEED_TRAINING}
        blocked |= {*NEED_CLEARANCE} if clearance and not clearance["is_cleared"] else set()
        possible = [s for s in next_statuses(volunteer.status) if s not in blocked]
        course = course_of(volunteer, self.request.user, limit=SHOWN_OF_COURSE)
        return super().get_context_data(
            can_change=can_change_volunteer(self.request.user, volunteer),
            next_steps=[(code, STEP_WORDS[code][0]) for code in possible],
            is_qualified=qualified,
            days=waiting_days(volunteer.status_since, today),
            week=by_day(volunteer.availability),
            absences=days_away(volunteer, today=today),
            languages=spoken(volunteer),
            offers=volunteer.offered_names,
            membership=membership_of(volunteer),
            registrations=volunteer.registrations.select_related("session__training").order_by("-session__starts_at"),
            qualifications=volunteer.qualifications.select_related("training"),
            consents=volunteer.consents.all(),
            matches=volunteer.matches.select_related("worker"),
            clearance=clearance,
            lines=course[:SHOWN_OF_COURSE],
            is_more_course=len(course) > SHOWN_OF_COURSE,
            note_form=NoteForm() if can_note else None,
            notes=notes[:SHOWN],
            are_more_notes=len(notes) > SHOWN,
            today=today,
            **kwargs,
        )


class VolunteerCourseView(VolunteerMixin, DetailView):
    """All that was done about a volunteer, as far as the trail goes back."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/volunteer_course.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lines=course_of(self.object, self.request.user), **kwargs)


class DetailsFormView(ActionFormView):
    """Pages with rows of languages: a button asks for one more row without sending the form."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form(), is_asking=True))
        return super().post(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class VolunteerCreateView(RolePermissionMixin, DetailsFormView):
    """Somebody has phoned: one page with everything."""

    permission_required = "volunteers.change_volunteer"
    template_name = "volunteers/volunteer_create.html"
    form_class = VolunteerCreateForm
    success_message = _("The volunteer is entered.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = texts_for(VOLUNTEER, self.request.user.organisation)
        return super().get_context_data(consent_texts=texts, **kwargs)

    def perform(self, form: VolunteerCreateForm) -> Volunteer:
        data = form.cleaned_data
        return create_volunteer(
            data["programme"],
            by=self.request.user,
            now=timezone.now(),
            details=form.details(),
            languages=data["languages"],
            offers=data["offers"],
            consents=data["consents"],
            how=data["how"],
        )


class VolunteerUpdateView(VolunteerMixin, DetailsFormView):
    template_name = "volunteers/volunteer_update.html"
    form_class = DetailsForm
    success_message = _("The changes are saved.")

    @cached_property
    def object(self) -> Volunteer:
        return self.get_object()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def get_form(self, form_class: Any = None) -> DetailsForm:
        person = self.object
        return with_topics(super().get_form(form_class), [person.programme], chosen=person.offers.all())

    def perform(self, form: DetailsForm) -> Volunteer:
        data = form.cleaned_data
        return update_volunteer(
            self.object,
            by=self.request.user,
            details=form.details(),
            languages=data["languages"],
            offers=data["offers"],
        )


class VolunteerAdvanceView(VolunteerMixin, ActionFormView):
    """One step on the way: asks for what the step needs, or only whether it is meant."""

    template_name = "volunteers/volunteer_advance.html"
    form_class = AdvanceForm
    success_message = _("The status is changed.")

    @cached_property
    def object(self) -> Volunteer:
        return self.get_object()

    @property
    def to(self) -> str:
        asked = self.request.POST.get("to") or self.request.GET.get("to", "")
        steps = next_statuses(self.object.status)
        return asked if asked in STEP_WORDS else steps[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "to": self.to}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label, question = STEP_WORDS[self.to]
        back = self.object.get_absolute_url()
        return super().get_context_data(confirm_label=label, question=question, back_url=back, **kwargs)

    def perform(self, form: AdvanceForm) -> Volunteer:
        steps = {**form.cleaned_data}
        return advance_volunteer(self.object, by=self.request.user, now=timezone.now(), **steps)

    def get_success_url(self) -> str:
        return reverse("volunteers:volunteer_detail", args=[self.object.pk])
