"""The waiting times of a report, as rows: this time and the same a year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from counselling.queries.report import Count, Figures
from counselling.rules.waiting import SOON, WEEK, Wait, rough

WAITS = ("wait_enquiry", "wait_appt")


@dataclass(frozen=True)
class WaitRow:
    """``number`` is ``None`` in what leaves the house, where shares are rounded."""

    code: str
    label: str
    number: int | None
    median: float | None
    soon: int | None
    week: int | None
    median_before: float | None
    week_before: int | None


def waiting_words(code: str) -> str:
    return {
        "wait_enquiry": _("From the enquiry to the first contact"),
        "wait_appt": _("From booking to the appointment"),
    }[code]


def waiting_rows(now: Figures, before: Figures, *, for_outside: bool = False) -> Sequence[WaitRow]:
    """Only what there is; for outside only where enough people waited."""
    pairs = ((code, wait_of(now.get(code, {})), wait_of(before.get(code, {}))) for code in WAITS)
    return [
        _row(code, one, two, for_outside)
        for code, one, two in pairs
        if (one.may_leave if for_outside else one.number or two.number)
    ]


def wait_of(values: Mapping[str, Count]) -> Wait:
    return Wait({int(value): count.number for value, count in values.items() if count.number})


def _row(code: str, now: Wait, before: Wait, for_outside: bool) -> WaitRow:
    share = rough if for_outside else _whole
    known = before if before.may_leave or not for_outside else Wait({})
    return WaitRow(
        code,
        waiting_words(code),
        None if for_outside else now.number,
        now.median,
        share(now.within(SOON)),
        share(now.within(WEEK)),
        known.median,
        share(known.within(WEEK)),
    )


def _whole(percent: float | None) -> int | None:
    return None if percent is None else round(percent)
