"""Taking over a list of clients: uploaded, looked at, taken over as a whole or not at all."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from counselling.models import Centre, Client, ClientImport, ClientName, NameKeys, NumberSeries
from counselling.queries.client_import import import_rows, seen_before
from counselling.rules.birth import rounded
from counselling.rules.case import file_number
from counselling.rules.client_import import COLUMNS
from counselling.rules.naming import script_of, search_key, sort_key
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record, record_reading
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.lists.staging import (
    check_not_seen,
    check_staged,
    close,
    erase_lists,
    fill,
    fingerprint,
    good_rows,
    map_columns,
)


@transaction.atomic
def stage_import(content: bytes, *, by: User, centre: Centre, file_name: str, again: bool = False) -> ClientImport:
    """Keeps an uploaded list to be looked at, with columns guessed from its headings.

    ``ValidationError`` for a file that cannot be read, and for one that was taken over before unless ``again``.
    """
    controller_id = check_one_controller(by.organisation_id, by)
    check_not_seen(None if again else seen_before(by, fingerprint(content)))
    batch = ClientImport(controller_id=controller_id, centre=centre, by=by)
    fill(batch, content, file_name=file_name, columns=COLUMNS)
    batch.full_clean()
    batch.save()
    record("clientimport.uploaded", batch, by=by)
    return batch


@transaction.atomic
def map_import(batch: ClientImport, *, by: User, heading_row: int, mapping: Sequence[str] | None) -> ClientImport:
    """Says which row has the headings and what each column is; ``None`` guesses anew."""
    batch = _locked(batch, by)
    map_columns(batch, columns=COLUMNS, heading_row=heading_row, mapping=mapping)
    batch.full_clean()
    batch.save()
    return batch


@transaction.atomic
def import_clients(batch: ClientImport, *, by: User, leave_out_alike: bool = True) -> ClientImport:
    """Makes a file of every good row, all of them or none; refused rows stay for a day with their reasons.

    ``leave_out_alike``: rows that look like a file that is there are refused too.
    """
    batch = _locked(batch, by)
    rows = import_rows(batch, by)
    good = good_rows(rows, leave_out_alike=leave_out_alike)
    _make_files(good, batch)
    close(batch, rows)
    batch.save()
    record("clientimport.taken_over", batch, by=by, reason=str(len(good)))
    return batch


@transaction.atomic
def report_import(batch: ClientImport, *, by: User) -> list[list]:
    """The refused rows with their reasons, to be put right; writes down that they were handed out."""
    record_reading(batch, what="clientimport.exported", by=by)
    return batch.rows


@transaction.atomic
def discard_import(batch: ClientImport, *, by: User) -> None:
    """Throws the list away."""
    batch = ClientImport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=batch.pk)
    record("clientimport.discarded", batch, by=by)
    batch.delete()


@transaction.atomic
def erase_imports(*, now: datetime.datetime, by: User | None = None) -> int:
    """Empties lists of more than a day ago; of those taken over a fingerprint stays for a year. Returns how many."""
    return erase_lists(ClientImport, now=now)


def _locked(batch: ClientImport, by: User) -> ClientImport:
    batch = ClientImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    check_one_controller(by.organisation_id, batch)
    check_staged(batch)
    return batch


def _make_files(rows: Sequence[ListRow], batch: ClientImport) -> None:
    """Files and names in bulk, under the next numbers; the rules of each have been asked when the rows were read."""
    series, _created = NumberSeries.objects.get_or_create(controller_id=batch.controller_id, kind="client", year=0)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    first = series.last + 1
    series.last += len(rows)
    series.save(update_fields=["last"])
    clients = [_client(row, batch, number) for number, row in enumerate(rows, start=first)]
    clients = Client.objects.bulk_create(clients, batch_size=500)
    pairs = list(zip(clients, rows, strict=True))
    ClientName.objects.bulk_create((_name(client, *row.names) for client, row in pairs), batch_size=500)
    NameKeys.objects.bulk_create((NameKeys.of(client, [row.names]) for client, row in pairs), batch_size=500)


def _client(row: ListRow, batch: ClientImport, number: int) -> Client:
    facts = {**row.facts, "birth_date": rounded(row.facts["birth_date"], row.facts["birth_precision"])}
    client = Client(controller_id=batch.controller_id, centre_id=batch.centre_id, created_by_id=batch.by_id, **facts)
    client.file_number = file_number(number)
    client.clean_fields(exclude={"controller", "centre", "created_by"})
    return client


def _name(client: Client, given: str, family: str) -> ClientName:
    return ClientName(
        controller_id=client.controller_id,
        client=client,
        given=given,
        family=family,
        is_primary=True,
        script=script_of(given or family),
        search_key=search_key(given, family),
        sort_key=sort_key(given, family),
    )
