"""What the client file shows: its course, newest first, in one query, and what comes next."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import (
    Case,
    CaseEvent,
    Channel,
    Client,
    Contact,
    ContactNote,
    EndReason,
    FollowUp,
    NoteAddendum,
    Outcome,
)
from counselling.models.answers import AnyOf
from counselling.queries.counter import topic_labels
from counselling.queries.people import name_of
from counselling.queries.residence import with_residence
from counselling.rules.contact import can_be_corrected, can_be_rewritten
from ibs_portal.database.composed import composed_once
from ibs_portal.languages import language_label
from ibs_portal.privacy.sealed_line import line_of, with_words
from ibs_portal.privacy.sealed_text import opened_from
from ibs_portal.ui.templatetags.cheap import date

ENTRIES = 25
CONTACT, EVENT, FOLLOWUP = 3, 2, 1
Cursor = tuple[datetime.datetime, int, int]
Words = tuple[str, str, str, str]


@dataclass(frozen=True)
class Entry:
    """One step of the course; ``facts`` is the small line above, ``text`` what there is to read."""

    # When it was, in the words that the page needs, made once: a course has dozens of moments.
    stamp: str
    weekday: str
    day: str
    clock: str
    title: str
    facts: str
    text: str = ""
    is_key: bool = False
    has_hidden_note: bool = False
    # Additions to the note: their day, and what. For contacts that the reader entered herself, what she may do.
    addenda: tuple[dict[str, Any], ...] = ()
    own: dict[str, Any] | None = None


def course(user: Any, client: Client, *, before: Cursor | None = None) -> tuple[list[Entry], Cursor | None]:
    """Contacts with notes, turns of cases and finished follow-ups; with the cursor of what is older."""
    found = _steps(user, client.pk, *((before[0], str(before[1]), before[2]) if before else ()))
    shown = found[:ENTRIES]
    older = shown[-1][:3] if len(found) > ENTRIES else None
    return [MAKERS[rank](_in_words(moment), payload) for moment, rank, _row, payload in shown], older


def _in_words(at: datetime.datetime) -> Words:
    local = timezone.localtime(at)
    return local.isoformat(), date(local, "D, d.m.Y"), f"{local:%d.%m.%Y}", f"{local.hour}:{local:%M}"


@composed_once
def shown_file(user: Any, client: int) -> Any:
    """The client with everything that the head and the facts of the page show."""
    rows = Client.objects.with_file_shown_to(user).select_related("controller", "centre")
    return with_residence(rows, user).filter(pk=client)


@composed_once
def cases_of(user: Any, client: int) -> Any:
    rows = Case.objects.visible_to(user).filter(client=client)
    return rows.annotate(owner_name=name_of("owner"), deputy_name=name_of("deputy"))


RANKS = (CONTACT, EVENT, FOLLOWUP)


@composed_once
def _steps(user: Any, client: int, *before: Any) -> Any:
    """The rank of the border comes as words: each of the three makes a statement of its own."""
    parts = [_contacts(user, client), _events(user, client), _followups(user, client)]
    if before:
        moment, border, row = before
        parts = [part.filter(_older((moment, int(border), row), rank)) for part, rank in zip(parts, RANKS, strict=True)]
    # Each kind gives its newest ones, so that the database makes no words of what lies far back.
    newest = [part.order_by("-moment", "-row")[: ENTRIES + 1] for part in parts]
    rows = [part.values_list("moment", "rank", "row", "payload") for part in newest]
    return rows[0].union(*rows[1:], all=True).order_by("-moment", "-rank", "-row")[: ENTRIES + 1]


def _older(before: Cursor, rank: int) -> Q:
    moment, border, row = before
    if rank > border:
        return Q(moment__lt=moment)
    same = Q(moment=moment, pk__lt=row) if rank == border else Q(moment=moment)
    return Q(moment__lt=moment) | same


def _ranked(rows: Any, rank: int, moment: str, payload: JSONObject) -> Any:
    return rows.annotate(
        moment=F(moment), rank=Value(rank, output_field=IntegerField()), row=F("pk"), payload=payload
    ).order_by()


def _contacts(user: Any, client: int) -> Any:
    note = ContactNote.objects.visible_to(user).filter(contact=OuterRef("pk"))
    addenda = NoteAddendum.objects.visible_to(user).filter(note__contact=OuterRef("pk")).order_by("created_at", "pk")
    own = models.Case(When(by=user.pk, then=F("pk")), default=None)
    payload = JSONObject(
        minutes="minutes",
        channel="channel",
        language="language",
        outcome="outcome",
        by=name_of("by"),
        topics=topic_labels(),
        note=Subquery(note.values(said=JSONObject(at="created_at", text="text", bound_to="token"))[:1]),
        addenda=ArraySubquery(addenda.values(said=JSONObject(at="created_at", text="text", bound_to="token"))),
        own=own,
        created_at="created_at",
        was_attached=Q(attached_at__isnull=False),
        # That there is a note everybody may know who reads the file; the database says so of notes one may not read.
        has_note=AnyOf("pk", "counselling_contacts_with_note", Value(client)),
    )
    return _ranked(Contact.objects.visible_to(user).filter(client=client), CONTACT, "at", payload)


def _events(user: Any, client: int) -> Any:
    payload = JSONObject(
        kind="kind", by=name_of("by"), end_reason="end_reason", text="text", bound_to="token", number="case__number"
    )
    return _ranked(CaseEvent.objects.visible_to(user).filter(client=client), EVENT, "at", payload)


def _followups(user: Any, client: int) -> Any:
    payload = JSONObject(text="text", bound_to="token", result="result", by=name_of("done_by"))
    rows = FollowUp.objects.visible_to(user).filter(client=client, done_at__isnull=False)
    return _ranked(rows, FOLLOWUP, "done_at", payload)


def _contact_entry(when: Words, row: dict[str, Any]) -> Entry:
    minutes = ngettext("%(count)s minute", "%(count)s minutes", row["minutes"]) % {"count": row["minutes"]}
    facts = [str(Channel(row["channel"]).label), minutes, language_label(row["language"]), row["by"]]
    if row["outcome"] != Outcome.DONE:
        facts.append(str(Outcome(row["outcome"]).label))
    return Entry(
        *when,
        ", ".join(row["topics"]) or _("Contact"),
        ", ".join(filter(None, facts)),
        str(opened_from(ContactNote, "text", row["note"]["text"], row["note"]["bound_to"])) if row["note"] else "",
        is_key=True,
        has_hidden_note=bool(row["has_note"] and not row["note"]),
        addenda=tuple(_addendum(said) for said in row["addenda"]),
        own=_own(row),
    )


def _addendum(said: dict[str, Any]) -> dict[str, Any]:
    text = str(opened_from(NoteAddendum, "text", said["text"], said["bound_to"]))
    return {"day": f"{_moment(said['at']):%d.%m.%Y}", "text": text}


def _own(row: dict[str, Any]) -> dict[str, Any] | None:
    """What who entered the contact may still do with it."""
    if row["own"] is None:
        return None
    now = timezone.now()
    return {
        "pk": row["own"],
        "can_correct": can_be_corrected(_moment(row["created_at"]), now=now),
        "can_rewrite": bool(row["note"]) and can_be_rewritten(_moment(row["note"]["at"]), now=now),
        "was_attached": row["was_attached"],
    }


def _moment(text: str) -> datetime.datetime:
    """A moment out of JSON, in local time."""
    return timezone.localtime(datetime.datetime.fromisoformat(text))


def _event_entry(when: Words, row: dict[str, Any]) -> Entry:
    reason = str(EndReason(row["end_reason"]).label) if row["end_reason"] else ""
    facts = ", ".join(filter(None, [row["number"], row["by"]]))
    title = f"{CaseEvent.Kind(row['kind']).label}{': ' if reason else ''}{reason}"
    return Entry(*when, title, facts, _line(CaseEvent, row))


def _followup_entry(when: Words, row: dict[str, Any]) -> Entry:
    result = FollowUp.Result(row["result"]).label
    return Entry(*when, _("Follow-up %(result)s") % {"result": result}, row["by"], _line(FollowUp, row))


def _line(model: Any, row: dict[str, Any]) -> str:
    return line_of(model, "text", row["text"], row["bound_to"])


MAKERS = {CONTACT: _contact_entry, EVENT: _event_entry, FOLLOWUP: _followup_entry}


def cursor_text(cursor: Cursor | None) -> str:
    """A cursor for an address; ``cursor_from`` reads it."""
    return f"{cursor[0].timestamp():.6f}_{cursor[1]}_{cursor[2]}" if cursor else ""


def cursor_from(text: str) -> Cursor | None:
    """``None`` for anything that is no cursor, so that a mangled address shows the newest entries."""
    try:
        moment, rank, row = text.split("_")
        return datetime.datetime.fromtimestamp(float(moment), tz=datetime.UTC), int(rank), int(row[:18])
    except (ValueError, OverflowError, OSError):
        return None


def next_steps(user: Any, client: Client) -> list[dict[str, Any]]:
    """Open follow-ups of a client, the most urgent first, with the words of their day."""
    today = timezone.localdate()
    found = with_words(FollowUp, _open_followups(user, client.pk), "text")
    return [row | {"is_late": row["due_on"] < today, "is_due": row["due_on"] == today} for row in found]


@composed_once
def _open_followups(user: Any, client: int) -> Any:
    rows = FollowUp.objects.visible_to(user).open().filter(client=client)
    return rows.order_by("due_on", "pk").values("pk", "due_on", "text", "token", assigned_name=name_of("assigned_to"))
