"""Everything about the volunteer or skilled worker who is asking, for her own eyes (Art. 15 GDPR)."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.roles import ROLES
from ibs_portal.database import access
from ibs_portal.privacy.declaration import Subject, declaration_of
from ibs_portal.privacy.holdings import Holding, holdings_of
from ibs_portal.privacy.values import Told, told_rows
from volunteers.models import Erasure, SkilledWorker, TrainingSession, Volunteer
from volunteers.models.match import DESK_ONLY
from volunteers.queries.narrow import kept_from_me, readings_of_me

# What a kind of row is for the person; a later model is called by its own name until it has a line here.
KINDS: dict[str, Promise] = {
    "volunteers.Volunteer": _("Your details"),
    "volunteers.SkilledWorker": _("Your details"),
    "volunteers.VolunteerLanguage": _("Your languages"),
    "volunteers.WorkerLanguage": _("Your languages"),
    "volunteers.VolunteerOffer": _("What you like to do"),
    "volunteers.Consent": _("What you agreed to"),
    "volunteers.WorkerConsent": _("What you agreed to"),
    "volunteers.GroupMembership": _("Your groups"),
    "volunteers.CompanionGroup": _("Groups that you speak for"),
    "volunteers.TrainingRegistration": _("Trainings you were invited to"),
    "volunteers.QualificationGrant": _("What you are qualified for"),
    "volunteers.Certificate": _("Your certificates"),
    "volunteers.Match": _("Your companionships"),
    "volunteers.Match:desk": _("What the coordination noted of your companionships, such as why one ended"),
    "volunteers.MatchPause": _("Breaks of your companionships"),
    "volunteers.Meeting": _("Your meetings"),
    "volunteers.MeetingNote": _("Your notes on meetings"),
    "volunteers.MeetingFeedback": _("How meetings were for you"),
    "volunteers.CheckIn": _("Your answers to our questions"),
    "volunteers.VolunteerNote": _("Notes of the coordination about you"),
    "volunteers.MatchNeed": _("Your wish for a companion, with a note of the coordination"),
    "volunteers.PairExclusion": _("With whom you are not to be brought together"),
    "volunteers.MatchingProposal": _("Proposals that were worked out and not decided"),
    "volunteers.GroupRequest": _("Groups that you wanted to join"),
    "volunteers.GroupVisit": _("Dates of your group"),
    "volunteers.BulkMailRecipient": _("Mails to several people that also went to you"),
    "volunteers.Participant": _("Get-togethers that you were invited to"),
    "volunteers.Tick": _("Whom you ticked at a get-together"),
    "volunteers.ProposedPair": _("Pairs that came out of a get-together"),
    "volunteers.StandIn": _("Where you stood in, or somebody stood in for you"),
    "volunteers.StatusChange": _("Your steps in the programme"),
    "volunteers.ClearanceCheck": _("That your certificate of conduct was seen"),
    "volunteers.VolunteerAbsence": _("Days on which you are away"),
    "volunteers.WorkerAbsence": _("Days on which you are away"),
    "volunteers.CalendarFeed": _("That you have a secret address for your calendar"),
    "volunteers.NeedHelp": _("What you would like help with"),
    "volunteers.Erasure": _("That your data are to be deleted"),
}
FORMER = _("somebody who worked here")
# Why a match was thought to fit is kept as codes, the paper of a certificate as data: the pages and the paper say it.
DERIVED = ("reasons", "content")
# Why it ended may be the other one's word, which is the coordination's alone; that it is kept is told.
WITHHELD = {"volunteers.Match": DESK_ONLY}
Person = Volunteer | SkilledWorker


@dataclass(frozen=True)
class Section:
    """Rows of one kind."""

    title: Any
    rows: list[Told]


@dataclass(frozen=True)
class Looks:
    """How often people of one role opened the file in a month."""

    month: datetime.date
    role: Any
    looks: int
    people: int


@dataclass(frozen=True)
class MyData:
    person: Any
    sections: list[Section]
    kept_back: list[tuple[Any, int]]
    looks: list[Looks]
    erasure: Erasure | None
    # Handed out by the desk: what it wrote about her is in it.
    is_from_desk: bool = False

    @property
    def programme(self) -> Any:
        return self.person.programme


def person_of(user: Any) -> Person | None:
    """The volunteer or skilled worker whose account this is."""
    rows = (Volunteer.objects, SkilledWorker.objects)
    found = (r.filter(user=user).select_related("programme__organisation").first() for r in rows)
    return next((person for person in found if person is not None), None)


def my_data(user: Any, person: Person) -> MyData:
    """Asked as the person herself: what the database does not show her is counted."""
    parts = [(h, _rows(user, h, person)) for h in readable_holdings(type(person), user.database_role)]
    told = told_rows(parts, derived=DERIVED, withheld=WITHHELD, named_from=named_from)
    kept = [(KINDS.get(label, label), number) for label, number in kept_from_me()]
    return MyData(person, sections_of(told), kept, looks_of(readings_of_me()), open_erasure(user))


def sections_of(told: list[Told]) -> list[Section]:
    return [Section(kind_words(h), list(rows)) for h, rows in groupby(told, key=lambda row: row.holding)]


def looks_of(readings: list[Any]) -> list[Looks]:
    return [Looks(month, _role(role), looks, people) for month, role, looks, people in readings]


def readable_holdings(model: type[Model], role: str) -> list[Holding]:
    """Those that a role of the database may read at all; the others are counted by ``kept_from_me``."""
    grants = access.grants()
    return [h for h in holdings_of(model) if "r" in grants[h.model._meta.db_table][role]]


def named_from(model: type[Model]) -> Any:
    """Things such as topics and trainings are named; linked people are not: they are not the person's own data."""
    if model._meta.app_label != "volunteers" or declaration_of(model).subject is not Subject.NOBODY:
        return None
    rows = model._base_manager.all()
    return rows.select_related("training") if model is TrainingSession else rows


def open_erasure(user: Any) -> Erasure | None:
    return Erasure.objects.own_of(user).open().first()


def kind_words(holding: Holding) -> Any:
    return KINDS.get(holding.label, holding.model._meta.verbose_name_plural)


def _rows(user: Any, holding: Holding, person: Person) -> Any:
    """Own rows; where the way to the person leads through rows that she may not read, the policies alone decide."""
    rows: Any = holding.model._default_manager
    rows = rows.visible_to(user)
    is_direct = all("__" not in lookup for lookup in holding.lookups)
    return (rows.filter(holding.of(person)) if is_direct else rows).order_by()


def _role(code: str) -> Any:
    return ROLES[code].label if code in ROLES else FORMER
