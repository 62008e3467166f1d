"""Opening hours for those who keep them: the regular week, periods, single days, and "closed today"."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.centre import set_channels
from counselling.actions.opening import (
    announce_period,
    announce_times,
    close_on,
    reopen,
    set_regular_week,
    withdraw_period,
)
from counselling.forms.opening import (
    CentreChannelsForm,
    OpeningCloseForm,
    OpeningCloseTodayForm,
    OpeningTimesForm,
)
from counselling.forms.week import OpeningPeriodForm, OpeningWeekForm
from counselling.models import Centre, Mode, Offering, OpeningException, OpeningPeriod
from counselling.models.offering import CHANNELS
from counselling.permissions.consultation import can_set_consultation_hours
from counselling.permissions.opening import can_change_opening, can_reopen, may_take_back
from counselling.queries import opening_page
from counselling.queries.conflicts import conflict_words
from counselling.queries.consultation import Consultation, consultation_rows
from counselling.queries.hours import hours_of
from counselling.queries.offering_edit import OSM_AHEAD, offering_rows
from counselling.queries.opening import OpeningNow, opening_now
from counselling.rules.hours import DAY, Line
from counselling.rules.osm import osm_hours
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


def here(centre: Centre) -> str:
    return f"{reverse('counselling:opening_edit')}?centre={centre.slug}"


class OpeningEditView(RolePermissionMixin, TemplateView):
    """Everything about one centre's hours on one page; ``?centre=`` chooses among the own ones."""

    permission_required = "counselling.close_today"
    template_name = "counselling/opening_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        own = list(Centre.objects.visible_to(user).public())
        slug = self.request.GET.get("centre")
        chosen = [centre for centre in own if not slug or centre.slug == slug]
        if not chosen:
            raise Http404
        now = opening_now(chosen[0])
        today = now.today
        rows = OpeningException.objects.filter(centre=now.centre, withdrawn_at=None, ends_on__gte=today)
        rows = rows.select_related("offering").order_by("starts_on", "opens")
        return super().get_context_data(
            **kwargs,
            opening_now=now,
            own_centres=own,
            may_change=user.has_perm("counselling.change_opening"),
            exceptions=[(row, may_take_back(user, row, today)) for row in rows],
            is_closed_today=now.plan.is_closed,
            periods=period_rows(now),
            regular_week=opening_page.regular_week(now),
            week=opening_page.coming_days(now),
            channels=opening_page.channels(now),
            conflicts=conflict_words(user, now),
            osm=osm_hours(now.hours, today, OSM_AHEAD),
            offerings=offering_rows(now),
            colleagues=[
                (row, can_set_consultation_hours(user, row.staff)) for row in consultation_rows(user, now.centre)
            ],
        )


def period_rows(now: OpeningNow) -> list[tuple[OpeningPeriod, list[opening_page.Row]]]:
    """Periods that are not over, each with its week."""
    known = [*now.hours.periods, *(period for offering in now.offerings for period in offering.own.periods)]
    weeks = {period.key: opening_page.week_rows(period.lines) for period in known}
    rows = OpeningPeriod.objects.filter(centre=now.centre, withdrawn_at=None, ends_on__gte=now.today)
    return [(row, weeks.get(row.pk, [])) for row in rows.select_related("offering").order_by("starts_on")]


def colleague_rows(user: Any, centre: Centre) -> list[tuple[Consultation, bool]]:
    """The consultation hours of everybody, each with whether this person may change them."""
    return [(row, can_set_consultation_hours(user, row.staff)) for row in consultation_rows(user, centre)]


class CentreFormView(RolePermissionMixin, ActionFormView):
    """A form about one of the person's own centres, or about an offer of it; afterwards back to its hours."""

    permission_required = "counselling.change_opening"
    template_name = "counselling/opening_form.html"
    heading: Any = ""

    @cached_property
    def centre(self) -> Centre:
        return get_object_or_404(Centre.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def offering(self) -> Offering | None:
        """Whose hours: the phone's or a service's if the address names one, otherwise the door's."""
        key = self.kwargs.get("offering")
        return get_object_or_404(Offering, centre=self.centre, pk=key) if key else None

    @cached_property
    def now(self) -> OpeningNow:
        return opening_now(self.centre)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": self.now.today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            centre=self.centre,
            offering=self.offering,
            opening_now=self.now,
            back_url=here(self.centre),
            heading=self.heading,
        )

    def get_success_url(self) -> str:
        return here(self.centre)


