"""Making accounts and handing out roles, by everybody who may and by those who may not."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from ibs_portal.accounts.actions import create_account, grant_roles, set_up_account
from ibs_portal.accounts.models import User
from ibs_portal.database import roles
from ibs_portal.database.identity import Identity, asking, asking_as, who_is_asking


def as_set_up(user: User):
    return asking(Identity.of(user, role=roles.SETUP))


@pytest.mark.parametrize("name", [None, "freiwilligenagentur"])
def test_a_visitor_and_a_coordinator_make_accounts_at_the_door(persons, name):
    with asking_as(persons.get(name)) as identity:
        made = create_account("neu@example.org", name="Neu", by=persons.get(name), roles=("volunteer",))
        assert who_is_asking() == identity
    user = User.objects.get(email="neu@example.org")
    assert (user, user.role_codes, user.realm) == (made, {"volunteer"}, "public")
    assert EmailAddress.objects.filter(user=user, primary=True, verified=False).exists()


@pytest.mark.parametrize("name", [None, "freiwilligenagentur", "leitung"])
def test_nobody_but_the_set_up_hands_out_a_role_of_staff(persons, name):
    with asking_as(persons.get(name)), pytest.raises(ProgrammingError), transaction.atomic():
        grant_roles(persons["partner"], ("editor",), by=persons.get(name))
    with asking_as(persons.get(name)), pytest.raises(ProgrammingError), transaction.atomic():
        create_account("neu@example.org", name="Neu", by=None, roles=("editor",))
    assert User.objects.get(pk=persons["partner"].pk).role_codes == {"partner"}


def test_negative_control_the_set_up_may(persons):
    with as_set_up(persons["technik"]):
        made = create_account("neu@example.org", name="Neu", by=persons["technik"], roles=("editor",))
    assert User.objects.get(pk=made.pk).role_codes == {"editor"}


@pytest.mark.parametrize(
    ("held", "more"),
    [
        ("counsellor", "programme_coordinator"),
        ("bfd", "programme_coordinator"),
        ("counsellor", "data_protection_officer"),
        ("counsellor", "volunteer"),
        ("volunteer", "editor"),
    ],
)
def test_roles_that_law_keeps_apart_are_refused(persons, held, more):
    person = {"counsellor": "beratung", "bfd": "bfd", "volunteer": "begleiterin"}[held]
    user = persons[person]
    before = user.role_codes
    with pytest.raises(ValidationError, match="je ein eigenes Konto"):
        grant_roles(user, (more,), by=user)
    with as_set_up(persons["technik"]), pytest.raises(ValidationError), transaction.atomic():
        set_up_account(user, by=persons["technik"], roles=(*before, more), is_new=False)
    assert User.objects.get(pk=user.pk).role_codes == before


@pytest.mark.parametrize("pair", [("volunteer", "skilled_worker"), ("counsellor", "editor"), ("partner", "editor")])
def test_negative_control_other_roles_go_together(db, pair):
    user = create_account("neu@example.org", name="Neu", by=None, roles=pair)
    assert user.role_codes == set(pair)
