"""A skilled worker's own way to a companion, as the task list on her page."""

import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from volunteers.models import SkilledWorker
from volunteers.queries.matches import OwnMatch
from volunteers.queries.my_path import PROPOSAL_FOLLOWS, PathStep, by_when, in_order
from volunteers.rules import promise


def worker_path_of(
    worker: SkilledWorker, *, matches: list[OwnMatch], is_waiting: bool, today: datetime.date
) -> list[PathStep]:
    """The steps in order, with the next one and by when. Whoever wants no companion is done after the first talk."""
    has_match = any(own.match.is_active for own in matches)
    # Entered by the desk: they have talked to her already.
    is_called = worker.source != SkilledWorker.Source.ONLINE or worker.welcomed_on is not None
    is_told, day = worker.profile_completed_at is not None, promise.profile_by(worker.applied_on)
    facts = [
        (True, _("Signed up"), date_format(worker.applied_on, "DATE_FORMAT"), ""),
        (bool(worker.confirmed_at) or worker.source != "online", _("E-mail address confirmed"), "", ""),
        (
            is_told,
            _("Your wishes"),
            "" if is_told else by_when(_("Two short pages, please by %(day)s."), day, today),
            reverse("volunteers:worker_continue"),
        ),
        (is_called or has_match, _("We talk to each other"), "" if is_called else _call(worker, today), ""),
    ]
    if not (matches or is_waiting) and worker.profile_completed_at:
        return in_order(facts)
    is_asked = any(own.match.is_asked for own in matches)
    return in_order(
        [
            *facts,
            (
                has_match or is_asked,
                _("We look for somebody who fits"),
                "" if has_match or is_asked else _search(worker, today),
                "",
            ),
            (has_match, _("Your companion"), "", ""),
        ]
    )


def _call(worker: SkilledWorker, today: datetime.date) -> str:
    done = worker.profile_completed_at
    day = promise.call_by(done.date() if done else worker.applied_on, worker.programme.federal_state)
    return by_when(_("We call you by %(day)s."), day, today)


def _search(worker: SkilledWorker, today: datetime.date) -> str:
    since = worker.welcomed_on or worker.applied_on
    day = promise.propose_by(since, worker.programme.federal_state)
    words = str(PROPOSAL_FOLLOWS)
    if day >= today:
        words += " " + by_when(_("If you have heard nothing by %(day)s, please ask us."), day, today)
    return words
