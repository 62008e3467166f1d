"""The course of one volunteer: each step with its reason, and what else was done about her, out of the trail."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from ibs_portal.audit.wording import fields_of, what
from volunteers.models import StatusChange, Volunteer

# On the page of the volunteer; all of them stand on a page of their own.
SHOWN, MOST = 8, 300
# Told by the steps themselves, with more words.
STEP = "volunteer.advanced"
COLUMNS = ("moment", "told", "row_kind", "names", "why", "who", "who_name")


@dataclass(frozen=True)
class Line:
    """One line: when, who, what, and why or which fields."""

    at: datetime.datetime
    who: str
    what: str
    more: str = ""
    is_step: bool = False


def course_of(volunteer: Volunteer, user: Any, *, limit: int = MOST) -> list[Line]:
    """The newest first; at most ``limit`` + 1 lines, so that the page knows whether there are more. One query."""
    acts = Entry.objects.visible_to(user).acts().of_file(volunteer).exclude(verb=STEP).order_by()
    acts = _told(acts, moment=F("at"), told=F("verb"), row_kind=F("model"), names=F("fields"), who="actor_id")
    steps = StatusChange.objects.visible_to(user).filter(volunteer=volunteer).order_by()
    steps = _told(
        steps.annotate(why=Concat("reason", Cast("until", CharField()), output_field=CharField())),
        moment=F("changed_at"),
        told=Value(STEP, CharField()),
        row_kind=Value("", CharField()),
        names=Concat("before", Value(">"), "after", output_field=CharField()),
        who="by_id",
    )
    found = acts.annotate(why=Value("", CharField())).values_list(*COLUMNS).union(steps.values_list(*COLUMNS), all=True)
    return [_line(volunteer, *row) for row in found.order_by("-moment")[: limit + 1]]


def _told(rows: Any, *, who: str, **columns: Any) -> Any:
    """A join would drop what was done by somebody whose account is not of this house any more."""
    name = User.objects.filter(pk=OuterRef(who)).values("name")
    return rows.annotate(**columns, who=F(who), who_name=Subquery(name))


def _line(
    volunteer: Volunteer, at: datetime.datetime, told: str, kind: str, names: str, why: str, key: int, name: str | None
) -> Line:
    who = _who(volunteer, key, name)
    if told != STEP:
        return Line(at, who, what(told), fields_of(Entry(model=kind, fields=names)))
    status = dict(Volunteer.Status.choices)
    words = " → ".join(str(status.get(code, code)) for code in names.split(">"))
    return Line(at, who, words, _why(why or ""), is_step=True)


def _why(code: str) -> str:
    if day := parse_date(code):
        return _("until %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
    return str(dict(Volunteer.EndReason.choices).get(code, code))


def _who(volunteer: Volunteer, key: int | None, name: str | None) -> str:
    if key is None:
        return _("by itself")
    if key == volunteer.user_id:
        return _("herself or himself")
    return name or _("account %(number)s") % {"number": key}
