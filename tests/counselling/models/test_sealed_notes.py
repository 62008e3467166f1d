"""Notes and residence stand encrypted in their columns; without the key a page says why there is nothing to read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from counselling.actions.correction import write_note
from counselling.actions.residence import record_residence
from counselling.models import ContactNote, NoteAddendum, Residence
from counselling.queries.transparency import values_of
from ibs_portal.privacy.key_change import seal_anew
from ibs_portal.privacy.sealed_text import opened
from tests.factories.casework import ContactFactory

SECRETS = 500
OTHER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


def secret(number: int) -> str:
    return f"Geheim-{number:04d}-Ünal"


def dumped() -> str:
    """The three tables as pg_dump writes them: it copies rows in just this form."""
    found = []
    with connection.cursor() as cursor:
        for table in ("contactnote", "noteaddendum", "residence"):
            with cursor.copy(f"COPY (SELECT * FROM counselling_{table}) TO STDOUT") as copy:
                found += [bytes(part).decode() for part in copy]
    return "".join(found)


def hexed(text: str) -> str:
    return text.encode().hex()


def test_500_secrets_and_none_in_the_dump(house, persons):
    """The words stand there neither plain nor as their bytes."""
    links = {"controller": house["client"].controller, "client": house["client"], "author": persons["beratung"]}
    facts = {"client": house["client"], "by": persons["beratung"], "centre": house["centre"]}
    contacts = [ContactFactory(**facts) for _n in range(5)]
    note = ContactNote.objects.get(contact=house["contact"])
    NoteAddendum.objects.bulk_create(NoteAddendum(note=note, text=secret(n), **links) for n in range(SECRETS - 6))
    for number, contact in enumerate(contacts, start=SECRETS - 6):
        write_note(contact, by=persons["beratung"], text=secret(number))
    record_residence(house["client"], by=persons["beratung"], status="tolerated", purpose=secret(SECRETS - 1))
    dump = dumped()
    texts = [secret(n) for n in range(SECRETS)]
    assert [text for text in (*texts, "tolerated") if text in dump or hexed(text) in dump] == []
    # The control: what is meant to be found this way is found.
    assert str(note.token) in dump
    read = {row.text for row in NoteAddendum.objects.all()} | {row.text for row in ContactNote.objects.all()}
    assert {*texts[:-1]} <= read
    assert (Residence.objects.get().status, Residence.objects.get().purpose) == ("tolerated", texts[-1])


@pytest.fixture
def file_page(client_as, house):
    client = client_as("beratung")
    return lambda: client.get(reverse("counselling:client_detail", args=[house["client"].pk]))


def test_the_file_shows_words_with_the_key_and_the_reason_without(file_page, house, persons, settings):
    record_residence(house["client"], by=persons["beratung"], status="tolerated", purpose="Arbeitserlaubnis")
    page = file_page().content.decode()
    assert "Bescheid gelesen" in page and "Arbeitserlaubnis" in page and "Duldung" in page
    settings.FILE_KEYS = []
    answer = file_page()
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Bescheid gelesen" not in page and "PORTAL_FILE_KEY" in page


def test_what_cannot_be_read_is_not_written_over(house, persons, settings):
    settings.FILE_KEYS = [OTHER_KEY]
    write_note(house["contact"], by=persons["beratung"], text="Neu")
    note = ContactNote.objects.get(contact=house["contact"])
    assert [row.text for row in note.addenda.all()] == ["Neu"]
    assert opened(note, "text").problem


def test_without_any_key_nothing_is_kept_and_it_is_said(house, persons, settings):
    settings.FILE_KEYS = []
    contact = ContactFactory(client=house["client"], by=persons["beratung"], centre=house["centre"])
    with pytest.raises(ValidationError, match="Schlüssel"):
        write_note(contact, by=persons["beratung"], text="Neu")


def test_a_note_put_into_another_row_does_not_open(house, persons):
    contact = ContactFactory(client=house["client"], by=persons["beratung"], centre=house["centre"])
    other = write_note(contact, by=persons["beratung"], text="Anderes")
    note = ContactNote.objects.get(contact=house["contact"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE counselling_contactnote SET text = (SELECT text FROM counselling_contactnote WHERE id = %s) "
            "WHERE id = %s",
            [note.pk, other.pk],
        )
    assert opened(ContactNote.objects.get(pk=other.pk), "text").problem


def test_another_key_takes_over(house, settings):
    settings.FILE_KEYS = [OTHER_KEY, *settings.FILE_KEYS]
    changed, _last = seal_anew(ContactNote)
    assert changed == ContactNote.objects.count()
    settings.FILE_KEYS = [OTHER_KEY]
    assert ContactNote.objects.get(contact=house["contact"]).text == "Bescheid gelesen"


def test_the_sheet_for_the_person_tells_the_words(client_as, house):
    rows = values_of(house["beratung"], house["client"])
    told = [text for row in rows for _label, text in row["lines"]]
    assert "Bescheid gelesen" in told
