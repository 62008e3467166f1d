"""The team as the public may see it."""

from dataclasses import dataclass

from counselling.models import Centre, StaffMember
from counselling.queries.consultation import shown_hours
from counselling.queries.opening_page import Row
from ibs_portal.languages import direction, own_name


@dataclass(frozen=True)
class Member:
    job: str
    name: str
    phone: str
    languages: list[dict[str, str]]
    weekdays: list[str]
    hours: list[Row]
    is_present: bool


def team_of_centres() -> list[tuple[Centre, list[Member]]]:
    """Each public centre with the members that are shown; four queries for any number."""
    rows = StaffMember.objects.shown()
    present = set(rows.present_today().values_list("pk", flat=True))
    hours = shown_hours()
    members: dict[int, list[Member]] = {}
    for staff in sorted(rows, key=lambda row: StaffMember.Job.values.index(row.job)):
        members.setdefault(staff.centre_id, []).append(_member(staff, staff.pk in present, hours.get(staff.pk, [])))
    return [(centre, members[centre.pk]) for centre in Centre.objects.public() if centre.pk in members]


def _member(staff: StaffMember, is_present: bool, hours: list[Row]) -> Member:
    return Member(
        job=staff.get_job_display(),
        name=staff.public_name,
        phone=staff.phone if staff.is_phone_public else "",
        languages=[{"code": code, "name": own_name(code), "dir": direction(code)} for code in staff.languages],
        weekdays=staff.weekday_names,
        hours=hours,
        is_present=is_present,
    )
