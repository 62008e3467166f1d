"""Which second language stands on a sheet of paper beside German."""

from collections.abc import Collection, Sequence

GERMAN = "de"


def second_language(spoken: Sequence[str], offered: Collection[str], *, wanted: str = "") -> str:
    """The language asked for if it is offered, else the one the person speaks best of those offered.

    ``""`` is German alone: for whoever speaks German best, or nothing that is offered.
    """
    if wanted in offered:
        return "" if wanted == GERMAN else wanted
    best = next((code for code in spoken if code in offered), "")
    return "" if best == GERMAN else best
