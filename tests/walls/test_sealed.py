"""What is encrypted, over the whole demo: nothing of it in what a dump copies, and both ways of the migration."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from counselling.models import ClientName, FollowUp, Goal
from ibs_portal.privacy.key_change import models_with_sealed_texts
from ibs_portal.privacy.sealed_line import SealedJSONField
from tests.quick_migrating import quick_migrating
from tests.template_database import copied, working_in
from tests.walls.test_agreement import people

__all__ = ["people"]

BEFORE = (("counselling", "0031_sealed_notes"), ("volunteers", "0027_federal_states"))
AFTER = (("counselling", "0032_sealed_lines"), ("volunteers", "0028_sealed_words"))


def dumped(table: str) -> str:
    """A table as pg_dump writes it: it copies rows in just this form."""
    with connection.cursor() as cursor, cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy).decode()


def words_of(model, field) -> set[str]:
    """What stands in a field, in pieces that a reader would know again."""
    found = [getattr(row, field.name) for row in model._base_manager.all()]
    if isinstance(field, SealedJSONField):
        found = [text for value in found for one in (value or {}).values() for text in map(str, one)]
    return {text for text in found if text and len(text) > 3}


def told(model, fields) -> list[str]:
    dump = dumped(model._meta.db_table)
    words = {text for field in fields for text in words_of(model, field)}
    return sorted(text for text in words if text in dump or text.encode().hex() in dump)


def test_nothing_of_what_is_encrypted_stands_in_a_dump(people):
    read = {model: sum(len(words_of(model, field)) for field in fields) for model, fields in models_with_sealed_texts()}
    assert read[FollowUp] > 10 and read[Goal] > 5
    # Hardly a table of the demo has nothing to hide.
    assert sum(number > 0 for number in read.values()) > 15
    assert {m._meta.label: found for m, fields in models_with_sealed_texts() if (found := told(m, fields))} == {}


def test_negative_control_what_is_plain_is_found(people):
    assert told(ClientName, [ClientName._meta.get_field("family")])


@pytest.fixture
def filled(world_database, django_db_blocker):
    """A copy of the demo, for what cannot be taken back."""
    name = f"{world_database}_ways"
    with django_db_blocker.unblock(), copied(name, world_database), working_in(name), quick_migrating():
        yield


def all_words() -> dict[str, set[str]]:
    return {
        f"{model._meta.label}.{field.name}": words_of(model, field)
        for model, fields in models_with_sealed_texts()
        for field in fields
    }


def test_both_ways_of_the_migration_on_filled_tables(filled):
    """In plain words again and back: nothing is lost, and nothing gets into the trail by it."""
    before, trail = all_words(), dumped("audit_entry")
    MigrationExecutor(connection).migrate(list(BEFORE))
    tables = ("counselling_followup", "counselling_goal", "counselling_enquiry", "volunteers_checkin")
    names = (
        "counselling.FollowUp.text",
        "counselling.Goal.wish",
        "counselling.Enquiry.message",
        "volunteers.CheckIn.words",
    )
    plain = "".join(map(dumped, tables))
    for name in names:
        assert before[name]
        assert all(text.replace("\n", "\\n").replace("\r", "\\r") in plain for text in before[name])
    MigrationExecutor(connection).migrate(list(AFTER))
    assert all_words() == before
    assert dumped("audit_entry") == trail
    assert [text for text in before["counselling.FollowUp.text"] if text in dumped("counselling_followup")] == []
