"""The seals over the trail: eight manipulations, eight found, and an untouched trail passes."""

import datetime
import hashlib
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from ibs_portal.audit import sealing
from ibs_portal.audit.models import Entry, Seal
from ibs_portal.audit.tasks import seal_trail, send_head
from ibs_portal.audit.trail import record
from ibs_portal.audit.verifying import COLUMNS, digest_of, line_of, verify
from ibs_portal.database.identity import asking_as, asking_as_job

NOBODY: list[str] = []  # is writing, as far as the function is told


def seal(batch: int = 5000) -> int:
    """Seals everything, also what this test's own transaction wrote."""
    newest = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_seal_entries(%s, %s::text[], %s)", [newest, NOBODY, batch])
        return cursor.fetchone()[0]


@pytest.fixture
def trail(db) -> list[Entry]:
    """Thirty entries under three seals, with a gap that a transaction left which came to nothing."""
    Entry.objects.all().delete()
    entries = [record("a.done", by=None, reason=f'«Grund» {n}\n\t"\\ \x7f \x01') for n in range(15)]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("a.done", by=None)
        raise ZeroDivisionError
    entries += [record("b.done", by=None, fields=["x"]) for n in range(15)]
    assert seal(batch=10) == 3
    return entries


def test_an_untouched_trail_passes(trail):
    record("c.done", by=None)
    report = verify()
    assert (report.findings, report.seals, report.entries, report.unsealed) == ([], 3, 30, 1)
    head = sealing.head()
    assert (head.number, head.entries, head.digest) == (3, 30, report.head)
    assert verify(head=head.digest, sealed_count=30).findings == []


def test_later_seals_leave_a_head_from_outside_right(trail):
    head = sealing.head()
    record("c.done", by=None)
    assert seal() == 1
    assert verify(head=head.digest, sealed_count=head.entries).findings == []


def test_nothing_new_needs_no_seal(trail):
    assert (seal(), Seal.objects.count()) == (0, 3)


# --- Eight manipulations -----------------------------------------------------------------------------------


def resealed(number: int, previous: str | None = None) -> None:
    """As somebody with all rights would do it: writes a fitting digest over what stands there now."""
    row = Seal.objects.get(pk=number)
    entries = Entry.objects.filter(id__range=(row.first_entry, row.last_entry)).order_by("id")
    row.count = entries.count()
    row.previous = row.previous if previous is None else previous
    columns = [field.attname for field in Entry._meta.concrete_fields]
    lines = [line_of(values) for values in entries.values_list(*COLUMNS)]
    assert set(columns) == set(COLUMNS)
    row.digest = digest_of(row, lines)
    row.save()


def edit(trail):
    Entry.objects.filter(pk=trail[12].pk).update(actor_id=7)


def edit_the_moment(trail):
    Entry.objects.filter(pk=trail[12].pk).update(at=F("at") - datetime.timedelta(seconds=1))


def delete(trail):
    Entry.objects.filter(pk=trail[12].pk).delete()


def insert(trail):
    """Into the gap, where nobody misses a number."""
    gap = trail[15].pk - 1
    Entry.objects.create(pk=gap, at=trail[14].at, verb="a.done")


def reorder(trail):
    first, second = trail[12], trail[13]
    Entry.objects.filter(pk=first.pk).update(reason=second.reason)
    Entry.objects.filter(pk=second.pk).update(reason=first.reason)


def change_a_seal(trail):
    Seal.objects.filter(pk=2).update(sealed_at=F("sealed_at") - datetime.timedelta(days=1))


def delete_with_its_seal(trail):
    row = Seal.objects.get(pk=2)
    Entry.objects.filter(id__range=(row.first_entry, row.last_entry)).delete()
    row.delete()


def edit_and_seal_anew(trail):
    Entry.objects.filter(pk=trail[12].pk).update(actor_id=7)
    resealed(2)


def cut_the_tail(trail):
    row = Seal.objects.get(pk=3)
    Entry.objects.filter(id__gte=row.first_entry).delete()
    row.delete()


def rewrite_all_that_follows(trail):
    Entry.objects.filter(pk=trail[12].pk).update(actor_id=7)
    resealed(2)
    resealed(3, previous=Seal.objects.get(pk=2).digest)