class OpeningCloseTodayView(CentreFormView):
    """Second of two clicks: a reason, and the door is shut in every language at once."""

    permission_required = "counselling.close_today"
    form_class = OpeningCloseTodayForm
    template_name = "counselling/opening_close_today.html"
    extra_context = {"confirm_label": _("Closed today")}
    success_message = _("The portal says now: closed today. You can take that back here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return ActionFormView.get_form_kwargs(self)

    def perform(self, form: OpeningCloseTodayForm) -> OpeningException:
        moment = timezone.localtime()
        return close_on(self.centre, by=self.request.user, **form.closure(moment))


class OpeningCloseView(CentreFormView):
    """``?week=next`` has the next week filled in already."""

    form_class = OpeningCloseForm
    heading = _("Announce a closure")
    success_message = _("The closure is announced.")
    extra_context = {"may_fill_in": True}

    def get_initial(self) -> dict[str, Any]:
        if self.request.GET.get("week") != "next":
            return {}
        monday = self.now.today + (7 - self.now.today.weekday()) * DAY
        return {"starts_on": monday, "ends_on": monday + 4 * DAY}

    def perform(self, form: OpeningCloseForm) -> OpeningException:
        return close_on(self.centre, offering=self.offering, by=self.request.user, **form.cleaned_data)


class OpeningTimesView(CentreFormView):
    form_class = OpeningTimesForm
    heading = _("Announce other times")
    success_message = _("The other times are announced.")

    def perform(self, form: OpeningTimesForm) -> OpeningException:
        return announce_times(self.centre, offering=self.offering, by=self.request.user, **form.cleaned_data)


class WeekFormView(CentreFormView):
    """A form with a week in it, which can be looked at as the public sees it before it holds."""

    template_name = "counselling/opening_week.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        today = self.now.today
        hours = hours_of(self.now.centre, self.offering.pk if self.offering else None)
        lines = [line for line in hours.week if line.valid_until is None or line.valid_until >= today]
        return {**super().get_form_kwargs(), "lines": _newest(lines), "modes": self.modes()}

    def modes(self) -> list[tuple[str, Any]] | None:
        """A phone is answered or not; all other offers are for a door."""
        is_channel = self.offering is not None and self.offering.kind in CHANNELS
        return [("", "–"), (Mode.OPEN.value, _("reachable"))] if is_channel else None

    def form_valid(self, form: Any) -> HttpResponse:
        if "preview" in self.request.POST:
            rows = opening_page.week_rows(tuple(form.lines()))
            return self.render_to_response(self.get_context_data(form=form, preview=rows))
        return super().form_valid(form)


def _newest(lines: list[Line]) -> list[Line]:
    """Of several weeks to come, the last one."""
    newest = max((line.valid_from for line in lines), default=datetime.date.min)
    return sorted(
        (line for line in lines if line.valid_from == newest), key=lambda line: (line.weekday, str(line.opens))
    )


class OpeningWeekView(WeekFormView):
    form_class = OpeningWeekForm
    heading = _("Change the regular week")
    success_message = _("The regular week is changed.")

    def perform(self, form: OpeningWeekForm) -> Centre:
        valid_from = form.cleaned_data["valid_from"]
        fields = {"lines": form.lines(), "valid_from": valid_from, "offering": self.offering}
        return set_regular_week(self.centre, by=self.request.user, **fields)


class OpeningPeriodView(WeekFormView):
    form_class = OpeningPeriodForm
    heading = _("Announce some weeks with other hours")
    success_message = _("The period is announced.")

    def perform(self, form: OpeningPeriodForm) -> OpeningPeriod:
        names = ("starts_on", "ends_on", "kind", "reason", "public_note")
        fields = {name: form.cleaned_data[name] for name in names}
        return announce_period(self.centre, lines=form.lines(), offering=self.offering, by=self.request.user, **fields)


class CentreChannelsView(CentreFormView):
    form_class = CentreChannelsForm
    heading = _("Phone and e-mail")
    success_message = _("This is on the website now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**ActionFormView.get_form_kwargs(self), "instance": self.centre}

    def perform(self, form: CentreChannelsForm) -> Centre:
        return set_channels(self.centre, by=self.request.user, **form.cleaned_data)


class OpeningReopenView(RolePermissionMixin, View):
    """Takes a closure or other times back."""

    permission_required = "counselling.close_today"
    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        own = OpeningException.objects.filter(centre__in=Centre.objects.visible_to(request.user))
        exception = get_object_or_404(own.select_related("centre"), pk=pk)
        if not can_reopen(request.user, exception, timezone.localdate()):
            return self.handle_no_permission()
        reopen(exception, by=request.user)
        messages.success(request, gettext("Taken back: %(what)s.") % {"what": exception})
        return redirect(here(exception.centre))


class OpeningPeriodWithdrawView(RolePermissionMixin, View):
    """Takes a period back."""

    permission_required = "counselling.change_opening"
    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        own = OpeningPeriod.objects.filter(centre__in=Centre.objects.visible_to(request.user))
        period = get_object_or_404(own.select_related("centre"), pk=pk)
        if not can_change_opening(request.user, period.centre):
            return self.handle_no_permission()
        withdraw_period(period, by=request.user)
        messages.success(request, gettext("Taken back: %(what)s.") % {"what": period})
        return redirect(here(period.centre))
