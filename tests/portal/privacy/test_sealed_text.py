"""Texts that the database holds encrypted, shown with the notes about volunteers."""

import base64
import os
import uuid

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import translation

from ibs_portal.database import access, roles
from ibs_portal.privacy.declaration import own_models
from ibs_portal.privacy.encryption import DamagedError, KeyMissingError
from ibs_portal.privacy.key_change import models_with_sealed_texts
from ibs_portal.privacy.sealed_text import SealedTextField, opened
from tests.factories.volunteers import VolunteerNoteFactory
from volunteers.models import VolunteerNote

SECRET = "Möchte über die Scheidung nicht sprechen. سرّي"


def held(note: VolunteerNote) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM volunteers_volunteernote WHERE id = %s", [note.pk])
        return bytes(cursor.fetchone()[0])


def new_key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def note(db) -> VolunteerNote:
    return VolunteerNote.objects.get(pk=VolunteerNoteFactory(text=SECRET).pk)


def test_words_in_and_words_out_and_none_of_them_in_the_database(note):
    assert (note.text, opened(note, "text").text, note.opened.problem) == (SECRET, SECRET, "")
    assert held(note)[:1] == b"\x01"
    assert not any(word.encode() in held(note) for word in SECRET.split())


def test_the_same_words_twice_look_different(note):
    assert held(VolunteerNoteFactory(text=SECRET)) != held(note)


def test_a_text_moved_to_another_row_or_changed_does_not_open(note):
    other = VolunteerNoteFactory(text="Kommt mit dem Rad.")
    with connection.cursor() as cursor:
        move = "UPDATE volunteers_volunteernote SET text = %s WHERE id = %s"
        cursor.execute(move, [held(note), other.pk])
    other = VolunteerNote.objects.get(pk=other.pk)
    with pytest.raises(DamagedError):
        _ = other.text
    with translation.override("en"):
        assert "not what was written" in str(other.opened.problem)
    assert note.text == SECRET


def test_negative_control_only_the_name_of_the_row_keeps_it_in_its_place(note):
    """With the name of the row moved as well, the same text opens."""
    VolunteerNote.objects.filter(pk=note.pk).update(token=uuid.uuid4())
    stolen = VolunteerNoteFactory(token=note.token)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE volunteers_volunteernote SET text = %s WHERE id = %s", [held(note), stolen.pk])
    assert VolunteerNote.objects.get(pk=stolen.pk).text == SECRET


def test_without_the_key_it_says_so_keeps_what_is_there_and_takes_nothing_new(note, settings):
    before, settings.FILE_KEYS = held(note), []
    note = VolunteerNote.objects.get(pk=note.pk)
    with pytest.raises(KeyMissingError):
        _ = note.text
    assert "PORTAL_FILE_KEY" in str(note.opened.problem)
    note.save()
    assert held(note) == before
    note.text = "neu"
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        note.save()
    assert refused.value.code == "no_key"
    assert held(note) == before


def test_the_same_words_again_are_no_change(note):
    before = held(note)
    note.text = SECRET
    note.full_clean()
    note.save()
    assert held(note) == before
    note.text = SECRET + "!"
    note.save()
    assert held(note) != before
    assert VolunteerNote.objects.get(pk=note.pk).text == SECRET + "!"


def test_it_cannot_be_searched_or_written_past_its_row(note):
    with pytest.raises(FieldError):
        VolunteerNote.objects.filter(text="Rad").exists()
    with pytest.raises(FieldError):
        VolunteerNote.objects.filter(text__icontains="Rad").exists()
    with pytest.raises(FieldError), transaction.atomic():
        VolunteerNote.objects.update(text="Rad")
    assert VolunteerNote.objects.get(pk=note.pk).text == SECRET


def test_an_empty_text_is_refused_by_form_and_database(note):
    note.text = ""
    with pytest.raises(ValidationError) as refused:
        note.full_clean()
    assert list(refused.value.error_dict) == ["text"]
    with pytest.raises(IntegrityError), transaction.atomic():
        note.save()


def test_a_text_of_rows_made_in_one_go(note):
    row = VolunteerNote(programme=note.programme, volunteer=note.volunteer, author=note.author, text="eins")
    VolunteerNote.objects.bulk_create([row])
    assert VolunteerNote.objects.get(pk=row.pk).text == "eins"


def test_a_key_is_replaced(note, settings, capsys):
    old, new = settings.FILE_KEYS[0], new_key()
    settings.FILE_KEYS = [new, old]
    call_command("rotate_file_key")
    assert "volunteers.VolunteerNote: 1 rows" in capsys.readouterr().out
    settings.FILE_KEYS = [new]
    assert VolunteerNote.objects.get(pk=note.pk).text == SECRET
    call_command("rotate_file_key")
    assert "volunteers.VolunteerNote: 0 rows" in capsys.readouterr().out


def test_what_no_key_opens_stays_while_the_others_are_encrypted_anew(note, settings):
    lost, old = held(note), settings.FILE_KEYS[0]
    settings.FILE_KEYS = [second := new_key()]
    other = VolunteerNoteFactory(text="zweitens")
    settings.FILE_KEYS = [third := new_key(), second]
    call_command("rotate_file_key")
    settings.FILE_KEYS = [third]
    assert VolunteerNote.objects.get(pk=other.pk).text == "zweitens"
    assert held(note) == lost
    settings.FILE_KEYS = [old]
    assert VolunteerNote.objects.get(pk=note.pk).text == SECRET


def test_a_dump_holds_what_the_database_holds(note):
    field = VolunteerNote._meta.get_field("text")
    assert bytes.fromhex(field.value_to_string(note)) == held(note)


# --- Every model that has such a text ------------------------------------------------------------------------


def faults(model: type[models.Model]) -> list[str]:
    """What a model with encrypted texts lacks."""
    found = []
    for field in (f for f in model._meta.local_fields if isinstance(f, SealedTextField)):
        name = model._meta.get_field(field.bound_to)
        if not name.unique or name.editable or name.has_default() is False:
            found.append(f"{field.bound_to} has to be unique, made by itself and not editable")
    rights = access.grants().get(model._meta.db_table, {}).get(roles.JOBS, "")
    return found + [f"jobs need {letter} to replace a key" for letter in "ru" if letter not in rights]


def test_every_text_is_bound_to_its_row_and_can_be_encrypted_anew():
    own = [model for model, _fields in models_with_sealed_texts() if model in own_models()]
    assert VolunteerNote in own
    assert {model._meta.label: found for model in own if (found := faults(model))} == {}


@isolate_apps("ibs_portal.website")
def test_negative_control_a_loose_text_is_found():
    class Loose(models.Model):  # noqa: DJ008
        token = models.CharField(max_length=5)
        text = SealedTextField()

        class Meta:
            app_label = "website"

    assert len(faults(Loose)) == 3
