"""Entries in words: who, as what, what, which row. Never the name of anybody whom a row is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ibs_portal.audit.models import Entry
from ibs_portal.database import roles

# What a request was in the database.
ROLE_WORDS: dict[str, str | Promise] = {
    roles.VISITOR: gettext_lazy("public pages"),
    roles.ERRAND: gettext_lazy("one errand"),
    roles.PUBLIC_DOOR: gettext_lazy("login"),
    roles.STAFF_DOOR: gettext_lazy("login of staff"),
    roles.COUNTER: gettext_lazy("counter"),
    roles.COUNSELLING: gettext_lazy("counselling"),
    roles.PROGRAMME: gettext_lazy("programme"),
    roles.EDITORIAL: gettext_lazy("editors"),
    roles.PARTNER: gettext_lazy("partner"),
    roles.INSPECTION: gettext_lazy("data protection"),
    roles.SETUP: gettext_lazy("set-up"),
    roles.JOBS: gettext_lazy("by itself"),
    "owner": gettext_lazy("operator of the database"),
}
# The second half of a verb; a test looks for verbs without a word.
PARTICIPLES: dict[str, str | Promise] = {
    "accepted": pgettext_lazy("trail", "accepted"),
    "added": pgettext_lazy("trail", "added"),
    "advanced": pgettext_lazy("trail", "one step further"),
    "announced": pgettext_lazy("trail", "announced"),
    "answered": pgettext_lazy("trail", "answered"),
    "approved": pgettext_lazy("trail", "approved"),
    "arrived": pgettext_lazy("trail", "arrived"),
    "assigned": pgettext_lazy("trail", "handed over"),
    "attached": pgettext_lazy("trail", "put into a file"),
    "attended": pgettext_lazy("trail", "attendance noted"),
    "booked": pgettext_lazy("trail", "booked"),
    "begun": pgettext_lazy("trail", "begun"),
    "cancelled": pgettext_lazy("trail", "cancelled"),
    "carried_out": pgettext_lazy("trail", "carried out"),
    "changed": pgettext_lazy("trail", "changed"),
    "channels_set": pgettext_lazy("trail", "phone and e-mail set"),
    "checked": pgettext_lazy("trail", "looked over"),
    "claimed": pgettext_lazy("trail", "taken on"),
    "closed": pgettext_lazy("trail", "closed"),
    "compared": pgettext_lazy("trail", "compared"),
    "confirmed": pgettext_lazy("trail", "confirmed"),
    "copy_handed_out": pgettext_lazy("trail", "copy of the data handed out"),
    "corrected": pgettext_lazy("trail", "corrected"),
    "consultation_set": pgettext_lazy("trail", "consultation hours set"),
    "created": pgettext_lazy("trail", "created"),
    "declined": pgettext_lazy("trail", "declined"),
    "deleted": pgettext_lazy("trail", "deleted"),
    "detached": pgettext_lazy("trail", "taken out of a file"),
    "discarded": pgettext_lazy("trail", "thrown away"),
    "disclosed": pgettext_lazy("trail", "shown to another organisation"),
    "done": pgettext_lazy("trail", "done"),
    "drafted": pgettext_lazy("trail", "drafted"),
    "ended": pgettext_lazy("trail", "ended"),
    "entered": pgettext_lazy("trail", "entered"),
    "erased": pgettext_lazy("trail", "erased"),
    "expired": pgettext_lazy("trail", "run out"),
    "exported": pgettext_lazy("trail", "written into a file"),
    "finished": pgettext_lazy("trail", "finished"),
    "held": pgettext_lazy("trail", "held"),
    "issued": pgettext_lazy("trail", "issued"),
    "joined": pgettext_lazy("trail", "joined"),
    "left": pgettext_lazy("trail", "left"),
    "given": pgettext_lazy("trail", "given"),
    "generated": pgettext_lazy("trail", "generated"),
    "invited": pgettext_lazy("trail", "invited"),
    "listed": pgettext_lazy("trail", "list looked at"),
    "made": pgettext_lazy("trail", "made"),
    "logged": pgettext_lazy("trail", "noted"),
    "marked": pgettext_lazy("trail", "marked"),
    "merge_undone": pgettext_lazy("trail", "merge undone"),
    "merged": pgettext_lazy("trail", "merged"),
    "moved": pgettext_lazy("trail", "moved"),
    "notes_opened": pgettext_lazy("trail", "notes opened with a reason"),
    "offered": pgettext_lazy("trail", "offered"),
    "opened": pgettext_lazy("trail", "opened"),
    "participants_set": pgettext_lazy("trail", "participants chosen"),
    "period_announced": pgettext_lazy("trail", "period announced"),
    "period_withdrawn": pgettext_lazy("trail", "period withdrawn"),
    "requested": pgettext_lazy("trail", "asked for"),
    "revoked": pgettext_lazy("trail", "withdrawn for good"),
    "taken_back": pgettext_lazy("trail", "taken back"),
    "taken_over": pgettext_lazy("trail", "taken over"),
    "uploaded": pgettext_lazy("trail", "uploaded"),
    "times_announced": pgettext_lazy("trail", "other times announced"),
    "told_apart": pgettext_lazy("trail", "told apart"),
    "week_set": pgettext_lazy("trail", "regular week set"),
    "lifted": pgettext_lazy("trail", "lifted"),
    "pair_fixed": pgettext_lazy("trail", "pair fixed"),
    "pair_released": pgettext_lazy("trail", "pair released"),
    "paged": pgettext_lazy("trail", "list turned over"),
    "paused": pgettext_lazy("trail", "paused"),
    "pause_planned": pgettext_lazy("trail", "break planned"),
    "pause_cancelled": pgettext_lazy("trail", "break cancelled"),
    "resumed": pgettext_lazy("trail", "resumed"),
    "postponed": pgettext_lazy("trail", "put off"),
    "prepared": pgettext_lazy("trail", "prepared"),
    "printed": pgettext_lazy("trail", "printed"),
    "published": pgettext_lazy("trail", "published"),
    "rated": pgettext_lazy("trail", "rated"),
    "rebuilt": pgettext_lazy("trail", "counted anew"),
    "reminded": pgettext_lazy("trail", "reminded"),
    "received": pgettext_lazy("trail", "received"),
    "recorded": pgettext_lazy("trail", "recorded"),
    "refused": pgettext_lazy("trail", "access refused"),
    "released": pgettext_lazy("trail", "given back"),
    "renewed": pgettext_lazy("trail", "made new"),
    "reopened": pgettext_lazy("trail", "reopened"),
    "sheet_made": pgettext_lazy("trail", "sheet for the person made"),
    "signed": pgettext_lazy("trail", "signed"),
    "roles_changed": pgettext_lazy("trail", "roles changed"),
    "roles_granted": pgettext_lazy("trail", "roles granted"),
    "saved": pgettext_lazy("trail", "saved"),
    "sent": pgettext_lazy("trail", "sent"),
    "searched": pgettext_lazy("trail", "searched"),
    "second_factor_removed": pgettext_lazy("trail", "second factor removed"),
    "set": pgettext_lazy("trail", "set"),
    "staff_needed_set": pgettext_lazy("trail", "number of colleagues needed set"),
    "settled": pgettext_lazy("trail", "taken care of"),
    "signed_up": pgettext_lazy("trail", "signed up"),
    "signup_expired": pgettext_lazy("trail", "sign-up run out"),
    "trail_viewed": pgettext_lazy("trail", "trail looked at"),
    "undone": pgettext_lazy("trail", "taken back"),
    "updated": pgettext_lazy("trail", "updated"),
    "values_told": pgettext_lazy("trail", "sheet for the person made, with all values"),
    "viewed": pgettext_lazy("trail", "looked at"),
    "rewritten": pgettext_lazy("trail", "written anew"),
    "waiting": pgettext_lazy("trail", "put on the waiting list"),
    "welcomed": pgettext_lazy("trail", "talked to"),
    "withdrawn": pgettext_lazy("trail", "withdrawn"),
}
# Nouns of verbs that are no models.
NOUNS: dict[str, str | Promise] = {
    "account": gettext_lazy("account"),
    "group": gettext_lazy("group"),
    "news": gettext_lazy("news"),
    "opening": gettext_lazy("opening hours"),
    "people": gettext_lazy("people"),
    "series": gettext_lazy("series"),
    "figures": gettext_lazy("figures of the year"),
    "report": gettext_lazy("statistics"),
    "release": gettext_lazy("release from confidentiality"),
    "need": gettext_lazy("need"),
    "qualification": gettext_lazy("qualification"),
    "training_registration": gettext_lazy("invitation to a training"),
    "training_session": gettext_lazy("training day"),
    "worker": gettext_lazy("skilled worker"),
    "group_date": gettext_lazy("group date"),
    "group_request": gettext_lazy("request for a group"),
    "group_visit": gettext_lazy("visit of a group"),
    "bulk_mail": gettext_lazy("mail to several people"),
    "bulk": gettext_lazy("bulk action"),
    "clearance": gettext_lazy("certificate of conduct"),
    "volunteer_note": gettext_lazy("note about a volunteer"),
    "entry": gettext_lazy("trail"),
}


# What a look or a change went over that is no field of the row itself.
BESIDE: dict[str, str | Promise] = {"notes": pgettext_lazy("trail", "with notes")}


@dataclass(frozen=True)
class Line:
    """One entry as a page shows it."""

    at: Any
    who: str
    role: str
    what: str
    kind: str
    row: str
    fields: str
    why: str
    request: str


@cache
def model_nouns() -> dict[str, str | Promise]:
    return {str(model._meta.model_name): model._meta.verbose_name or "" for model in apps.get_models()}


def what(verb: str) -> str:
    """``case.closed`` → "case: closed", in the reader's language."""
    noun, _dot, participle = verb.partition(".")
    words = NOUNS.get(noun) or model_nouns().get(noun) or noun
    return f"{words}: {PARTICIPLES.get(participle, participle)}"