FOUND_FROM_INSIDE = [
    (edit, "Changed: something in the entries"),
    (edit_the_moment, "Changed: something in the entries"),
    (delete, "Deleted: 1 of the entries"),
    (insert, "Inserted: 1 too many among the entries"),
    (reorder, "Changed: something in the entries"),
    (change_a_seal, "Changed: something in the entries"),
    (delete_with_its_seal, "Between seal 1 and seal 3 seals are missing."),
    (edit_and_seal_anew, "Seal 3 does not fit on seal 2"),
]
FOUND_FROM_OUTSIDE = [
    (cut_the_tail, "is in no seal: the end of the trail was cut off or rewritten."),
    (rewrite_all_that_follows, "is in no seal: the end of the trail was cut off or rewritten."),
]


@pytest.mark.parametrize(("manipulate", "sentence"), FOUND_FROM_INSIDE)
def test_a_manipulation_is_found(manipulate, sentence, trail):
    manipulate(trail)
    assert sentence in " ".join(verify().findings)


@pytest.mark.parametrize(("manipulate", "sentence"), FOUND_FROM_OUTSIDE)
def test_what_is_done_to_the_end_is_found_by_the_head_that_left_the_house(manipulate, sentence, trail):
    head = sealing.head()
    manipulate(trail)
    assert verify().findings == [], "from inside alone it fits: that is what the head is for"
    assert sentence in " ".join(verify(head=head.digest, sealed_count=head.entries).findings)


def test_a_count_from_outside_is_enough_to_see_a_cut(trail):
    cut_the_tail(trail)
    assert verify(sealed_count=30).findings == [
        "30 entries had been sealed, there are 20: the trail was cut or rewritten."
    ]


def test_the_digest_is_what_the_page_says(trail):
    """Done by hand once, so that anybody can do it again without this program."""
    first = Seal.objects.get(pk=1)
    assert first.digest == digest_of(first, [line_of(v) for v in rows_of(first)])
    assert re.fullmatch(r"[0-9a-f]{64}", first.digest)
    assert hashlib.sha256(b"").hexdigest() != first.digest


def rows_of(row: Seal):
    return Entry.objects.filter(id__range=(row.first_entry, row.last_entry)).order_by("id").values_list(*COLUMNS)


# --- The command -------------------------------------------------------------------------------------------


def test_the_command_says_that_all_is_well(trail):
    out = io.StringIO()
    call_command("verify_trail", stdout=out)
    assert out.getvalue().startswith("The trail is whole: 30 entries under 3 seals, 0 not sealed yet.\nHead: ")


def test_the_command_ends_with_an_error_and_sentences(trail):
    delete(trail)
    errors = io.StringIO()
    with pytest.raises(CommandError, match="not as it was sealed"):
        call_command("verify_trail", stderr=errors)
    assert "Deleted: 1 of the entries" in errors.getvalue()


# --- The job -----------------------------------------------------------------------------------------------


def test_only_the_job_seals(persons, trail):
    with asking_as(persons["leitung"]), pytest.raises(DatabaseError, match="Only the job"), transaction.atomic():
        seal()
    with asking_as_job(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_seal_entries(0, %s::text[], 1)", [NOBODY])
        assert cursor.fetchone()[0] == 0


def test_nothing_is_sealed_while_somebody_writes(trail, monkeypatch, caplog):
    """This very transaction has written and is still open."""
    record("c.done", by=None)
    monkeypatch.setattr(sealing, "PAUSES", (0.0,))
    assert (sealing.seal_new_entries(), Seal.objects.count()) == (0, 3)
    assert "Nothing was sealed" in caplog.text
    caplog.clear()


def test_the_head_leaves_the_house_by_mail(trail, settings, mailoutbox):
    settings.OPERATOR_MAIL = "betrieb@example.org"
    send_head(timestamp=0)
    (mail,) = mailoutbox
    head = sealing.head()
    assert mail.to == ["betrieb@example.org"]
    assert f"verify_trail --head {head.digest} --sealed-count 30" in mail.body
    assert mail.subject.startswith("Siegel des Protokolls")


@pytest.mark.django_db(transaction=True)
def test_the_job_seals_what_is_committed_and_notes_the_head(settings, tmp_path):
    settings.VAR = tmp_path
    record("a.done", by=None)
    seal_trail(timestamp=0)
    head = sealing.head()
    assert (verify().findings, verify().unsealed) == ([], 0)
    assert sealing.heads_file().read_text().endswith(f"entries={head.entries} head={head.digest}\n")
    seal_trail(timestamp=0)
    assert len(sealing.heads_file().read_text().splitlines()) == 1
