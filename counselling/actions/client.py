"""Client files: made, changed, opened. Each leaves a trace without a word of the content."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.finding import write_keys
from counselling.actions.numbering import next_number
from counselling.models import Centre, Client, ClientName, Disclosure, NumberSeries
from counselling.queries.clients import names_of
from counselling.rules.birth import check_birth, rounded
from counselling.rules.case import file_number
from counselling.rules.naming import WrittenName, check_names, script_of, search_key, sort_key
from counselling.rules.ownership import check_one_controller
from counselling.rules.reach import check_ways
from counselling.rules.speech import LEVELS, UNASKED, best_first, check_one_level, kept_levels, without_level
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record, record_reading

WAYS = ("safe_ways", "unsafe_ways", "preferred_way")
FACTS = (
    "birth_date",
    "birth_precision",
    "gender",
    "languages",
    *LEVELS,
    "needs_interpreter",
    "nationality",
    "phone",
    "email",
    "street",
    "postcode",
    "town",
    *WAYS,
    "preferred_time",
    "is_address_unsafe",
    "reach_note",
)


@transaction.atomic
def create_client(*, by: User, centre: Centre, names: Sequence[WrittenName], **facts: Any) -> Client:
    """A new file of the person's own organisation, with a number and at least one name."""
    controller_id = check_one_controller(by.organisation_id, by)
    check_names(names)
    client = Client(controller_id=controller_id, centre=centre, created_by=by)
    _set_facts(client, facts)
    client.file_number = file_number(next_number(NumberSeries.Kind.CLIENT, by=by))
    client.full_clean()
    client.save()
    _write_names(client, names)
    write_keys([client], by=by)
    record("client.created", client, by=by)
    return client


@transaction.atomic
def change_client(
    client: Client, *, by: User, version: int, names: Sequence[WrittenName] | None = None, **facts: Any
) -> Client:
    """Changes facts and names; refused with the code ``conflict`` if somebody else changed the file meanwhile.

    ``version`` is the one that the person saw. ``names`` replace all names; ``None`` leaves them alone.
    """
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    check_one_controller(by.organisation_id, client)
    if client.merged_into_id is not None:
        raise ValidationError(_("This file has been merged into another one. Please change that one."), code="merged")
    if client.version != version:
        raise ValidationError(_("Somebody else has changed this file in the meantime."), code="conflict")
    changed = _set_facts(client, facts)
    if names is not None and list(names) != names_of(client):
        check_names(names)
        _write_names(client, names)
        changed.append("names")
    if changed:
        client.version += 1
        client.full_clean()
        client.save()
        write_keys([client], by=by)
        record("client.changed", client, by=by, fields=changed)
    return client


@transaction.atomic
def open_client_file(client: Client, *, by: User, with_notes: bool = False) -> Client:
    """Notes that this person opened the file, in the transaction of the page: no trace, no page."""
    is_shown = client.controller_id != by.organisation_id and Disclosure.objects.shown_to(by).filter(client=client)
    if not is_shown:
        check_one_controller(by.organisation_id, client)
    reason = "disclosure" if is_shown else ""
    record_reading(client, what="client.viewed", by=by, fields=["notes"] if with_notes else [], reason=reason)
    return client


def _set_facts(client: Client, facts: dict[str, Any]) -> list[str]:
    """Sets what is given and returns the names of what differs."""
    facts = {name: value for name, value in facts.items() if name in FACTS}
    if "birth_precision" in facts:
        check_birth(facts.get("birth_date"), facts["birth_precision"], today=timezone.localdate())
        facts["birth_date"] = rounded(facts.get("birth_date"), facts["birth_precision"])
    _set_languages(client, facts)
    if set(WAYS) & facts.keys():
        check_ways(*(facts.get(name, getattr(client, name)) for name in WAYS))
    changed = [name for name, value in facts.items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, facts[name])
    return changed


def _set_languages(client: Client, facts: dict[str, Any]) -> None:
    """``languages`` is the whole list, the best first; levels of languages that are gone go with them."""
    if not {UNASKED, *LEVELS} & facts.keys():
        return
    levels = {name: list(facts.get(name, getattr(client, name))) for name in LEVELS}
    if not set(LEVELS) & facts.keys():
        facts |= kept_levels(levels, facts[UNASKED])
        return
    check_one_level(levels)
    facts[UNASKED] = best_first(levels, without_level(facts.get(UNASKED, client.languages), levels))


def _write_names(client: Client, names: Sequence[WrittenName]) -> None:
    client.names.all().delete()
    rows = [_name_row(client, name, is_primary=position == 0) for position, name in enumerate(filter(None, names))]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    ClientName.objects.bulk_create(rows)


def _name_row(client: Client, name: WrittenName, *, is_primary: bool) -> ClientName:
    return ClientName(
        controller_id=client.controller_id,
        client=client,
        kind=name.kind,
        script=script_of(name.given or name.family),
        language=name.language,
        given=name.given,
        family=name.family,
        is_primary=is_primary,
        search_key=search_key(name.given, name.family),
        sort_key=sort_key(name.given, name.family),
    )