def row_of(entry: Entry) -> str:
    """The kind of row and its number: enough to find it for who may, and nothing for who may not."""
    model = entry.about
    label = str(model._meta.verbose_name) if model else entry.model
    return f"{label} {entry.object_id}" if entry.object_id is not None else label


def fields_of(entry: Entry) -> str:
    """The changed fields as forms call them; names that no longer exist stay as they are."""
    return ", ".join(_field(entry.about, name) for name in entry.fields.split(", ") if name)


def _field(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name
    except (FieldDoesNotExist, AttributeError):
        return str(BESIDE.get(name, name))


def lines_of(entries: Iterable[Entry]) -> list[Line]:
    """In one query for the names of who acted; somebody of another house is an account with a number."""
    found = list(entries)
    keys = {entry.actor_id for entry in found if entry.actor_id}
    names = dict(get_user_model()._base_manager.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return [_line(entry, names) for entry in found]


def _line(entry: Entry, names: dict[int, str]) -> Line:
    who = _("nobody in particular")
    if entry.actor_id:
        who = names.get(entry.actor_id) or _("account %(number)s") % {"number": entry.actor_id}
    return Line(
        at=entry.at,
        who=who,
        role=str(ROLE_WORDS.get(entry.database_role, entry.database_role)),
        what=what(entry.verb),
        kind=str(Entry.Kind(entry.kind).label),
        row=row_of(entry),
        fields=fields_of(entry),
        why=entry.reason,
        request=entry.request_id[:8],
    )
