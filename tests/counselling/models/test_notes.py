"""Who may read a note is asked of its case: so a note can be of no other case than its contact."""

import pytest
from django.db import IntegrityError, connection, transaction

from counselling.models import Contact, ContactNote, NoteAddendum
from tests.factories.casework import CaseFactory, ClientFactory, ContactFactory


@pytest.fixture
def other_case(house):
    """Another case of the same client, led by somebody else."""
    return CaseFactory(client=house["client"], owner=house["beratung2"])


@pytest.fixture
def note(house) -> ContactNote:
    row = house["contact"].note
    links = {"client": row.client, "case": row.case, "author": row.author, "controller": row.controller}
    NoteAddendum.objects.create(note=row, text="Nachtrag", **links)
    return row


@pytest.mark.parametrize("model", [ContactNote, NoteAddendum])
def test_a_note_of_another_case_or_client_than_its_contact_is_refused(house, note, other_case, model):
    stranger = ClientFactory(by=house["beratung"], centre=house["centre"])
    rows = model.objects.filter(client=house["client"])
    for change in ({"case": other_case}, {"client": stranger, "case": None}):
        with pytest.raises(IntegrityError, match=r"_(case|client)_of_"), transaction.atomic():
            rows.update(**change)
            connection.check_constraints()


def test_notes_go_with_their_contact_to_another_case(house, note, other_case):
    Contact.objects.filter(pk=house["contact"].pk).update(case=other_case)
    connection.check_constraints()
    note.refresh_from_db()
    assert (note.case, note.addenda.get().case) == (other_case, other_case)


def test_a_contact_of_no_case_has_notes_of_none(house):
    contact = ContactFactory(client=house["client"], by=house["beratung"], centre=house["centre"], note="Notiz")
    connection.check_constraints()
    assert contact.note.case is None
