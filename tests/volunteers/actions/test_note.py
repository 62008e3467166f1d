import datetime

import pytest
from django.core.exceptions import ValidationError

from ibs_portal.audit.models import Entry
from tests.factories.volunteers import VolunteerFactory, VolunteerNoteFactory
from volunteers.actions.note import add_note, delete_note
from volunteers.models import VolunteerNote

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)


def test_a_note_is_written_and_its_words_stand_nowhere_else(persons):
    by = persons["freiwilligenagentur"]
    note = add_note(VolunteerFactory(), by=by, text="  Kommt lieber abends. ", now=NOW)
    assert (note.text, note.author, note.written_at) == ("Kommt lieber abends.", by, NOW)
    trace = [(e.verb, e.fields, e.reason) for e in Entry.objects.filter(model="volunteers.VolunteerNote")]
    assert sorted(trace) == [("volunteer_note.added", "", ""), ("volunteernote.added", "", "")]


@pytest.mark.parametrize("text", ["", "   \n"])
def test_nothing_is_no_note(persons, text):
    with pytest.raises(ValidationError) as refused:
        add_note(VolunteerFactory(), by=persons["freiwilligenagentur"], text=text, now=NOW)
    assert list(refused.value.error_dict) == ["text"]
    assert VolunteerNote.objects.count() == 0


def test_only_whoever_wrote_it_takes_it_back(persons):
    note = VolunteerNoteFactory(author=persons["freiwilligenagentur"])
    with pytest.raises(ValidationError):
        delete_note(note, by=persons["agentur2"])
    assert delete_note(note, by=persons["freiwilligenagentur"]) == note.volunteer
    assert VolunteerNote.objects.count() == 0
    assert (
        Entry.objects.acts().get(object_id=note.pk, model="volunteers.VolunteerNote").verb == "volunteer_note.deleted"
    )
