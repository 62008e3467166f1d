"""Signing up as a skilled worker on the web; the same way as a volunteer's, into a file of its own."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from ibs_portal.accounts.actions import remove_unused_accounts
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database.identity import errand
from ibs_portal.database.one_by_one import one_by_one
from volunteers.actions.account import make_account
from volunteers.actions.consent_note import note_consents
from volunteers.actions.worker import write_worker
from volunteers.emails.worker import send_to_worker
from volunteers.models import Programme, SkilledWorker
from volunteers.queries.places import check_place
from volunteers.rules.volunteer import unconfirmed_since


@transaction.atomic
def sign_up_worker(
    programme: Programme,
    *,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]],
    consents: Iterable[str],
    now: datetime.datetime,
    by: User | None = None,
) -> User:
    """Makes an account without a password and a skilled worker; as ``sign_up`` in all else."""
    with errand(email=details["email"].lower()):
        check_place(programme, "worker")
        user, is_on_file = make_account(details, programme=programme, side="worker", by=by)
        if is_on_file:
            return user
        worker = SkilledWorker(programme=programme, user=user, source=SkilledWorker.Source.ONLINE)
        worker.applied_on = timezone.localdate(now)
        write_worker(worker, verb="worker.signed_up", by=user, details=details, languages=languages)
        note_consents(worker, consents, by=user, now=now)
    return user


@transaction.atomic
def confirm_worker_signup(user: User, *, now: datetime.datetime, by: User) -> SkilledWorker | None:
    """Notes that the address is the worker's own and says welcome; a second time changes nothing."""
    own = SkilledWorker.objects.select_related("programme").select_for_update(of=("self",)).filter(user=user)
    worker = own.first() or _known_to_the_desk(user)
    if worker is None or worker.confirmed_at:
        return None
    worker.user, worker.confirmed_at = user, now
    worker.save(update_fields=["user", "confirmed_at"])
    record("worker.confirmed", worker, by=by, fields=["confirmed_at"])
    send_to_worker(worker, "worker_welcome")
    return worker


def _known_to_the_desk(user: User) -> SkilledWorker | None:
    if "skilled_worker" not in user.role_codes:
        return None
    rows = SkilledWorker.objects.select_related("programme").select_for_update(of=("self",))
    return rows.filter(user=None, email__iexact=user.email).order_by("pk").first()


def remove_unconfirmed_workers(*, now: datetime.datetime, by: User | None = None) -> int:
    """Erases sign-ups from the web that nobody confirmed within thirty days, accounts included; returns how many.

    Runs every night, one by one.
    """
    old = SkilledWorker.objects.filter(
        source=SkilledWorker.Source.ONLINE,
        confirmed_at=None,
        applied_on__lte=unconfirmed_since(timezone.localdate(now)),
    )

    def remove(key: int) -> bool:
        worker = old.select_for_update(of=("self",)).filter(pk=key).first()
        if worker is None:
            return False
        record("worker.signup_expired", worker, by=by)
        worker.delete()
        remove_unused_accounts([worker.user_id] if worker.user_id else [], by=by)
        return True

    return one_by_one(lambda: old.values_list("pk", flat=True), remove)


@transaction.atomic
def welcome_worker(worker: SkilledWorker, *, by: User, today: datetime.date) -> SkilledWorker:
    """Notes that somebody of the desk has talked to a worker who signed up: the sign-up is answered."""
    worker = SkilledWorker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    if worker.welcomed_on is None:
        worker.welcomed_on = today
        worker.save(update_fields=["welcomed_on"])
        record("worker.welcomed", worker, by=by, fields=["welcomed_on"])
    return worker
