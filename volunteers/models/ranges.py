"""Ranges over plain columns, as exclusion constraints need them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """``daterange(first, last, '[]')``."""

    function = "daterange"
    output_field = DateRangeField()
