"""Ranges over plain columns, as exclusion constraints need them."""

from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
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


class MomentRange(Func):
    """``tstzrange(start, end)``: from the beginning up to, not including, the end."""

    function = "tstzrange"
    output_field = DateTimeRangeField()
