"""Days as people and Excel write them."""

import datetime
import re
from collections.abc import Callable

# Day 1 of Excel is 1 January 1900, and it believes in 29 February 1900.
EXCEL_EPOCH = datetime.date(1899, 12, 30)
DATE = re.compile(r"(\d{1,2})[.\-/\s]+(\d{1,2})[.\-/\s]+(\d{4}|\d{2})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
SERIAL = re.compile(r"\d{4,5}")


def day_of(text: str, *, full_year: Callable[[int], int]) -> datetime.date:
    """The day of "03.07.1990", "3.7.90", "1990-07-03" or Excel's number of a day; ``ValueError`` for anything else.

    ``full_year`` says which year two digits mean.
    """
    text = text.strip()
    if found := ISO_DATE.fullmatch(text):
        return datetime.date(*(int(part) for part in found.groups()))
    if found := DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return datetime.date(full_year(year) if len(found[3]) == 2 else year, month, day)
    if SERIAL.fullmatch(text):
        return EXCEL_EPOCH + datetime.timedelta(days=int(text))
    raise ValueError(text)
