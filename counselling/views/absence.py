"""Who is in and who is away: the week, entering, changing, coming back, and "I am away today"."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from counselling.actions.absence import change_absence, end_absence, enter_absence
from counselling.forms.absence import AbsenceChangeForm, AbsenceEndForm, AbsenceForm, AbsenceReportForm
from counselling.models import Absence, StaffMember
from counselling.permissions.absence import can_change_absence
from counselling.queries.people import name_of
from counselling.queries.team_week import absence_rows, monday_of, shortages, team_week, week_text
from counselling.rules.hours import DAY
from counselling.views.sheet import Column, SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


def team_of_controller(user: Any) -> Any:
    """The colleagues of the own organisation who work here now, by name, with ``shown_name``."""
    rows = StaffMember.objects.under_the_roof_of(user).filter(controller_id=user.organisation_id, ended_on=None)
    return rows.annotate(shown_name=name_of("user")).order_by("shown_name", "pk")


class AbsenceListView(RolePermissionMixin, SheetMixin, TemplateView):
    """The week of the team, ``?week=2026-W49``, and what is to come."""

    permission_required = "counselling.view_team_week"
    template_name = "counselling/absence_list.html"
    sheet_name = "team"
    sheet_title = _("Who is in")

    @property
    def sheet_columns(self) -> list[Column]:
        """A column for each day of the week that is shown."""
        days = self.days
        cells = [(formats.date_format(day, "D, d.m."), _cell(n)) for n, day in enumerate(days)]
        return [(_("Centre"), "place"), (_("Name"), "name"), (_("Work"), "job"), *cells]

    def sheet_rows(self, context: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {"place": table.place.centre.short_name, "name": row.name, "job": row.job, "cells": row.cells}
            for table in context["tables"]
            for row in table.rows
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        monday = monday_of(self.request.GET.get("week", ""), today)
        days, tables = team_week(user, monday, today)
        self.days = days
        places = [table.place for table in tables]
        return super().get_context_data(
            **kwargs,
            days=days,
            tables=tables,
            today=today,
            monday=monday,
            earlier=week_text(monday - 7 * DAY),
            later=week_text(monday + 7 * DAY),
            absences=absence_rows(user, places, today),
            shortages=shortages(places) if user.has_perm("counselling.change_opening") else [],
        )


def _cell(number: int) -> Callable[[dict[str, Any]], str]:
    return lambda row: row["cells"][number].words


class AbsenceFormMixin(RolePermissionMixin):
    """A form about days away; afterwards the week of its first day."""

    template_name = "counselling/absence_form.html"
    heading: Any = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"team": team_of_controller(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=self.heading, back_url=reverse("counselling:absence_list"), **kwargs)

    def get_success_url(self) -> str:
        return f"{reverse('counselling:absence_list')}?week={week_text(self.object.starts_on)}"


class AbsenceCreateView(AbsenceFormMixin, ActionFormView):
    permission_required = "counselling.plan_absence"
    form_class = AbsenceForm
    heading = _("Enter an absence")
    success_message = _("The absence is entered.")

    def get_initial(self) -> dict[str, Any]:
        me = StaffMember.objects.filter(user=self.request.user).first()
        return {"staff": me, "starts_on": timezone.localdate()}

    def perform(self, form: AbsenceForm) -> Absence:
        return enter_absence(by=self.request.user, **form.cleaned_data)


class OfAbsenceMixin(GuardedRowMixin):
    """A page about one absence that the own organisation keeps."""

    permission_required = "counselling.report_absence"

    def get_rows(self) -> Any:
        user = self.request.user
        return Absence.objects.visible_to(user).of_controller(user).select_related("staff")

    def may_act(self) -> bool:
        return can_change_absence(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = StaffMember.objects.filter(pk=self.row.staff_id).values_list(name_of("user"), flat=True).first()
        return super().get_context_data(row=self.row, name=name, **kwargs)


class AbsenceUpdateView(OfAbsenceMixin, AbsenceFormMixin, ActionFormView):
    form_class = AbsenceChangeForm
    heading = _("Change an absence")
    success_message = _("The absence is changed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return kwargs | {"team": kwargs["team"].exclude(pk=self.row.staff_id)}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("starts_on", "ends_on", "kind", "deputy")}

    def perform(self, form: AbsenceChangeForm) -> Absence:
        return change_absence(self.row, by=self.request.user, **form.cleaned_data)


class AbsenceEndView(OfAbsenceMixin, ActionFormView):
    """Back earlier; before its first day the absence goes altogether."""

    form_class = AbsenceEndForm
    template_name = "counselling/absence_end.html"
    success_message = _("The absence is ended.")
    extra_context = {"confirm_label": _("End the absence")}

    def get_initial(self) -> dict[str, Any]:
        return {"back_on": max(timezone.localdate(), self.row.starts_on)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)

    def perform(self, form: AbsenceEndForm) -> Absence:
        return end_absence(self.row, by=self.request.user, back_on=form.cleaned_data["back_on"])

    def get_success_url(self) -> str:
        return reverse("counselling:absence_list")


class AbsenceReportView(RolePermissionMixin, ActionFormView):
    """Second of two clicks: away oneself from today on. No word about why."""

    permission_required = "counselling.report_absence"
    form_class = AbsenceReportForm
    template_name = "counselling/absence_report.html"
    success_message = _("It is entered that you are away. You can end it here.")
    extra_context = {"confirm_label": _("I am away today")}

    @cached_property
    def me(self) -> StaffMember | None:
        return StaffMember.objects.filter(
            user=self.request.user, controller_id=self.request.user.organisation_id
        ).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.has_permission() and self.me is None:
            raise PermissionDenied(_("Your account has no place in a team."))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)

    def perform(self, form: AbsenceReportForm) -> Absence:
        days = {"starts_on": timezone.localdate(), "ends_on": form.cleaned_data["ends_on"]}
        return enter_absence(self.me, by=self.request.user, kind=Absence.Kind.SHORT_NOTICE, **days)

    def get_success_url(self) -> str:
        return reverse("counselling:absence_list")
