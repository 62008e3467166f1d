"""A coordinator writes down what somebody has told her: that she agrees to something, or takes it back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from volunteers.actions.consent import withdraw_consent
from volunteers.actions.consent_note import note_consents
from volunteers.emails.consent import send_recorded
from volunteers.queries.consent import Person, consents_of
from volunteers.rules import consent as rules

NOON = datetime.time(12)


@transaction.atomic
def record_consent(
    person: Person,
    *,
    kind: str,
    is_given: bool,
    told_on: datetime.date,
    how: str,
    said_by: str = "",
    note: str = "",
    by: User,
    now: datetime.datetime,
) -> Person:
    """Notes a consent to the present text, or takes it back with all that follows; the person gets a mail about it.

    ``how`` is a code of ``ConsentHow``, ``said_by`` who spoke if it was not the person herself. ``ValidationError`` if
    the day cannot be, if it stands as it should already, or for a consent of somebody who has left.
    """
    person = (
        type(person).objects.select_related("programme__organisation").select_for_update(of=("self",)).get(pk=person.pk)
    )
    told = rules.Told(_moment(told_on, now), how, said_by, note)
    if is_given:
        _give(person, kind, told, by=by)
    else:
        person = withdraw_consent(person, kind=kind, by=by, now=now, told=told)
    send_recorded(person, kind=kind, is_given=is_given, told_on=told_on, said_by=said_by)
    return person


def _moment(told_on: datetime.date, now: datetime.datetime) -> datetime.datetime:
    """Now, or noon of an earlier day: nobody remembers the hour."""
    today = timezone.localdate(now)
    rules.check_told_on(told_on, today)
    return now if told_on == today else timezone.make_aware(datetime.datetime.combine(told_on, NOON))


def _give(person: Person, kind: str, told: rules.Told, *, by: User) -> None:
    if person.left_on:
        raise ValidationError(_("This person has left the programme."), "left")
    if any(own.kind == kind and own.standing == rules.GIVEN for own in consents_of(person)):
        raise ValidationError(_("This consent is noted already."), "known")
    note_consents(person, [kind], by=by, now=told.at, how=told.how, said_by=told.said_by, note=told.note)
