"""Ranges over plain columns, as exclusion constraints need them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """``daterange(first, last, '[]')``; an empty end leaves that side open."""

    function = "daterange"
    output_field = DateRangeField()


class TimeOfDayRange(Func):
    """The span between two times of one day; without times the whole day. PostgreSQL has no range of times.

    The casts let an empty time, which has no type of its own, through the validation of the constraint.
    """

    template = "tsrange(DATE '2000-01-01' + CAST(%(expressions)s AS time), '[)')"
    arg_joiner = " AS time), DATE '2000-01-01' + CAST("
