"""Standing in: who may, who sees what on which day, hours, mails, and two who ask at once."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.database.identity import errand
from tests.factories.matching import (
    MatchFactory,
    PairExclusionFactory,
    StandInFactory,
    WorkerLanguageFactory,
    fitting_volunteer,
)
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, TrainingFactory
from volunteers.actions import stand_in as actions
from volunteers.actions.match import end_match
from volunteers.actions.match_pause import pause_match, resume_match
from volunteers.actions.meeting import log_meeting
from volunteers.actions.run import forbid_pair
from volunteers.actions.stand_in import answer_stand_in, ask_stand_in, end_stand_in, end_stand_ins
from volunteers.models import GroupMembership, Programme, StandIn, Volunteer
from volunteers.queries.hours import of_meetings
from volunteers.tasks import end_stand_ins_of_yesterday

DAY = datetime.timedelta(days=1)


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def match(programme):
    return MatchFactory(need__programme=programme, need__worker__given_name="Anjaly", active=True)


@pytest.fixture
def fellow(match):
    """Another volunteer of the companion's group; her own place is taken, which does not matter."""
    fellow = fitting_volunteer(match.programme, given_name="Gönül", max_matches=1)
    MatchFactory(need__programme=match.programme, volunteer=fellow, active=True)
    group = CompanionGroupFactory(programme=match.programme, max_matches=2)
    for member in (match.volunteer, fellow):
        GroupMembership.objects.create(programme=match.programme, group=group, volunteer=member)
    return fellow


def ask(match, volunteer, by, **days):
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + 13 * DAY, "agreed_how": "am Telefon"} | days
    return ask_stand_in(match, volunteer, by=by, now=timezone.now(), **days)


def accept(stand_in, **fields):
    return answer_stand_in(stand_in, accept=True, by=None, now=timezone.now(), **fields)


def test_somebody_of_the_group_is_asked_and_says_yes(match, fellow, by, mailoutbox):
    stand_in = ask(match, fellow, by)
    asked = (stand_in.state, stand_in.companion, stand_in.asked_by)
    assert asked == ("asked", match.volunteer, by)
    (mail,) = mailoutbox
    assert (mail.to, "/begleitung/vertretung/" in mail.body, "Anjaly" in mail.body) == ([fellow.email], True, True)
    secrets = [match.worker.family_name, match.worker.phone, match.worker.email]
    assert [secret for secret in secrets if secret in mail.body] == []
    mailoutbox.clear()
    assert accept(stand_in).state == "accepted"
    assert [mail.to[0] for mail in mailoutbox] == [fellow.email, match.worker.email, match.volunteer.email]
    assert match.worker.phone in mailoutbox[0].body
    assert fellow.email in mailoutbox[1].body


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (lambda m, v: Volunteer.objects.filter(pk=v.pk).update(status="paused"), "nicht aktiv"),
        (lambda m, v: TrainingFactory(programme=m.programme, title="Grundlagen"), "Grundlagen"),
        (lambda m, v: PairExclusionFactory(programme=m.programme, worker=m.worker, volunteer=v), ""),
        (lambda m, v: GroupMembership.objects.filter(volunteer=v).update(left_on=timezone.localdate()), "Gruppe"),
    ],
)
def test_hard_rules_hold(match, fellow, by, obstacle, words, mailoutbox):
    obstacle(match, fellow)
    with pytest.raises(ValidationError) as refused:
        ask(match, fellow, by)
    assert words in " ".join(refused.value.messages)
    assert (StandIn.objects.count(), mailoutbox) == (0, [])


def test_a_missing_common_language_is_a_hint_and_no_bar(match, fellow, by):
    match.worker.languages.all().delete()
    WorkerLanguageFactory(worker=match.worker, code="ml", level=4)
    assert ask(match, fellow, by).state == "asked"


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": timezone.localdate() - DAY}, "starts_on"),
        ({"ends_on": timezone.localdate() - DAY}, "ends_on"),
        ({"ends_on": timezone.localdate() + 92 * DAY}, "ends_on"),
        ({"starts_on": timezone.localdate() + 200 * DAY, "ends_on": timezone.localdate() + 201 * DAY}, "starts_on"),
        ({"agreed_how": " "}, "agreed_how"),
    ],
)
def test_days_that_cannot_be(match, fellow, by, days, field):
    with pytest.raises(ValidationError) as refused:
        ask(match, fellow, by, **days)
    assert field in refused.value.error_dict


