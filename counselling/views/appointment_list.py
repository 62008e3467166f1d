"""Appointments of a day, a week, a file; those that something stands in the way of; the list as a file."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from counselling.permissions.appointment import CHANGE_APPOINTMENT
from counselling.queries.appointments import conflicts, days_of, free_by_staff, of_client, own_staff
from counselling.queries.booking import day_from, value_of
from counselling.rules.hours import DAY
from counselling.rules.opening import local
from counselling.views.appointment import VIEW_APPOINTMENT
from counselling.views.file import FilePageMixin
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.documents.spreadsheet import MEDIA_TYPE, workbook

WEEK = 7


class DaysMixin(RolePermissionMixin):
    """``tag`` is a day, ``ansicht=tag`` shows it alone, else its week; ``person`` is one colleague, else all."""

    permission_required = VIEW_APPOINTMENT

    @cached_property
    def day(self) -> datetime.date:
        found = day_from(self.request.GET.get("tag", ""))
        today = timezone.localdate()
        return found if found and abs((found - today).days) < 800 else today

    @cached_property
    def is_day(self) -> bool:
        return self.request.GET.get("ansicht") == "tag"

    @cached_property
    def first(self) -> datetime.date:
        return self.day if self.is_day else self.day - self.day.weekday() * DAY

    @cached_property
    def staff(self) -> list[Any]:
        return list(own_staff(self.request.user))

    @cached_property
    def person(self) -> int | None:
        wanted = self.request.GET.get("person", "")
        return next((member.pk for member in self.staff if str(member.pk) == wanted), None)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return days_of(self.request.user, self.first, 1 if self.is_day else WEEK, staff=self.person)


class AppointmentListView(DaysMixin, TemplateView):
    template_name = "counselling/appointment_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        step = 1 if self.is_day else WEEK
        return super().get_context_data(
            **kwargs,
            columns=self.by_staff() if self.is_day else self.by_day(),
            day=self.day,
            first=self.first,
            last=self.first + (step - 1) * DAY,
            is_day=self.is_day,
            staff=self.staff,
            person=self.person,
            today=timezone.localdate(),
            before=self.first - step * DAY,
            after=self.first + step * DAY,
            conflicts=len(conflicts(self.request.user)),
            can_change=self.request.user.has_perm(CHANGE_APPOINTMENT),
            count=sum(not row["is_cancelled"] for row in self.rows),
        )

    def by_day(self) -> list[dict[str, Any]]:
        """Monday to Friday, and the weekend if there is something on it."""
        days = [self.first + n * DAY for n in range(WEEK)]
        columns = [{"day": day, "rows": [row for row in self.rows if row["day"] == day]} for day in days]
        return [column for column in columns if column["day"].weekday() < 5 or column["rows"]]

    def by_staff(self) -> list[dict[str, Any]]:
        """A column per colleague, appointments and free times in order."""
        free = free_by_staff(self.request.user, self.day)
        people = [member for member in self.staff if self.person in (None, member.pk)]
        return [
            {"title": member.user.name, "rows": self.column(member.pk, free.get(member.pk, []))} for member in people
        ]

    def column(self, staff: int, free: list[Any]) -> list[dict[str, Any]]:
        own = [row for row in self.rows if row["staff_id"] == staff]
        open_times = [
            {"starts_at": s.start, "is_free": True, "staff_id": staff, "value": value_of(s.start)} for s in free
        ]
        return sorted([*own, *open_times], key=lambda row: row["starts_at"])


class AppointmentExportView(DaysMixin, View):
    """The days shown as an Excel file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        header = [
            _("Day"),
            _("From"),
            _("Until"),
            _("Person"),
            _("With"),
            _("Channel"),
            _("Language"),
            _("State"),
            _("Number"),
        ]
        title = _("Appointments from %(day)s") % {"day": f"{self.first:%d.%m.%Y}"}
        content = workbook(title, header, [_cells(row) for row in self.rows])
        name = f"termine-{self.first:%Y-%m-%d}.xlsx"
        return HttpResponse(content, MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _cells(row: dict[str, Any]) -> list[str]:
    start, end = local(row["starts_at"]), local(row["ends_at"])
    words = (
        row["who"],
        row["staff_name"],
        row["channel_words"],
        row["language_name"],
        row["state_words"],
        row["number"],
    )
    return [f"{start:%d.%m.%Y}", f"{start:%H:%M}", f"{end:%H:%M}", *map(str, words)]


class AppointmentConflictsView(RolePermissionMixin, TemplateView):
    """Somebody is away or the house is closed: each has to be moved or cancelled."""

    permission_required = VIEW_APPOINTMENT
    template_name = "counselling/appointment_conflicts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, rows=conflicts(self.request.user))


class ClientAppointmentsView(FilePageMixin, TemplateView):
    template_name = "counselling/client_appointments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, now = of_client(self.request.user, self.row), timezone.now()
        coming = [row for row in rows if row["is_booked"] and row["starts_at"] > now]
        return super().get_context_data(**kwargs, coming=coming[::-1], past=[row for row in rows if row not in coming])
