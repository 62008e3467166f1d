"""Making accounts and handing out roles."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.audit.trail import record


@transaction.atomic
def create_account(
    email: str,
    *,
    name: str,
    by: User | None,
    roles: tuple[str, ...] = (),
    language: str = "de",
    organisation: Organisation | None = None,
    password: str | None = None,
    is_verified: bool = False,
) -> User:
    """Makes an account with roles; ``ValidationError`` if the address is taken or malformed.

    Without a password the person logs in with codes by mail. ``is_verified`` means that the address is known
    to be the person's own; otherwise a code by mail is asked for at the first login.
    """
    user = User.objects.create_user(email, password, name=name, language=language, organisation=organisation)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    grant_roles(user, roles, by=by or user)
    record("account.created", user, by=by or user)
    return user


@transaction.atomic
def grant_roles(user: User, roles: tuple[str, ...], *, by: User) -> User:
    """Adds roles to an account; ``KeyError`` for a role that the code does not know."""
    groups = [Group.objects.get_or_create(name=ROLES[code].code)[0] for code in roles]
    user.groups.add(*groups)
    vars(user).pop("role_codes", None)
    vars(user).pop("work_permissions", None)
    if roles:
        record("account.roles_granted", user, by=by, fields=["groups"], reason=", ".join(roles))
    return user
