import pytest
from django.urls import reverse

from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory, VolunteerNoteFactory
from volunteers.models import VolunteerNote


@pytest.fixture
def volunteer(organisations):
    return VolunteerFactory(programme=ProgrammeFactory(organisation=organisations["agency"]))


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


def notes_url(volunteer) -> str:
    return reverse("volunteers:note_list", args=[volunteer.pk])


def test_a_note_is_written_read_and_deleted(staff, volunteer):
    assert staff.post(notes_url(volunteer), {"text": "Spricht <leise>."}).url == f"{volunteer.get_absolute_url()}#notes"
    page = staff.get(volunteer.get_absolute_url()).content.decode()
    assert "Spricht &lt;leise&gt;." in page
    delete = reverse("volunteers:note_delete", args=[VolunteerNote.objects.get().pk])
    assert delete in page
    assert "Spricht" in staff.get(delete).content.decode()
    assert staff.post(delete).status_code == 302
    assert VolunteerNote.objects.count() == 0


def test_the_note_of_a_colleague_is_read_and_stays(staff, volunteer):
    note = VolunteerNoteFactory(volunteer=volunteer)
    delete = reverse("volunteers:note_delete", args=[note.pk])
    page = staff.get(notes_url(volunteer)).content.decode()
    assert (note.text in page, delete in page) == (True, False)
    assert staff.post(delete).status_code == 403
    assert VolunteerNote.objects.count() == 1


def test_without_the_key_the_page_says_why_and_keeps_what_was_typed(staff, volunteer, settings):
    note = VolunteerNoteFactory(volunteer=volunteer, text="Geheim")
    settings.FILE_KEYS = []
    page = staff.get(volunteer.get_absolute_url()).content.decode()
    assert ("Geheim" in page, "PORTAL_FILE_KEY" in page) == (False, True)
    answer = staff.post(notes_url(volunteer), {"text": "Neue Worte"})
    assert (answer.status_code, "Neue Worte" in answer.content.decode()) == (200, True)
    assert list(VolunteerNote.objects.all()) == [note]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_what_cannot_be_a_note(staff, volunteer, text):
    answer = staff.post(notes_url(volunteer), {"text": text})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["text"])


def test_another_programme_does_not_know_of_it(client_as, volunteer):
    note = VolunteerNoteFactory(volunteer=volunteer)
    other = client_as("agentur2")
    addresses = [notes_url(volunteer), reverse("volunteers:note_delete", args=[note.pk])]
    assert [other.get(url).status_code for url in addresses] == [404, 404]
