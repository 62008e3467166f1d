"""Conflicts of the hours in words, for those who keep them."""

import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import Appointment
from counselling.queries.opening import OpeningNow
from counselling.rules import conflicts as rules
from counselling.rules.hours import DAY
from counselling.rules.opening import aware, local


def conflict_words(user: Any, now: OpeningNow) -> list[dict[str, Any]]:
    """Each with its day and a sentence that says what holds; one query, for appointments that may be seen."""
    first = aware(datetime.datetime.combine(now.today, datetime.time()))
    rows = Appointment.objects.visible_to(user).live().filter(centre=now.centre.pk)
    booked = rows.between(first, first + rules.HORIZON * DAY).values_list("starts_at", flat=True)
    found = rules.conflicts(now.hours, [local(moment) for moment in booked], now.today)
    return [{"day": formats.date_format(conflict.first, "D, d.m.Y"), "text": _words(conflict)} for conflict in found]


def _words(conflict: rules.Conflict) -> str:
    if conflict.kind == rules.OPEN_ON_HOLIDAY:
        return _("Public holiday (%(name)s), but times are announced: the times hold.") % {"name": conflict.what}
    if conflict.kind == rules.HOLIDAY_IN_PERIOD:
        return _("Public holiday (%(name)s) in announced weeks: closed on that day.") % {"name": conflict.what}
    if conflict.kind == rules.TIMES_AND_CLOSURE:
        return _("A closure and other times are announced for the same time: the closure holds.")
    number = int(conflict.what)
    words = ngettext("%(count)s appointment although closed.", "%(count)s appointments although closed.", number)
    return words % {"count": number}
