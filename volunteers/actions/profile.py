"""The profile after the code, page by page: what is saved counts at once, what is being typed is kept beside it.

``profile_draft`` of a row is ``{"saved": [pages], "typed": {page: what stands in the form}}`` until all is there.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.actions.details import write_details
from volunteers.actions.need import close_need, create_need
from volunteers.actions.worker import write_worker
from volunteers.actions.worker_own import set_shifts
from volunteers.models import MatchNeed, Offer, SkilledWorker, Volunteer

# More than any page holds: who sends this much is not filling in a form.
MOST_TYPED = 20_000


@transaction.atomic
def save_volunteer_page(
    volunteer: Volunteer,
    *,
    page: str,
    pages: Sequence[str],
    details: Mapping[str, Any],
    offers: Iterable[Offer] | None,
    by: User,
    now: datetime.datetime,
) -> Volunteer:
    """Writes one page of the profile. With the last of ``pages`` it is complete, and waiting for an answer begins."""
    volunteer = _locked(volunteer)
    _note_saved(volunteer, page, pages, now)
    if volunteer.profile_completed_at == now and volunteer.status == Volunteer.Status.APPLIED:
        volunteer.status_since = timezone.localdate(now)
    return write_details(volunteer, verb="volunteer.updated", by=by, details=details, offers=offers)


@transaction.atomic
def save_worker_page(
    worker: SkilledWorker,
    *,
    page: str,
    pages: Sequence[str],
    details: Mapping[str, Any],
    by: User,
    now: datetime.datetime,
    shifts: Mapping[str, Any] | None = None,
) -> SkilledWorker:
    """Writes one page of a skilled worker's profile; ``shifts`` are ``kind`` and ``pattern`` of ``set_shifts``."""
    worker = _locked(worker)
    _note_saved(worker, page, pages, now)
    worker = write_worker(worker, verb="worker.updated", by=by, details=details)
    return worker if shifts is None else set_shifts(worker, by=by, **shifts)


@transaction.atomic
def save_wishes(
    worker: SkilledWorker,
    *,
    page: str,
    pages: Sequence[str],
    help: Iterable[Offer],
    wish_gender: str,
    by: User,
    now: datetime.datetime,
) -> SkilledWorker:
    """What a companion should help with: opens the need, changes a waiting one, or closes it if nothing is chosen.

    ``ValidationError`` with code ``under_way`` while somebody is proposed or accompanies her.
    """
    worker, help = save_worker_page(worker, page=page, pages=pages, details={}, by=by, now=now), list(help)
    need = MatchNeed.objects.filter(worker=worker).exclude(state=MatchNeed.State.CLOSED).first()
    if need is not None and not need.is_open:
        raise ValidationError(
            _("We have found somebody for you already. Please tell us what should change."), "under_way"
        )
    if need is None and help:
        create_need(worker, by=by, help=help, wish_gender=wish_gender)
    elif need is not None and not help:
        close_need(need, by=by)
    elif need is not None:
        need.wish_gender = wish_gender
        need.save(update_fields=["wish_gender"])
        need.help.set(help, through_defaults={"programme": worker.programme})
        trail.record("need.updated", need, by=by, fields=["help", "wish_gender"])
    return worker


@transaction.atomic
def keep_profile_draft(
    person: Volunteer | SkilledWorker, *, page: str, typed: Mapping[str, list[str]], by: User
) -> None:
    """Keeps what stands in a page that was not sent yet; a page that was sent is not touched."""
    person = _locked(person)
    if sum(len(word) for words in typed.values() for word in words) <= MOST_TYPED:
        draft = person.profile_draft
        person.profile_draft = {**draft, "typed": {**draft.get("typed", {}), page: dict(typed)}}
        person.save(update_fields=["profile_draft"])


def _note_saved(person: Any, page: str, pages: Sequence[str], now: datetime.datetime) -> None:
    saved, typed = person.profile_draft.get("saved", []), person.profile_draft.get("typed", {})
    saved = [other for other in pages if other in saved or other == page]
    typed = {other: words for other, words in typed.items() if other != page}
    if person.profile_completed_at is None and saved == list(pages):
        person.profile_completed_at = now
    is_done = person.profile_completed_at is not None
    person.profile_draft = {} if is_done else {"saved": saved, "typed": typed}


def _locked(person: Any) -> Any:
    return type(person).objects.select_related("programme").select_for_update(of=("self",)).get(pk=person.pk)
