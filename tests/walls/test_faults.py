"""Twenty mistakes that somebody will make one day, seeded one by one: each has to be found by a test that stands."""

import dataclasses

import pytest
from django.db import DatabaseError, connection, transaction

from counselling.models.client import ClientQuerySet
from counselling.models.contact import ContactNoteQuerySet
from counselling.views.client import ClientListView
from ibs_portal.accounts import roles as portal_roles
from ibs_portal.accounts.models import User
from ibs_portal.database import roles, rows
from ibs_portal.database.identity import asking_as, at_the_door
from ibs_portal.database.rights import build_walls
from projects.models.registration import RegistrationQuerySet
from tests.access import test_matrix as matrix
from tests.portal.database import test_rights as catalogue
from tests.walls.test_agreement import disagreements, people
from volunteers.models.volunteer import VolunteerQuerySet
from volunteers.views.pipeline import PipelineView

__all__ = ["people"]


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


CATALOGUE = [
    catalogue.test_every_role_has_the_rights_of_the_page_and_no_others,
    catalogue.test_the_logins_may_become_their_roles_and_nothing_else,
    catalogue.test_nobody_who_serves_has_powers_or_owns_anything,
    catalogue.test_every_table_with_people_has_its_rows,
    catalogue.test_every_role_with_rights_on_a_guarded_table_has_a_rule_there,
    catalogue.test_every_rule_stands_in_the_database_and_nothing_else,
    catalogue.test_there_is_no_view_to_walk_around_the_policies,
    catalogue.test_functions_that_look_past_the_walls_name_their_schema,
]


def complaints() -> list[str]:
    """Which checks of the catalogue are red."""
    found = []
    for check in CATALOGUE:
        try:
            check(None)
        except AssertionError:
            found.append(check.__name__)
    return found


def table_without_a_line() -> None:
    sql("CREATE TABLE volunteers_forgotten (id bigint)")
    build_walls()


IN_THE_DATABASE = {
    "grant widened": "GRANT SELECT ON counselling_clientname TO portal_visitor",
    "grant on one column": "GRANT SELECT (data) ON mfa_authenticator TO portal_counselling",
    "tables may be emptied": "GRANT TRUNCATE ON audit_entry TO portal_counselling",
    "public login may become staff": "GRANT portal_counselling TO portal_public",
    "one role inherits another": "GRANT portal_programme TO portal_counselling",
    "a serving role owns a table": "GRANT CREATE ON SCHEMA public TO portal_setup;"
    "ALTER TABLE counselling_topic OWNER TO portal_setup; REVOKE CREATE ON SCHEMA public FROM portal_setup",
    "a view over people": "CREATE VIEW people AS SELECT * FROM counselling_client",
    "a careless function": "CREATE FUNCTION all_of_them() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
    "AS 'SELECT count(*) FROM counselling_client'",
    "policy dropped": "DROP POLICY rule_1 ON counselling_client",
    "policy for another role": "CREATE POLICY too_many ON counselling_client TO portal_programme USING (true)",
    "policies not forced": "ALTER TABLE counselling_client NO FORCE ROW LEVEL SECURITY",
    "policies switched off": "ALTER TABLE volunteers_volunteer DISABLE ROW LEVEL SECURITY",
}


def test_the_catalogue_is_content_without_a_fault(db):
    assert complaints() == []


@pytest.mark.parametrize("fault", IN_THE_DATABASE)
def test_a_fault_in_the_database_is_found(db, fault):
    sql(IN_THE_DATABASE[fault])
    assert complaints() != []


def test_a_table_that_nobody_thought_of_is_found(db):
    with pytest.raises(Exception, match=r"no line for .*volunteers_forgotten"):
        table_without_a_line()


def everybody(self, user):
    return self.all()


def rules_with(table: str, old: str, new: str) -> tuple:
    return tuple(
        dataclasses.replace(rule, read=rule.read.replace(old, new), write=rule.write.replace(old, new))
        for rule in rows.ROWS[table]
    )


