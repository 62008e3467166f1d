"""Accounts and organisations for tests."""

import functools
from collections.abc import Iterable

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from ibs_portal.accounts.actions import grant_roles
from ibs_portal.accounts.models import Organisation, User

PASSWORD = "ein-langes-Passwort"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    short_name = factory.SelfAttribute("name")
    kind = Organisation.Kind.CITY
    is_controller = True


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class, *args, role=None, **kwargs):
        user = model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        return grant_roles(user, (role,), by=user) if role else user


@functools.cache
def hashed_password() -> str:
    return make_password(PASSWORD)


def make_people(people: Iterable[tuple[str | None, dict]]) -> list[User]:
    """Many accounts at once (role, fields), each as ``UserFactory`` makes one: most tests begin with the same dozen."""
    roles, fields = zip(*people, strict=True)
    users = User.objects.bulk_create(User(password=hashed_password(), **row) for row in fields)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users
    )
    groups, in_group = dict(Group.objects.values_list("name", "pk")), User.groups.through
    in_group.objects.bulk_create(
        in_group(user=user, group_id=groups[role]) for user, role in zip(users, roles, strict=True) if role
    )
    return users