def test_what_has_changed_before_the_answer_counts(match, fellow, by):
    stand_in = ask(match, fellow, by)
    Volunteer.objects.filter(pk=fellow.pk).update(status="paused")
    for code, prepare in (
        ("not_able", lambda: None),
        ("closed", lambda: end_match(match, by=by, on=timezone.localdate(), reason="moved")),
    ):
        prepare()
        with pytest.raises(ValidationError) as refused:
            accept(stand_in)
        assert refused.value.code == code


def test_nobody_answers_twice(match, fellow, by):
    stand_in = accept(ask(match, fellow, by))
    with pytest.raises(ValidationError):
        accept(stand_in)


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_on": datetime.date(2020, 1, 1)},
        {"agreed_how": ""},
        {"state": "accepted"},
        {"state": "ended"},
        {"ended_on": datetime.date(2020, 1, 1)},
    ],
)
def test_the_database_keeps_it_whole(db, fields):
    stand_in = StandInFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        StandIn.objects.filter(pk=stand_in.pk).update(**fields)


def test_nobody_stands_in_for_herself_or_for_somebody_who_is_not_the_companion(db):
    stand_in = StandInFactory()
    stranger = MatchFactory(need__programme=stand_in.programme).volunteer
    for fields in ({"volunteer": stand_in.companion}, {"companion": stranger}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StandIn.objects.filter(pk=stand_in.pk).update(**fields)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def decline(stand_in, by=None):
    return answer_stand_in(stand_in, accept=False, by=by, now=timezone.now())


def test_of_a_no_whoever_asked_is_told_without_a_name(match, fellow, by, mailoutbox):
    stand_in = ask(match, fellow, by)
    mailoutbox.clear()
    # The answer comes by the link: nobody who is asking may read an account of the staff.
    with errand(stand_in=stand_in.pk, volunteer=fellow.pk):
        assert decline(stand_in).state == "declined"
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([by.email], "Eine Anfrage zur Vertretung wurde mit Nein beantwortet")
    assert f"/intern/begleitungen/{match.pk}/" in mail.body
    names = [name for person in (match.worker, match.volunteer, fellow) for name in (person.given_name, person.email)]
    assert [name for name in names if name in mail.body + mail.subject] == []


def test_of_a_no_the_desk_is_told_if_nobody_is_there_who_asked(match, fellow, by, mailoutbox):
    Programme.objects.update(contact_email="agentur@example.org")
    stand_in = ask(match, fellow, by)
    User.objects.filter(pk=by.pk).update(is_active=False)
    mailoutbox.clear()
    decline(stand_in)
    assert [mail.to for mail in mailoutbox] == [["agentur@example.org"]]


def test_who_notes_the_no_herself_knows_it(match, fellow, by, mailoutbox):
    stand_in = ask(match, fellow, by)
    mailoutbox.clear()
    decline(stand_in, by=by)
    assert mailoutbox == []


def test_a_no_is_on_the_start_page_until_somebody_else_is_asked_or_the_days_are_over(client_as, match, fellow, by):
    def shown() -> list[StandIn]:
        panels = client_as("freiwilligenagentur").get("/intern/").context["panels"]
        return next(row["panel"]["matching"] for row in panels if "matching" in row["panel"])["declined"]

    today, stand_in = timezone.localdate(), decline(ask(match, fellow, by))
    assert shown() == [stand_in]
    other = StandInFactory(match=match, starts_on=today + DAY, ends_on=today + 3 * DAY)
    assert shown() == []
    StandIn.objects.filter(pk=other.pk).update(starts_on=today + 30 * DAY, ends_on=today + 40 * DAY)
    assert shown() == [stand_in]
    StandIn.objects.filter(pk=stand_in.pk).update(starts_on=today - 3 * DAY, ends_on=today - DAY)
    assert shown() == []


def test_no_two_on_the_same_day(match, by, fellow):
    first = StandInFactory(match=match)
    for days in ({}, {"starts_on": first.ends_on, "ends_on": first.ends_on + DAY}):
        with pytest.raises(ValidationError, match="An einigen dieser Tage"):
            ask(match, fellow, by, **days)
    assert ask(match, fellow, by, starts_on=first.ends_on + DAY, ends_on=first.ends_on + 9 * DAY).pk
    StandIn.objects.filter(pk=first.pk).update(state="declined", answered_at=timezone.now())
    assert ask(match, fellow, by).pk


def test_her_meetings_are_her_hours(match, fellow, by):
    today, stand_in = timezone.localdate(), accept(ask(match, fellow, by))
    note = {"by": None, "kind": "out", "on": today, "today": today}
    assert log_meeting(match, minutes=90, stand_in=stand_in, **note).volunteer == fellow
    log_meeting(match, minutes=30, **note)
    assert [stay.minutes for stay in of_meetings(fellow)] == [90]
    assert [stay.minutes for stay in of_meetings(match.volunteer)] == [30]
    with pytest.raises(ValidationError) as refused:
        log_meeting(match, minutes=60, stand_in=stand_in, **note | {"on": today - DAY})
    assert "on" in refused.value.error_dict


def test_after_the_last_day_nothing_is_noted(match, fellow):
    today = timezone.localdate()
    over = StandInFactory(match=match, volunteer=fellow, accepted=True, starts_on=today - 9 * DAY, ends_on=today - DAY)
    with pytest.raises(ValidationError) as refused:
        log_meeting(match, by=None, on=today - DAY, minutes=60, kind="out", today=today, stand_in=over)
    assert refused.value.code == "closed"


def test_it_ends_by_itself_and_once(match, fellow, mailoutbox):
    today = timezone.localdate()
    days = {"starts_on": today - 9 * DAY, "ends_on": today - DAY}
    accepted = StandInFactory(match=match, volunteer=fellow, accepted=True, **days)
    unanswered = StandInFactory(match__need__programme=match.programme, **days)
    resting = StandInFactory(match__need__programme=match.programme, accepted=True, volunteer__status="paused")
    running = StandInFactory(match__need__programme=match.programme, accepted=True)
    end_stand_ins_of_yesterday(0)
    states = dict(StandIn.objects.values_list("pk", "state"))
    assert states == {accepted.pk: "ended", unanswered.pk: "expired", resting.pk: "ended", running.pk: "accepted"}
    assert StandIn.objects.get(pk=accepted.pk).ended_on == today - DAY
    told = [fellow.email, match.worker.email, unanswered.volunteer.email]
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(
        [*told, resting.volunteer.email, resting.match.worker.email]
    )
    assert end_stand_ins(by=None, now=timezone.now()) == 0


@pytest.mark.parametrize(("state", "after"), [({}, "withdrawn"), ({"accepted": True}, "ended")])
def test_the_desk_ends_it_earlier(match, fellow, by, state, after):
    stand_in = StandInFactory(match=match, volunteer=fellow, **state)
    assert end_stand_in(stand_in, by=by, now=timezone.now()).state == after
    with pytest.raises(ValidationError):
        end_stand_in(stand_in, by=by, now=timezone.now())


def test_it_ends_with_the_match_with_the_companions_return_and_with_an_exclusion(match, fellow, by):
    now, today = timezone.now(), timezone.localdate()
    later = {"starts_on": today + 20 * DAY}
    for act, states in (
        (lambda: resume_match(match, by=by, now=now), ["ended", "asked"]),
        (lambda: forbid_pair(match.need, fellow, note="x", by=by, now=now), ["withdrawn"]),
        (lambda: end_match(match, by=by, on=today, reason="moved"), ["ended", "withdrawn"]),
    ):
        StandIn.objects.all().delete()
        if len(states) == 2:
            StandInFactory(match=match, volunteer=fellow, accepted=True)
        StandInFactory(match=match, volunteer=fellow, **later)
        if not match.pauses.exists():
            pause_match(match, by=by, now=now, kind="away", until=today + 9 * DAY)
        act()
        assert list(StandIn.objects.order_by("starts_on").values_list("state", flat=True)) == states


def at_once(acts) -> list[str]:
    start, outcomes = threading.Barrier(len(acts)), []

    def go(act) -> None:
        try:
            start.wait(timeout=10)
            act()
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_same_days_at_once(match, fellow, by):
    assert at_once([lambda: ask(match, fellow, by)] * 5) == ["done", *["refused"] * 4]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_is_left_to_refuse(match, fellow, by, monkeypatch):
    """The negative control: nobody is refused by the rule, and the constraint answers with an error."""
    checked = threading.Barrier(3)
    monkeypatch.setattr(actions, "_locked_match", lambda match: match)
    full_clean = StandIn.full_clean

    def together(row, *args, **kwargs) -> None:
        full_clean(row, *args, **kwargs)
        checked.wait(timeout=10)

    monkeypatch.setattr(StandIn, "full_clean", together)
    outcomes = at_once([lambda: ask(match, fellow, by)] * 3)
    assert (outcomes.count("done"), outcomes.count("refused")) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_one_answer_counts(match, fellow, by):
    stand_in = ask(match, fellow, by)
    assert at_once([lambda: accept(stand_in)] * 4) == ["done", *["refused"] * 3]
