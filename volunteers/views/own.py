"""A volunteer's own pages: the way, details, a break, leaving."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.volunteer import advance_volunteer, update_volunteer
from volunteers.forms.topics import with_topics
from volunteers.forms.volunteer import MyLeaveForm, MyPauseForm, MyProfileForm
from volunteers.models import Volunteer
from volunteers.queries.consent import asked_for_consent
from volunteers.queries.gettogether import badges_of
from volunteers.queries.matches import my_matches
from volunteers.queries.my_path import membership_of, path_of, registrations_of
from volunteers.queries.stand_ins import my_stand_ins
from volunteers.queries.training import qualifications_of
from volunteers.rules.volunteer import OWN_TRANSITIONS, status_after_pause
from volunteers.views.checkin import own_questions


class OwnMixin(RolePermissionMixin):
    """The volunteer is always the one who is logged in."""

    permission_required = "volunteers.use_own_volunteer_pages"

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(Volunteer.objects.select_related("programme"), user=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(volunteer=self.volunteer, **{"programme": self.volunteer.programme, **kwargs})

    def advance(self, to: str, **details: Any) -> Volunteer:
        with errand(volunteer=self.volunteer.pk):
            return advance_volunteer(self.volunteer, to=to, by=self.request.user, now=timezone.now(), **details)


class MyHomeView(OwnMixin, TemplateView):
    template_name = "volunteers/my_home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        membership = membership_of(self.volunteer)
        registrations = registrations_of(self.volunteer, now)
        matches = my_matches(self.request.user)
        steps = path_of(
            self.volunteer,
            membership=membership,
            registrations=registrations,
            has_match=any(own.match.is_active for own in matches),
            today=timezone.localdate(now),
        )
        return super().get_context_data(
            steps=steps,
            next_step=next((step for step in steps if step.key == "next"), None),
            consent_asked="" if self.volunteer.left_on else asked_for_consent(self.volunteer),
            membership=membership,
            registrations=registrations,
            badges=badges_of(self.request.user, now),
            to_renew=[held for held in qualifications_of(self.volunteer, now) if held.is_to_renew],
            matches=matches,
            checkins=own_questions(self.request.user),
            stand_ins=my_stand_ins(self.request.user),
            **kwargs,
        )


class MyProfileView(OwnMixin, ActionFormView):
    template_name = "volunteers/my_profile.html"
    form_class = MyProfileForm
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("Your details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy of its own: a bound form changes its instance.
        return {**super().get_form_kwargs(), "instance": get_object_or_404(Volunteer, user=self.request.user)}

    def get_form(self, form_class: Any = None) -> MyProfileForm:
        person = self.volunteer
        return with_topics(super().get_form(form_class), [person.programme], chosen=person.offers.all())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "more" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.get_form(), is_asking=True))
        return super().post(request, *args, **kwargs)

    def perform(self, form: MyProfileForm) -> Volunteer:
        with errand(volunteer=self.volunteer.pk):
            return update_volunteer(
                self.volunteer,
                by=self.request.user,
                details=form.details(),
                languages=form.cleaned_data["languages"],
                offers=form.cleaned_data["offers"],
            )


class MyPauseView(OwnMixin, ActionFormView):
    """Taking a break, coming back, or going on to leaving."""

    template_name = "volunteers/my_pause.html"
    form_class = MyPauseForm
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("Enjoy your break. You can come back here at any time.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can = OWN_TRANSITIONS[self.volunteer.status]
        return super().get_context_data(can_pause="paused" in can, can_leave="left" in can, **kwargs)

    def perform(self, form: MyPauseForm) -> Volunteer:
        until = form.cleaned_data["paused_until"]
        return self.advance("paused", paused_until=until)


class MyReturnView(OwnMixin, View):
    """The end of a break, at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        to = status_after_pause(has_group=membership_of(self.volunteer) is not None)
        try:
            self.advance(to)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("volunteers:my_pause")
        messages.success(request, _("Good that you are back."))
        return redirect("volunteers:my_home")


class MyLeaveView(OwnMixin, ActionFormView):
    template_name = "volunteers/my_leave.html"
    form_class = MyLeaveForm
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("You have left the programme. Thank you for everything.")

    def perform(self, form: MyLeaveForm) -> Volunteer:
        return self.advance("left", end_reason=form.cleaned_data["end_reason"])
