"""Accounts and organisations for tests."""

import factory
from allauth.account.models import EmailAddress

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
