"""Making accounts and handing out roles."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
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


@transaction.atomic
def set_up_account(user: User, *, by: User, roles: tuple[str, ...] | None, is_new: bool) -> User:
    """What belongs to an account that the set-up saved: its login address and exactly these roles.

    A new or changed address is confirmed by a code at the next login. ``roles=None`` leaves the roles alone.
    """
    _follow_address(user)
    if is_new:
        record("account.created", user, by=by)
    if roles is not None and set(roles) != set(user.groups.values_list("name", flat=True)):
        user.groups.set([Group.objects.get_or_create(name=ROLES[code].code)[0] for code in roles])
        vars(user).pop("role_codes", None)
        vars(user).pop("work_permissions", None)
        record("account.roles_changed", user, by=by, fields=["groups"], reason=", ".join(sorted(roles)))
    return user


def _follow_address(user: User) -> None:
    address = EmailAddress.objects.filter(user=user, primary=True).first()
    if address is None:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    elif address.email != user.email:
        address.email, address.verified = user.email, False
        address.save()


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> User:
    """For somebody who has lost the phone: all factors go, the next login leads to setting up a new one."""
    if Authenticator.objects.filter(user=user).delete()[0]:
        record("account.second_factor_removed", user, by=by)
    return user
