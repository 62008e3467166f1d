"""Making accounts and handing out roles."""

import contextlib
import datetime
from collections.abc import Iterable

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from ibs_portal.accounts.models import Organisation, Session, User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.accounts.rules import require_combinable
from ibs_portal.audit.trail import record
from ibs_portal.database import roles as database
from ibs_portal.database.identity import at_the_door, who_is_asking

# Who makes accounts without stepping to the door: the set-up, which may give them powers, and the owner.
MAKERS = (database.SETUP, *database.DOOR_OF.values())


def _where_accounts_are_made() -> contextlib.AbstractContextManager:
    """The door for those who may not touch accounts where they stand; it gives no powers and no staff role."""
    identity = who_is_asking()
    return contextlib.nullcontext() if identity is None or identity.role in MAKERS else at_the_door()


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
        with at_the_door():
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
        require_combinable(frozenset(names) | _roles_of(user))
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
def set_up_account(
    user: User, *, by: User, roles: tuple[str, ...] | None, is_new: bool, has_other_powers: bool = False
) -> User:
    """What belongs to an account that the set-up saved: its login address and exactly these roles.

    A new or changed address is confirmed by a code at the next login. ``roles=None`` leaves the roles alone.
    Other roles, other powers (``has_other_powers``) or an account switched off end the sessions of the person.
    ``ValidationError`` for roles that law keeps apart.
    """
    with at_the_door():
        _follow_address(user)
    if is_new:
        record("account.created", user, by=by)
    if roles is not None and set(roles) != _roles_of(user):
        require_combinable(frozenset(roles))
        user.groups.set(_groups([ROLES[code].code for code in roles]))
        _forget_roles(user)
        record("account.roles_changed", user, by=by, fields=["groups"], reason=", ".join(sorted(roles)))
        has_other_powers = True
    if has_other_powers or not user.is_active:
        end_sessions(user)
    return user


def end_sessions(user: User) -> None:
    """Logs an account out everywhere; only the one who does it stays where she is. For the set-up only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_end_sessions(%s)", [user.pk])


def _follow_address(user: User) -> None:
    address = EmailAddress.objects.filter(user=user, primary=True).first()
    if address is None:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    elif address.email != user.email:
        address.email, address.verified = user.email, False
        address.save()


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> User:
    """For somebody who has lost the phone: factors and sessions go, the next login leads to setting up a new one."""
    with at_the_door():
        is_removed = Authenticator.objects.filter(user=user).delete()[0]
    end_sessions(user)
    if is_removed:
        record("account.second_factor_removed", user, by=by)
    return user


@transaction.atomic
def remove_old_sessions(*, now: datetime.datetime) -> int:
    """Deletes sessions whose time is over, and the lines of the page of devices that speak of them."""
    gone = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone


@transaction.atomic
def remove_unused_accounts(keys: Iterable[int], *, by: User | None) -> int:
    """Erases accounts that nobody has ever logged in to, with all that a login consists of; returns how many.

    A job does it that may look at nobody's files. It deletes table by table, and the keys of the database keep
    an account that a row of some file names after all.
    """
    return sum(map(_remove, User.objects.filter(pk__in=keys, last_login=None)))


def remove_account(user_id: int) -> bool:
    """Erases an account whose person was erased, with sessions, addresses and second factors.

    Rows of the areas that only note who did something forget it before; the keys of the database keep an account that
    a row needs. A job does it.
    """
    keys = UserSession.objects.filter(user_id=user_id).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    EmailConfirmation.objects.filter(email_address__user_id=user_id).delete()
    return all(map(_remove, User.objects.filter(pk=user_id)))


def _remove(user: User) -> bool:
    user_id = user.pk
    try:
        with transaction.atomic():
            for model in (EmailAddress, Authenticator, UserSession, User.groups.through, User.user_permissions.through):
                model._default_manager.filter(user_id=user_id).delete()
            users = User.objects.filter(pk=user_id)
            users._raw_delete(users.db)  # type: ignore[attr-defined]
            connection.check_constraints()
    except IntegrityError:
        return False
    return True
