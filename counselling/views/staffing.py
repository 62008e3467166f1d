"""Too few are in: hours that fit, seen as the public will see them, announced, and taken back when all are there."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from django.views import View

from counselling.actions.staffing import announce_short_staffed, set_staff_needed, take_back_short_staffed
from counselling.forms.staffing import StaffingAnnounceForm, StaffNeededForm
from counselling.models import Centre
from counselling.queries import opening_words
from counselling.queries.opening_page import plan_rows
from counselling.queries.staffing import Staffing, staffing_of
from counselling.queries.team_week import span_words
from counselling.rules.hours import Hours, SpecialDay, day_plan
from counselling.rules.staffing import Need, announcement
from counselling.views.opening_edit import CentreFormView, here
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.languages import direction, own_name
from ibs_portal.ui.views import ActionFormView

PREVIEW_IN = ("de", "en", "ar")


class StaffingMixin:
    """The centre of the address with its team."""

    @cached_property
    def place(self) -> Staffing:
        places = staffing_of(self.request.user, today=timezone.localdate())
        return next(
            (place for place in places if place.centre.pk == self.centre.pk),
            Staffing(self.centre, Hours(""), timezone.localdate()),
        )


class StaffingAnnounceView(StaffingMixin, CentreFormView):
    """Each short day with a proposal, its words in three languages, and one button."""

    form_class = StaffingAnnounceForm
    template_name = "counselling/staffing_announce.html"
    success_message = _("The hours are announced. The website says so in every language.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return ActionFormView.get_form_kwargs(self) | {"days": self.place.short}

    def form_valid(self, form: StaffingAnnounceForm) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def perform(self, form: StaffingAnnounceForm) -> Any:
        note = form.cleaned_data["public_note"]
        return announce_short_staffed(self.centre, days=announcement(form.chosen(), note=note), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        is_readable = not form.is_bound or form.is_valid()
        context["previews"] = previews(self.place, self._announcement(form)) if is_readable else []
        superfluous = self.place.superfluous
        context["superfluous"] = [(special.key, span_words(special.first, special.last)) for special in superfluous]
        return context

    @staticmethod
    def _announcement(form: StaffingAnnounceForm) -> list[SpecialDay]:
        note = form.cleaned_data["public_note"] if form.is_bound else ""
        return announcement(form.chosen(), note=note)


def previews(place: Staffing, days: list[SpecialDay]) -> list[dict[str, Any]]:
    """What the website will say of these days, in the languages of the preview."""
    hours = dataclasses.replace(place.hours, special_days=(*place.hours.special_days, *days))
    found = []
    for code in PREVIEW_IN if days else ():
        with override(code):
            notices = [opening_words.change_words(hours, day, place.today) for day in days]
            rows = plan_rows(hours, [day_plan(hours, short.day) for short in place.short], place.today)
        found.append({"code": code, "name": own_name(code), "dir": direction(code), "notices": notices, "rows": rows})
    return found


class StaffingTakeBackView(RolePermissionMixin, View):
    """All are in again: the announcements that are not needed any more end."""

    permission_required = "counselling.change_opening"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        centre = get_object_or_404(Centre.objects.visible_to(request.user), slug=slug)
        keys = [int(key) for key in request.POST.getlist("special") if key.isdecimal() and len(key) < 10]
        count = len(take_back_short_staffed(centre, keys=keys, by=request.user))
        words = ngettext("%(count)s announcement taken back.", "%(count)s announcements taken back.", count)
        messages.success(request, words % {"count": count})
        return redirect(here(centre))


class StaffNeededView(CentreFormView):
    """How many must be in so that the door can open."""

    form_class = StaffNeededForm
    template_name = "counselling/staff_needed.html"
    heading = _("Colleagues needed")
    success_message = _("Saved. The portal counts with these numbers from now on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        need = Need(self.centre.staff_needed, tuple(self.centre.staff_needed_on))
        return ActionFormView.get_form_kwargs(self) | {"need": need}

    def perform(self, form: StaffNeededForm) -> Centre:
        numbers = {"usual": form.cleaned_data["usual"], "by_weekday": form.by_weekday()}
        return set_staff_needed(self.centre, by=self.request.user, **numbers)

    def get_success_url(self) -> str:
        return reverse("counselling:absence_list")
