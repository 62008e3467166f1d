"""Decisions about news that need no database."""

import itertools
from collections.abc import Container

from django.utils.text import slugify

# Printed on flyers and read aloud: an umlaut becomes two letters, not one wrong one.
SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
LONGEST = 70


def short_address(title: str, taken: Container[str]) -> str:
    """The last part of the address of a new item: from its headline, with a number if that is taken."""
    base = slugify(title.translate(SPELLED_OUT))[:LONGEST].strip("-") or "meldung"
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(slug for slug in itertools.chain([base], numbered) if slug not in taken)
