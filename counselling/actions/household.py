"""Households: people join, with a file or without a name, and leave."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Client, Household, HouseholdMember
from counselling.rules.household import check_birth_year, check_joined, check_left
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record

REFERENCE = HouseholdMember.Relation.REFERENCE


@transaction.atomic
def add_member(
    client: Client,
    *,
    by: User,
    relation: str,
    joined_on: datetime.date,
    birth_year: int | None = None,
    is_co_advised: bool = False,
) -> HouseholdMember:
    """Somebody without a file, and without a name: counted if she is advised along."""
    (client,) = _locked(by, client)
    check_joined(joined_on, today=timezone.localdate())
    check_birth_year(birth_year, today=timezone.localdate())
    member = HouseholdMember(household=_household_of(client, by, joined_on), controller_id=client.controller_id)
    member.relation, member.joined_on = relation, joined_on
    member.birth_year, member.is_co_advised = birth_year, is_co_advised
    return _saved(member, "household.joined", client, by)


@transaction.atomic
def link_file(client: Client, *, by: User, other: Client, relation: str, joined_on: datetime.date) -> HouseholdMember:
    """Brings the household of one file and another file together; ``relation`` is that of the other person.

    ``ValidationError`` if both live in households already: one has to leave hers first.
    """
    client, other = _locked(by, client, other)
    check_joined(joined_on, today=timezone.localdate())
    if client.pk == other.pk:
        raise ValidationError({"other": _("This is the same file.")}, code="same")
    theirs, ours = _membership(other), _membership(client)
    if theirs and ours:
        is_same = theirs.household_id == ours.household_id
        message = _("Both live in this household already.") if is_same else _("This person lives in another household.")
        raise ValidationError({"other": message}, code="taken")
    if theirs:
        household, newcomer = theirs.household, client
    else:
        household, newcomer = _household_of(client, by, joined_on), other
    member = HouseholdMember(household=household, controller_id=client.controller_id, client=newcomer)
    member.relation, member.joined_on = relation, joined_on
    return _saved(member, "household.joined", newcomer, by)


@transaction.atomic
def change_member(
    member: HouseholdMember, *, by: User, relation: str, birth_year: int | None = None, is_co_advised: bool = False
) -> HouseholdMember:
    """Corrects what is known of a member; of people with a file only how they belong."""
    member = _locked_member(member, by)
    member.relation = relation
    if member.client_id is None:
        check_birth_year(birth_year, today=timezone.localdate())
        member.birth_year, member.is_co_advised = birth_year, is_co_advised
    return _saved(member, "household.changed", member, by)


@transaction.atomic
def leave_household(member: HouseholdMember, *, by: User, ended_on: datetime.date) -> HouseholdMember:
    """The person lives there no longer; that she did stays in the file. Twice is as good as once."""
    member = _locked_member(member, by)
    if member.ended_on is None:
        check_left(member.joined_on, ended_on, today=timezone.localdate())
        member.ended_on = ended_on
        _saved(member, "household.left", member, by)
    return member


def _locked(by: User, *clients: Client) -> list[Client]:
    """The clients anew, locked in one order for everybody."""
    keys = {client.pk for client in clients}
    rows = {row.pk: row for row in Client.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    check_one_controller(by.organisation_id, *rows.values())
    return [rows[client.pk] for client in clients]


def _locked_member(member: HouseholdMember, by: User) -> HouseholdMember:
    member = HouseholdMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    check_one_controller(by.organisation_id, member)
    return member


def _membership(client: Client) -> HouseholdMember | None:
    return HouseholdMember.objects.current().filter(client=client).select_related("household").first()


def _household_of(client: Client, by: User, since: datetime.date) -> Household:
    """The one the client lives in; else a new one, of which she is the reference person."""
    if found := _membership(client):
        return found.household
    household = Household.objects.create(controller_id=client.controller_id, created_by=by)
    first = HouseholdMember(household=household, controller_id=client.controller_id, client=client, joined_on=since)
    first.relation = REFERENCE
    first.save()
    return household


def _saved(member: HouseholdMember, verb: str, about: Model, by: User) -> HouseholdMember:
    member.full_clean()
    member.save()
    record(verb, about, by=by)
    return member
