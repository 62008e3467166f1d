"""Opening and closing the wish for a companion."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from volunteers.models import MatchNeed, Offer, SkilledWorker
from volunteers.queries.consent import is_refused
from volunteers.rules.consent import MATCHING


@transaction.atomic
def create_need(
    worker: SkilledWorker,
    *,
    by: User | None,
    help: Iterable[Offer],
    priority: int = MatchNeed.Priority.NORMAL,
    wish_gender: str = "",
    note: str = "",
) -> MatchNeed:
    """Puts a worker on the list of people who wait; ``ValidationError`` if she already is or has left."""
    worker = SkilledWorker.objects.select_related("programme").select_for_update(of=("self",)).get(pk=worker.pk)
    if worker.status == SkilledWorker.Status.LEFT:
        raise ValidationError(_("This person has left the programme."))
    if is_refused(worker, MATCHING):
        raise ValidationError(
            _("The consent to be introduced to somebody was taken back. It has to be given again first."), "consent"
        )
    need = MatchNeed(programme=worker.programme, worker=worker, priority=priority, wish_gender=wish_gender, note=note)
    need.full_clean()
    need.save()
    need.help.set(help, through_defaults={"programme": worker.programme})
    record("need.created", need, by=by)
    return need


@transaction.atomic
def close_need(need: MatchNeed, *, by: User) -> MatchNeed:
    """Takes a waiting need off the list; one that is being asked for or matched ends with its match."""
    need = MatchNeed.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if not need.is_open:
        raise ValidationError(_("Only a waiting need can be closed. End or withdraw the match instead."))
    need.state = MatchNeed.State.CLOSED
    need.full_clean()
    need.save()
    record("need.closed", need, by=by, fields=["state"])
    return need
