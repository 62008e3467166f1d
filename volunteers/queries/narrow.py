"""Narrow answers out of rows that whoever is asking may not read: functions of ``ibs_portal/database/functions.py``."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ibs_portal.accounts.senders import Sender
from ibs_portal.database.identity import errand
from volunteers.models import Programme, TrainingRegistration, TrainingSession
from volunteers.models.match import Card
from volunteers.rules.cohort_figures import Counts


def cards() -> dict[tuple[int, str], Card]:
    """What may be known of the other one, by match and side: with the whole name and ways to reach her if it goes on.

    For whoever is asking: of all matches that she is a side of and that are shown to her or in which she stands in, or
    of the one that her errand names. ``deputy`` is whoever stands in for the companion of the worker who is asking.
    """
    rows = _rows("SELECT match_id, side, given_name, district, name, phone, email, languages FROM volunteers_cards()")
    return {
        (match, side): Card(given_name, district, name, phone, email, tuple(languages))
        for match, side, given_name, district, name, phone, email, languages in rows
    }


@dataclass(frozen=True)
class StandInNames:
    """Of one stand-in that is asked or accepted and not over: first names of all three, and which days."""

    pk: int
    match: int
    volunteer: int
    given_name: str
    district: str
    companion: str
    deputy: str
    starts_on: datetime.date
    ends_on: datetime.date
    is_accepted: bool
    is_mine: bool


def stand_in_names() -> dict[int, StandInNames]:
    """By key: for whoever is asked or stands in, for both sides once it is accepted, or the one the errand names."""
    rows = _rows("SELECT * FROM volunteers_stand_in_names()")
    return {row[0]: StandInNames(*row) for row in rows}


def who_asked(stand_in: int) -> tuple[str, str] | None:
    """Address and language of the coordinator who asked, for the errand that writes the letters of its match."""
    return next(iter(_rows("SELECT email, language FROM volunteers_who_asked(%s)", stand_in)), None)


def places_taken(session: TrainingSession) -> int:
    """How many hold a place. Ask it after locking the session."""
    return _rows("SELECT volunteers_places_taken(%s)", session.pk)[0][0]


def line_of(session: TrainingSession) -> tuple[int, int]:
    """How many hold a place and how many wait. Ask it after locking the session."""
    return lines_of([session])[session.pk]


def lines_of(sessions: Iterable[TrainingSession]) -> dict[int, tuple[int, int]]:
    """As ``line_of``, for several sessions at once, by their keys."""
    keys = [session.pk for session in sessions]
    found = {pk: (taken, waiting) for pk, taken, waiting in _rows("SELECT * FROM volunteers_lines(%s)", keys)}
    return {key: found.get(key, (0, 0)) for key in keys}


def place_in_line(registration: TrainingRegistration) -> int:
    """The place on the waiting list, from 1, of an own registration or the one that the errand names."""
    return _rows("SELECT volunteers_place_in_line(%s)", registration.pk)[0][0]


def faces_shown() -> list[tuple]:
    """Of a get-together: key, first name, badge and table of each of the other side, for the badge of the errand."""
    return _rows("SELECT * FROM volunteers_faces()")


def ticked_by_side(gettogether: int) -> tuple[int, int]:
    """How many volunteers and how many skilled workers have ticked names; for the desk of the programme."""
    return _rows("SELECT * FROM volunteers_ticked(%s)", gettogether)[0]


def is_waiting() -> bool:
    """Whether the skilled worker who is asking waits for a companion."""
    return _rows("SELECT volunteers_am_waiting()")[0][0]


def address_on_file(side: str, programme: Programme) -> str:
    """Whether the e-mail address that the errand names is on file: ``account``, ``desk`` (without one) or nothing.

    What the desk of another programme knows is nothing here.
    """
    return _rows("SELECT volunteers_address_on_file(%s, %s)", side, programme.pk)[0][0]


def is_signup_full(programme: Programme, side: str) -> bool:
    """Whether as many ``volunteer`` or ``worker`` sign-ups wait as the programme takes at a time."""
    return bool(_rows("SELECT volunteers_signup_is_full(%s, %s)", programme.pk, side)[0][0])


def readings_of_me() -> list[tuple[datetime.date, str, int, int]]:
    """Month, role, looks and different people: who else opened the file of the one who is asking."""
    return _rows("SELECT month, role, looks, people FROM volunteers_readings_of_me()")


def kept_from_me() -> list[tuple[str, int]]:
    """Model and number of rows that the desk keeps about the one who is asking, and that her pages do not show."""
    return _rows("SELECT label, number FROM volunteers_kept_from_me()")


def readings_of(person: Any) -> list[tuple[datetime.date, str, int, int]]:
    """The same about somebody of the programmes that the one who is asking leads."""
    return _rows("SELECT month, role, looks, people FROM volunteers_readings_of(%s, %s)", *_file(person))


def held_besides(person: Any) -> list[tuple[str, int]]:
    """Model and number of rows about her that a copy from the desk counts and does not tell."""
    return _rows("SELECT label, number FROM volunteers_held_besides(%s, %s)", *_file(person))


def _file(person: Any) -> tuple[str, int]:
    return person._meta.label, person.pk


def who_writes(email: str) -> Sender | None:
    """The programme in whose name mails about this account go out; nothing for whoever is in none."""
    with errand(email=email.lower()):
        found = _rows("SELECT name, email FROM volunteers_who_writes()")
    return Sender(*found[0]) if found else None


@dataclass(frozen=True)
class CheckedCertificate:
    """What whoever holds the paper may compare it with; no name is in it."""

    initials: str
    since: datetime.date
    until: datetime.date
    minutes: int
    issued_on: datetime.date
    revoked_on: datetime.date | None
    programme: str
    organisation: str
    phone: str
    email: str

    @property
    def is_genuine(self) -> bool:
        return self.revoked_on is None


def certificate_of(code: str) -> CheckedCertificate | None:
    """The certificate with this code, for anybody who knows it."""
    with errand(certificate=code):
        rows = _rows("SELECT * FROM volunteers_certificate_shown()")
    return CheckedCertificate(*rows[0]) if rows else None


def _rows(statement: str, *parameters: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def open_groups() -> list[tuple]:
    """Key, name, focus, when it meets, seats and members of the groups of the own programme."""
    return _rows("SELECT * FROM volunteers_open_groups()")


def group_members() -> list[tuple]:
    """Group and first name of the members of groups that whoever is asking speaks for."""
    return _rows("SELECT * FROM volunteers_spoken_for()")


def group_answers() -> list[tuple]:
    """Date, first name and answer, of the same groups."""
    return _rows("SELECT * FROM volunteers_group_answers()")


def group_checkins() -> list[tuple]:
    """Group, first name and day of the check-ins of the same groups' members that nobody has answered yet."""
    return _rows("SELECT * FROM volunteers_group_checkins()")


def cohort_counts() -> list[Counts]:
    """How many of the cohorts that the partner who is asking sent have a companion; ``told`` says what may leave."""
    return [Counts(*row) for row in _rows("SELECT * FROM volunteers_cohort_figures()")]


def members_written_to() -> list[int]:
    """Keys of the members of the group that the errand names, as far as they may be written to."""
    return [row[0] for row in _rows("SELECT unnest(volunteers_members_written_to())")]
