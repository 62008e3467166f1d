"""Making accounts and handing out roles."""

import contextlib

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.accounts.roles import ROLES, can_be_combined
from ibs_portal.audit.trail import record
from ibs_portal.database import roles as database
from ibs_portal.database.identity import at_the_door, who_is_asking

# Who makes accounts without stepping to the door: the set-up, which may give them powers, and the owner.
MAKERS = (database.SETUP, *database.DOOR_OF.values())


def _where_accounts_are_made() -> contextlib.AbstractContextManager:
    """The door for those who may not touch accounts where they stand; it gives no powers and no staff role."""
    identity = who_is_asking()
    return contextlib.nullcontext() if identity is None or identity.role in MAKERS else at_the_door()


def check_roles(roles: frozenset[str]) -> None:
    """``ValidationError`` if one account may not have all these roles."""
    if not can_be_combined(roles):
        raise ValidationError(
            _(
                "One account cannot have all these roles: files of different kinds, or work and a private role, "
                "need an account each."
            ),
            code="roles_apart",
        )


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
    with _where_accounts_are_made():
        user = User.objects.create_user(email, password, name=name, language=language, organisation=organisation)
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
        grant_roles(user, roles, by=by or user)
        record("account.created", user, by=by or user)
    return user


@transaction.atomic
def grant_roles(user: User, roles: tuple[str, ...], *, by: User) -> User:
    """Adds roles to an account.

    ``KeyError`` for a role that the code does not know, ``ValidationError`` for roles that law keeps apart.
    """
    names = [ROLES[code].code for code in roles]
    with _where_accounts_are_made():
        check_roles(frozenset(names) | _roles_of(user))
        user.groups.add(*_groups(names))
        _forget_roles(user)
        if roles:
            record("account.roles_granted", user, by=by, fields=["groups"], reason=", ".join(roles))
    return user


def _roles_of(user: User) -> frozenset[str]:
    return frozenset(user.groups.values_list("name", flat=True))


def _groups(names: list[str]) -> list[Group]:
    return [Group.objects.get_or_create(name=name)[0] for name in names]


def _forget_roles(user: User) -> None:
    for name in ("role_codes", "work_permissions"):
        vars(user).pop(name, None)


@transaction.atomic
def set_up_account(user: User, *, by: User, roles: tuple[str, ...] | None, is_new: bool) -> User:
    """What belongs to an account that the set-up saved: its login address and exactly these roles.

    A new or changed address is confirmed by a code at the next login. ``roles=None`` leaves the roles alone.
    ``ValidationError`` for roles that law keeps apart.
    """
    with at_the_door():
        _follow_address(user)
    if is_new:
        record("account.created", user, by=by)
    if roles is not None and set(roles) != _roles_of(user):
        check_roles(frozenset(roles))
        user.groups.set(_groups([ROLES[code].code for code in roles]))
        _forget_roles(user)
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
    with at_the_door():
        is_removed = Authenticator.objects.filter(user=user).delete()[0]
    if is_removed:
        record("account.second_factor_removed", user, by=by)
    return user
