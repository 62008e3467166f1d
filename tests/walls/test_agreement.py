"""Walls B and C say the same: what the policies let a person read is what ``visible_to`` gives her.

A whole demo is the ground; Hypothesis then moves rows about (other owners, other states, other days, other
colleagues) and asks everybody again. A policy and a queryset that were written apart do not survive that.
"""

import datetime
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.database import access, rows
from ibs_portal.database.identity import asking_as
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models
from ibs_portal.privacy.sealed_text import SealedTextField
from tests.template_database import working_in

# The database asks by the key of a session, not by a person.
NOT_BY_PERSON = {"accounts_session"}


def guarded_models() -> list[type[Model]]:
    about_people = [m for m in own_models() if declaration_of(m).subject is not Subject.NOBODY]
    return [m for m in about_people if m._meta.db_table in rows.ROWS and m._meta.db_table not in NOT_BY_PERSON]


def test_every_guarded_model_says_who_sees_it():
    assert [m._meta.label for m in guarded_models() if not hasattr(m._default_manager, "visible_to")] == []


def may_read(user: User, model: type[Model]) -> bool:
    return "r" in access.grants()[model._meta.db_table][user.database_role]


def disagreements(people: list[User]) -> dict[str, tuple[list, list]]:
    """For each person and model what only the database shows, and what only ``visible_to`` gives."""
    wrong = {}
    for user in people:
        for model in (m for m in guarded_models() if hasattr(m._default_manager, "visible_to")):
            by_query = set(model._default_manager.visible_to(user).values_list("pk", flat=True))
            with asking_as(user):
                readable = may_read(user, model)
                by_database = set(model._base_manager.values_list("pk", flat=True)) if readable else set()
            if by_query != by_database:
                extra, missing = by_database - by_query, by_query - by_database
                wrong[f"{user.email} {model._meta.label}"] = (sorted(extra)[:3], sorted(missing)[:3])
    return wrong


@pytest.fixture
def people(world_database, django_db_blocker) -> Iterator[list[User]]:
    """Everybody of the world, with permissions looked up; whatever a test does to it is taken back."""
    with django_db_blocker.unblock(), working_in(world_database), transaction.atomic():
        with connection.cursor() as cursor:
            # Rows that do not fit together are refused at once, so that a move can be taken back alone.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        found = list(User.objects.prefetch_related("groups").order_by("pk"))
        for user in found:
            user.get_all_permissions()
        yield found
        transaction.set_rollback(True)


def movable(model: type[Model]) -> list:
    """Fields whose value decides whose a row is: people, organisations, states, days, switches."""
    found = []
    for field in model._meta.concrete_fields:
        is_link = field.related_model in (User, Organisation)
        is_day = type(field).__name__ in ("DateField", "DateTimeField")
        is_choice = bool(field.choices) and not isinstance(field, SealedTextField)
        if not field.primary_key and (is_link or is_choice or is_day or type(field).__name__ == "BooleanField"):
            found.append(field)
    return found


def value_for(field, number: int, people: list[User], organisations: list[int]):
    if field.null and number % 7 == 0:
        return None
    if field.related_model is User:
        return people[number % len(people)].pk
    if field.related_model is Organisation:
        return organisations[number % len(organisations)]
    if type(field).__name__ == "BooleanField":
        return bool(number % 2)
    if type(field).__name__ == "DateField":
        return timezone.localdate() + datetime.timedelta(days=number % 41 - 20)
    if type(field).__name__ == "DateTimeField":
        return datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=number % 97 - 48)
    return field.flatchoices[number % len(field.flatchoices)][0]


def move(number: int, people: list[User], organisations: list[int]) -> bool:
    """Gives some row another value; ``False`` if the database does not allow it."""
    models = [m for m in guarded_models() if movable(m) and m is not User]
    model = models[number % len(models)]
    number //= len(models)
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return False
    fields = movable(model)
    field = fields[number % len(fields)]
    number //= len(fields)
    row = model._base_manager.filter(pk=keys[number % len(keys)])
    try:
        with transaction.atomic():
            return bool(row.update(**{field.attname: value_for(field, number // 3, people, organisations)}))
    except DatabaseError:
        return False


def test_policies_and_querysets_agree_for_everybody(people):
    assert disagreements(people) == {}
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    moved = []

    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.integers(min_value=0, max_value=2**40), min_size=5, max_size=40))
    def agree(numbers):
        with transaction.atomic():
            moved.append(sum(move(number, people, organisations) for number in numbers))
            assert disagreements(people) == {}
            transaction.set_rollback(True)

    agree()
    assert sum(moved) > 50


@pytest.mark.parametrize("table", ["counselling_client", "volunteers_volunteer", "projects_registration"])
def test_a_policy_that_says_something_else_is_found(people, table):
    """The negative control."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE POLICY widened ON {table} USING (true)")
    assert disagreements(people) != {}
