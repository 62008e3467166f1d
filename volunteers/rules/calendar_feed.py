"""The secret address of a personal calendar, and what stands in such a calendar."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum

# 192 bits: nobody guesses it, so a plain hash is enough to keep.
SECRET_BYTES = 24


class Kind(StrEnum):
    """Where an entry comes from."""

    TRAINING = "training"
    GROUP = "group"
    GET_TOGETHER = "gettogether"
    MEETING = "meeting"


@dataclass(frozen=True)
class Entry:
    """What a calendar learns of one date: when and where, and never who else.

    A meeting that was noted has a day and a length but no place on the clock: ``starts_at`` is when its day begins.
    """

    kind: Kind
    key: int
    title: str
    place: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    minutes: int
    is_certain: bool
    is_cancelled: bool
    revision: int
    changed_at: datetime.datetime


@dataclass(frozen=True)
class Feed:
    """The language of its owner, what the calendar is called, and its dates."""

    language: str
    programme: str
    entries: tuple[Entry, ...]


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(secret: str) -> str:
    """What is kept of an address."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
