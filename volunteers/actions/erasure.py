"""The data of a person go: asked for by herself, or because the time of keeping is over."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ibs_portal.accounts.actions import remove_account
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.database import access, roles
from ibs_portal.database.identity import errand
from ibs_portal.database.one_by_one import one_by_one
from ibs_portal.privacy.erasure import forget
from volunteers.actions.match import end_match, withdraw_match
from volunteers.emails.erasure import send_to_coordination, send_to_person
from volunteers.models import Certificate, Erasure, Match, MatchNeed, PersonFigure, SkilledWorker, Volunteer
from volunteers.queries.people import person_figure, subject_of
from volunteers.rules import erasure as rules

# Figures ask why and when somebody left; everything else that is personal goes.
STAYS = ("status", "end_reason")
# What stands where a name stood: rows of others point to the empty file.
NOBODY = "–"
THROUGH = ("volunteer", "worker")


@transaction.atomic
def request_erasure(person: Any, *, by: User, keeps_certificates: bool, today: datetime.date) -> Erasure:
    """Art. 17: the person asks; a week later a job does it, unless she takes it back. The coordination is told.

    Until then nothing is lost. ``ValidationError`` if it has been asked for already.
    """
    with errand(**{subject_of(person): person.pk}):
        erasure = _new(person, Erasure.Cause.REQUEST, today=today, due_on=rules.due_after_request(today))
        erasure.keeps_certificates = keeps_certificates
        erasure.full_clean(exclude=["volunteer", "worker"])
        _save_once(erasure)
        record("erasure.requested", erasure, by=by)
    send_to_person(person, "erasure_requested", erasure=erasure)
    send_to_coordination(person.programme, erasure)
    return erasure


def _save_once(erasure: Erasure) -> None:
    """The database knows whether it has been asked for: also when somebody presses twice at once."""
    try:
        with transaction.atomic():
            erasure.save()
    except IntegrityError:
        raise ValidationError(_("The erasure has been asked for already."), code="known") from None


@transaction.atomic
def take_back_erasure(erasure: Erasure, *, by: User, today: datetime.date) -> Erasure:
    """The person changes her mind while there is time; also after an announcement: she stays with us as she is.

    ``ValidationError`` if it was taken back or carried out already.
    """
    with errand(**{erasure.subject: erasure.volunteer_id or erasure.worker_id}):
        erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
        if erasure.taken_back_on or erasure.erased_on:
            raise ValidationError(_("There is nothing to take back any more."), code="closed")
        erasure.taken_back_on = today
        erasure.save(update_fields=["taken_back_on"])
        record("erasure.taken_back", erasure, by=by, fields=["taken_back_on"])
    return erasure


@transaction.atomic
def hold_erasure(erasure: Erasure, *, by: User, until: datetime.date, reason: str, today: datetime.date) -> Erasure:
    """A coordinator needs the data for longer (Art. 17(3): legal claims): with an end, and a reason that she reads."""
    rules.check_hold(until, today=today)
    erasure = Erasure.objects.open().select_for_update(of=("self",)).get(pk=erasure.pk)
    erasure.held_until, erasure.hold_reason = until, reason
    erasure.full_clean(exclude=["volunteer", "worker"])
    erasure.save(update_fields=["held_until", "hold_reason"])
    record("erasure.held", erasure, by=by, fields=["held_until", "hold_reason"])
    return erasure


def announce_erasures(*, by: User | None, today: datetime.date) -> int:
    """Tells everybody whose time of keeping ends within thirty days; how many. Runs every night, one by one."""

    def announce(key: tuple[Any, int]) -> bool:
        person = _left(key[0]).select_for_update(of=("self",)).filter(pk=key[1]).first()
        return person is not None and _announce(person, by=by, today=today)

    return one_by_one(_all_who_left, announce)


def _all_who_left() -> list[tuple[Any, int]]:
    return [(model, pk) for model in (Volunteer, SkilledWorker) for pk in _left(model).values_list("pk", flat=True)]


def _left(model: Any) -> Any:
    """Whoever has left, is still known, and has never been told; a person who wished to stay is not asked again."""
    told = Erasure.objects.filter(**{f"{subject_of(model())}__isnull": False}).values(subject_of(model()))
    return model.objects.filter(status="left", erased_on=None).exclude(pk__in=told).select_related("programme")


def _announce(person: Any, *, by: User | None, today: datetime.date) -> bool:
    subject = rules.Subject(subject_of(person))
    if not rules.is_to_be_announced(person.left_on, subject, today=today):
        return False
    due_on = rules.due_after_announcement(person.left_on, subject, today=today)
    erasure = _new(person, Erasure.Cause.RETENTION, today=today, due_on=due_on)
    # Papers that somebody may have handed in stay genuine, unless the person says otherwise.
    erasure.keeps_certificates = subject is rules.Subject.VOLUNTEER
    erasure.save()
    record("erasure.announced", erasure, by=by)
    send_to_person(person, "erasure_announced", erasure=erasure)
    return True


def carry_out_erasures(*, by: User | None, today: datetime.date) -> int:
    """Erases everybody who is due and not held; how many. Runs every night, one by one."""

    def carry_out(key: int) -> bool:
        return _carry_out(key, by=by, today=today)

    return one_by_one(lambda: _due(today).values_list("pk", flat=True), carry_out)


def _due(today: datetime.date) -> Any:
    return Erasure.objects.open().filter(due_on__lte=today).exclude(held_until__gt=today)


@transaction.atomic
def _carry_out(key: int, *, by: User | None, today: datetime.date) -> bool:
    rows = _due(today).select_for_update(of=("self",))
    erasure = rows.filter(pk=key).select_related("programme", "volunteer", "worker").first()
    if erasure is None:
        return False
    person = erasure.person
    send_to_person(person, "erasure_done", erasure=erasure)
    _say_goodbye(person, today=today)
    PersonFigure.objects.create(programme=person.programme, content=person_figure(_fresh(person)).to_json())
    kept = {"revoked_on": None} if erasure.keeps_certificates else {"pk": None}
    if isinstance(person, Volunteer):
        Certificate.objects.filter(volunteer=person).exclude(**kept).delete()
    _forget(person, today=today)
    Erasure.objects.filter(pk=key).update(erased_on=today)
    record("erasure.carried_out", erasure, by=by, reason=erasure.cause)
    return True


def _forget(person: Any, *, today: datetime.date) -> None:
    user_id = person.user_id
    written = {"given_name": NOBODY, "user": None, "erased_on": today}
    forget(person, stays=STAYS, written=written, may_be_empty=THROUGH)
    if user_id:
        _forget_who_did(user_id)
        remove_account(user_id)


def _forget_who_did(user_id: int) -> None:
    """Rows that stay no longer say whose account wrote them; what only staff write, the job need not change."""
    for relation in User._meta.related_objects:
        model: Any = relation.related_model
        if relation.field.null and "u" in access.grants().get(model._meta.db_table, {}).get(roles.JOBS, ""):
            model._base_manager.filter(**{relation.field.name: user_id}).update(**{relation.field.name: None})


def _say_goodbye(person: Any, *, today: datetime.date) -> None:
    """Questions and companionships end, so that the other side hears of it; then the person has left."""
    matches = Match.objects.filter(**{subject_of(person): person}).holding_a_place()
    for match in matches.select_related("need"):
        if match.is_asked:
            withdraw_match(match, by=None)  # type: ignore[arg-type]
        else:
            looks_on = isinstance(person, Volunteer)
            end_match(match, by=None, on=today, reason=Match.EndReason.OTHER, look_again=looks_on)  # type: ignore[arg-type]
    if isinstance(person, SkilledWorker):
        MatchNeed.objects.filter(worker=person).update(state=MatchNeed.State.CLOSED)
    if person.left_on is None:
        reason = Volunteer.EndReason.PERSONAL if isinstance(person, Volunteer) else SkilledWorker.EndReason.NO_INTEREST
        left = {"status": "left", "left_on": today, "end_reason": reason}
        left |= {"paused_until": None} if isinstance(person, Volunteer) else {"arrived_on": None}
        type(person).objects.filter(pk=person.pk).update(**left)


def _fresh(person: Any) -> Any:
    return type(person).objects.get(pk=person.pk)


def _new(person: Any, cause: str, *, today: datetime.date, due_on: datetime.date) -> Erasure:
    subject = subject_of(person)
    erasure = Erasure(programme=person.programme, subject=subject, cause=cause, announced_on=today, due_on=due_on)
    setattr(erasure, subject, person)
    return erasure
