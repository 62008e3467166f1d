"""Lines that are encrypted, and values: shown with the follow-ups and drafts of counselling."""

import time
import uuid

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from counselling.models import Draft, FollowUp
from ibs_portal.privacy.sealed_line import Unreadable, line_of, with_words
from tests.factories.casework import make_house

OTHER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
HERE = "(verschlüsselt, der Schlüssel fehlt hier)"


@pytest.fixture
def house(persons, organisations) -> dict:
    return make_house(persons, organisations)


@pytest.fixture
def followup(house) -> FollowUp:
    row = FollowUp.objects.get(pk=house["followup"].pk)
    row.text = "Nach dem Befund fragen"
    row.save()
    return FollowUp.objects.get(pk=row.pk)


def held(row, column: str = "text") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return bytes(cursor.fetchone()[0])


def test_words_in_words_out_and_none_in_the_database(followup):
    assert followup.text == "Nach dem Befund fragen"
    assert b"Befund" not in held(followup)


def test_without_the_key_the_reason_stands_in_its_place_and_is_never_saved(followup, settings):
    before, settings.FILE_KEYS = held(followup), [OTHER_KEY]
    row = FollowUp.objects.get(pk=followup.pk)
    assert isinstance(row.text, Unreadable) and row.text == HERE
    # Out of a form it comes back as it was shown.
    row.text = str(row.text)
    row.full_clean()
    row.save()
    assert held(followup) == before
    copy = FollowUp(text=row.text)
    with pytest.raises(ValidationError) as refused:
        FollowUp._meta.get_field("text").pre_save(copy, add=True)
    assert refused.value.code == "unreadable"


def test_new_words_take_the_place_of_what_cannot_be_read(followup, settings):
    settings.FILE_KEYS = [OTHER_KEY]
    row = FollowUp.objects.get(pk=followup.pk)
    row.text = "Neu"
    row.save()
    assert FollowUp.objects.get(pk=row.pk).text == "Neu"


def test_a_page_without_the_key_stays_whole(followup, house, client_as, settings):
    client, page = client_as("beratung"), reverse("counselling:client_detail", args=[house["client"].pk])
    assert "Nach dem Befund fragen" in client.get(page).content.decode()
    settings.FILE_KEYS = []
    answer = client.get(page)
    assert answer.status_code == 200
    assert HERE in answer.content.decode() and "Befund" not in answer.content.decode()


def test_rows_of_a_query_get_their_words(followup, settings):
    rows = FollowUp.objects.filter(pk=followup.pk).values("pk", "text", "token")
    assert with_words(FollowUp, rows, "text") == [
        {"pk": followup.pk, "text": "Nach dem Befund fragen", "token": followup.token}
    ]
    assert line_of(FollowUp, "text", "\\x" + held(followup).hex(), followup.token) == "Nach dem Befund fragen"
    assert line_of(FollowUp, "text", held(followup), uuid.uuid4()) == "(beschädigt, nicht lesbar)"


def test_fifty_rows_are_opened_in_less_than_two_milliseconds(followup):
    row = {"text": held(followup), "token": followup.token}
    took = []
    for _attempt in range(20):
        rows = [dict(row) for _row in range(50)]
        start = time.process_time()
        with_words(FollowUp, rows, "text")
        took.append(time.process_time() - start)
    assert min(took) < 0.002


def test_it_is_neither_searched_nor_written_past_its_row(followup):
    with pytest.raises(FieldError):
        FollowUp.objects.filter(text__contains="Befund").exists()
    with pytest.raises(FieldError):
        FollowUp.objects.update(text="anders")


def test_a_value_is_kept_whole_and_each_reading_is_a_copy(persons):
    typist = persons["beratung"]
    words = {"user": typist, "controller": typist.organisation, "purpose": "contact_create", "form": uuid.uuid4()}
    draft = Draft.objects.create(**words, content={"note": ["Halb getippt"], "topics": ["1", "2"]})
    draft = Draft.objects.get(pk=draft.pk)
    assert draft.content == {"note": ["Halb getippt"], "topics": ["1", "2"]}
    draft.content["note"] = []
    assert draft.content["note"] == ["Halb getippt"]
    assert b"Halb" not in held(draft, "content")
    draft.content = {}
    draft.save()
    assert (held(draft, "content"), Draft.objects.get(pk=draft.pk).content, draft.is_sent) == (b"", {}, True)


def test_a_draft_without_the_key_says_so_and_is_not_taken_for_sent(persons, settings):
    typist = persons["beratung"]
    words = {"user": typist, "controller": typist.organisation, "purpose": "contact_create", "form": uuid.uuid4()}
    draft = Draft.objects.create(**words, content={"note": ["Halb getippt"]})
    settings.FILE_KEYS = [OTHER_KEY]
    draft = Draft.objects.get(pk=draft.pk)
    assert (draft.is_sent, draft.typed, "PORTAL_FILE_KEY" in draft.hint) == (False, {}, True)


def test_another_key_takes_over_the_lines_too(followup, settings):
    settings.FILE_KEYS = [OTHER_KEY, *settings.FILE_KEYS]
    call_command("rotate_file_key", verbosity=0)
    settings.FILE_KEYS = [OTHER_KEY]
    assert FollowUp.objects.get(pk=followup.pk).text == "Nach dem Befund fragen"


def test_a_text_may_be_as_long_as_before_and_no_longer(followup):
    followup.text = "ü" * 200
    followup.full_clean()
    followup.text = "ü" * 201
    with pytest.raises(ValidationError):
        followup.full_clean()