# What somebody changes in a declaration or a queryset: attribute, value.
IN_THE_RULES = {
    "visible_to forgets the controller": (ClientQuerySet, "visible_to", everybody),
    "visible_to of notes forgets the author": (ContactNoteQuerySet, "visible_to", everybody),
    "visible_to forgets the programme": (VolunteerQuerySet, "visible_to", everybody),
    "visible_to forgets the permission": (
        RegistrationQuerySet,
        "visible_to",
        lambda self, user: self.filter(organisation=user.organisation_id),
    ),
}
# table, text of a rule, what it becomes
IN_THE_PAGE = {
    "a policy asks for the wrong thing": ("counselling_case", rows.OWN_CONTROLLER, f"owner_id = {rows.ME}"),
    "a policy says or instead of and": ("counselling_contactnote", " AND (", " OR ("),
    "a policy forgets to ask": ("projects_registration", rows.OWN_HOUSE, rows.SEALED),
}


def test_everybody_agrees_without_a_fault(people):
    assert disagreements(people) == {}


@pytest.mark.parametrize("fault", IN_THE_RULES)
def test_a_fault_in_a_queryset_is_found(people, monkeypatch, fault):
    monkeypatch.setattr(*IN_THE_RULES[fault])
    assert disagreements(people) != {}


@pytest.mark.parametrize("fault", IN_THE_PAGE)
def test_a_fault_in_the_page_is_found(people, monkeypatch, fault):
    table, old, new = IN_THE_PAGE[fault]
    changed = rules_with(table, old, new)
    assert changed != rows.ROWS[table]
    monkeypatch.setitem(rows.ROWS, table, changed)
    sql("SET CONSTRAINTS ALL DEFERRED")
    build_walls()
    assert disagreements(people) != {}


def test_a_role_with_the_rights_of_another_is_found(people, monkeypatch):
    wrong = dataclasses.replace(portal_roles.ROLES["federal_volunteer"], database_role=roles.COUNSELLING)
    monkeypatch.setitem(portal_roles.ROLES, "federal_volunteer", wrong)
    assert disagreements(people) != {}


@pytest.mark.parametrize("name", ["counselling:client_list", "volunteers:pipeline"])
def test_the_matrix_is_content_without_a_fault(db, name):
    who_may_open(name)


def test_a_view_without_its_guard_is_found(db, monkeypatch):
    for view, name in ((ClientListView, "counselling:client_list"), (PipelineView, "volunteers:pipeline")):
        monkeypatch.setattr(view, "has_permission", lambda self: True)
        with pytest.raises((AssertionError, DatabaseError)):
            who_may_open(name)


def who_may_open(name: str) -> None:
    """What the matrix says of a page in a world of its own."""
    _line, module = matrix.LINES[name]
    with transaction.atomic():
        try:
            matrix.test_who_may_open(matrix.Area(module), name)
        finally:
            transaction.set_rollback(True)


def test_a_role_with_a_permission_too_many_is_found(db, monkeypatch):
    editor = portal_roles.ROLES["editor"]
    wrong = dataclasses.replace(editor, permissions=editor.permissions | {"counselling.view_client_file"})
    monkeypatch.setitem(portal_roles.ROLES, "editor", wrong)
    with pytest.raises((AssertionError, DatabaseError)):
        who_may_open("counselling:client_list")


def test_an_account_that_hands_itself_powers_is_refused(db, persons):

    with pytest.raises(Exception, match="powers of an account"), asking_as(persons["begleiterin"]), at_the_door():
        User.objects.filter(pk=persons["begleiterin"].pk).update(is_superuser=True)


def test_there_are_twenty():
    others = 6
    assert len(IN_THE_DATABASE) + len(IN_THE_RULES) + len(IN_THE_PAGE) + others >= 20
