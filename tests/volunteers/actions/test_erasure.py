"""A person goes: nothing of her is left in any table, and every figure stays what it was."""

import datetime
import json

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Sum

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from ibs_portal.database import access, roles
from ibs_portal.database.identity import asking_as, asking_as_job
from ibs_portal.privacy.declaration import Subject
from ibs_portal.privacy.erasure import steps_of
from ibs_portal.privacy.sealed_text import SealedTextField
from tests.factories.accounts import UserFactory
from tests.factories.matching import MatchFactory, MeetingFactory, SkilledWorkerFactory, WorkerLanguageFactory
from tests.factories.recognition import CertificateFactory
from tests.factories.volunteers import (
    CompanionGroupFactory,
    GroupVisitFactory,
    OfferFactory,
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingRegistrationFactory,
    VolunteerFactory,
    VolunteerLanguageFactory,
)
from volunteers.actions import erasure as erasure_actions
from volunteers.actions.erasure import (
    THROUGH,
    announce_erasures,
    carry_out_erasures,
    hold_erasure,
    request_erasure,
    take_back_erasure,
)
from volunteers.models import (
    Certificate,
    CheckIn,
    Consent,
    Erasure,
    GroupMembership,
    GroupVisit,
    Match,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    NeedHelp,
    PersonFigure,
    SkilledWorker,
    Volunteer,
    VolunteerNote,
    VolunteerOffer,
)
from volunteers.queries.people import people_of, person_figure

TODAY = datetime.date(2026, 11, 30)
WEEK = datetime.timedelta(days=7)
SEED = "Zwoelfleinwand"
# Words of their own form.
SHORT = ("postcode", "code", "shift_cycle")


def seed(row) -> None:
    """Writes the seed into every field of free words, and into lists and pairs."""
    values = {}
    for field in row._meta.concrete_fields:
        kind = field.get_internal_type()
        if kind in ("CharField", "TextField") and not field.choices and field.name not in SHORT:
            values[field.name] = f"{SEED} {field.name}"[: field.max_length]
        elif isinstance(field, SealedTextField):
            # As if it had not been encrypted: what is looked for is whether it is taken away.
            values[field.name] = SEED.encode()
        elif kind == "EmailField":
            values[field.name] = f"{SEED}@example.org".lower()
        elif isinstance(field, models.JSONField) and row._meta.model_name in ("match", "certificate"):
            values[field.name] = [SEED] if row._meta.model_name == "match" else {"name": SEED}
    if "override_note" in values:
        values["overridden"] = ["distance"]
    if values:
        type(row)._base_manager.filter(pk=row.pk).update(**values)


@pytest.fixture
def world(persons, organisations, settings) -> dict:
    """A companionship that is over, with a row in every table that speaks of its two people."""
    programme = ProgrammeFactory(organisation=organisations["agency"], contact_email="agentur@example.org")
    accounts = [
        UserFactory(email=f"{SEED}-{n}@example.org".lower(), name=SEED, role=r)
        for n, r in enumerate(("volunteer", "skilled_worker"))
    ]
    volunteer = VolunteerFactory(programme=programme, user=accounts[0], status="active", gender="woman")
    worker = SkilledWorkerFactory(programme=programme, user=accounts[1], origin="IN")
    match = MatchFactory(
        need__programme=programme, need__worker=worker, volunteer=volunteer, ended=True, ended_on=TODAY - WEEK,
        approved_by=persons["freiwilligenagentur"],
    )  # fmt: skip
    meeting = MeetingFactory(match=match, minutes=95, logged_by=accounts[0])
    group = CompanionGroupFactory(programme=programme, speaker=volunteer)
    by = persons["freiwilligenagentur"]
    certificates = [CertificateFactory(volunteer=volunteer, initials="Z. Z.", issued_by=accounts[0])]
    made = [
        volunteer, worker, match, match.need, meeting, *certificates,
        MeetingNote.objects.create(programme=programme, meeting=meeting, volunteer=volunteer, text=SEED),
        MeetingFeedback.objects.create(programme=programme, meeting=meeting, worker=worker, how="good", words=SEED),
        CheckIn.objects.create(programme=programme, match=match, side="volunteer", volunteer=volunteer, number=0,
                               due_on=TODAY, answer="good", answered_at=meeting.match.approved_at),
        CheckIn.objects.create(programme=programme, match=match, side="worker", worker=worker, number=0,
                               due_on=TODAY, answer="good", answered_at=meeting.match.approved_at, welcome=4),
        VolunteerLanguageFactory(volunteer=volunteer), WorkerLanguageFactory(worker=worker, code="ml"),
        VolunteerOffer.objects.create(programme=programme, volunteer=volunteer, offer=OfferFactory()),
        NeedHelp.objects.create(programme=programme, need=match.need, offer=OfferFactory()),
        Consent.objects.create(programme=programme, volunteer=volunteer, kind="data", version="1"),
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer),
        TrainingRegistrationFactory(session__training__programme=programme, volunteer=volunteer, status="attended"),
        QualificationGrantFactory(volunteer=volunteer),
        GroupVisitFactory(volunteer=volunteer, date__group=group, minutes=75),
        VolunteerNote.objects.create(programme=programme, volunteer=volunteer, author=by, text=SEED),
    ]  # fmt: skip
    for row in made:
        if not isinstance(row, VolunteerNote | Consent):
            seed(row)
    left = {"status": "left", "left_on": TODAY - WEEK}
    Volunteer.objects.filter(pk=volunteer.pk).update(end_reason="moved", **left)
    SkilledWorker.objects.filter(pk=worker.pk).update(end_reason="settled", arrived_on=None, **left)
    rows = {"volunteer": Volunteer.objects.get(pk=volunteer.pk), "worker": SkilledWorker.objects.get(pk=worker.pk)}
    return {"programme": programme, "match": match, "accounts": accounts, **rows}


def tables_with(text: str) -> list[str]:
    """Every table of the database in which these letters stand anywhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            letters = [f"%{text}%", f"%{text.encode().hex()}%"]
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}" one WHERE one::text ILIKE ANY (%s))', [letters])
            found += [name] if cursor.fetchone()[0] else []
    return found


def figures(programme) -> dict:
    return {
        "people": sorted(json.dumps(p.to_json(), sort_keys=True) for p in people_of(programme)),
        "minutes": [model.objects.aggregate(sum=Sum("minutes"))["sum"] for model in (Meeting, GroupVisit)],
        "matches": sorted(Match.objects.values_list("state", "started_on", "ended_on", "end_reason")),
        "welcome": list(CheckIn.objects.exclude(welcome=None).values_list("answer", "welcome")),
        "attended": Volunteer.objects.filter(registrations__status="attended").count(),
    }


def ask(person, by, **changes) -> Erasure:
    return request_erasure(person, by=by, **{"keeps_certificates": False, "today": TODAY, **changes})


def erase(today=TODAY + WEEK) -> int:
    with asking_as_job():
        return carry_out_erasures(by=None, today=today)


def test_nothing_of_both_is_left_and_no_figure_changes(world):
    """Negative control first: the letters are there before, in many tables."""
    assert len(tables_with(SEED)) >= 8
    before = figures(world["programme"])
    for account, side in zip(world["accounts"], ("volunteer", "worker"), strict=True):
        with asking_as(account):
            ask(world[side], account)
    mail.outbox.clear()
    assert erase() == 2
    assert tables_with(SEED) == []
    assert figures(world["programme"]) == before
    assert Erasure.objects.filter(volunteer=None, worker=None, erased_on=TODAY + WEEK).count() == 2
    assert not User.objects.filter(pk__in=[account.pk for account in world["accounts"]]).exists()


def test_the_other_side_keeps_what_is_hers(world):
    ask(world["worker"], world["accounts"][1])
    erase()
    volunteer = Volunteer.objects.get(pk=world["volunteer"].pk)
    assert volunteer.given_name and volunteer.erased_on is None
    assert Meeting.objects.get(match__volunteer=volunteer).minutes == 95
    assert Certificate.objects.filter(volunteer=volunteer).count() == 1
    assert SkilledWorker.objects.get().given_name == "–" and SkilledWorker.objects.get().origin == "unknown"
    assert PersonFigure.objects.get().content["origin"] == "IN"


def test_every_table_that_speaks_of_them_can_be_emptied_by_the_job(world):
    """A table without these rights would stop the erasure; one that this test has no row in would prove nothing."""
    grants = access.grants()
    for model in (Volunteer, SkilledWorker):
        for step in steps_of(model, may_be_empty=THROUGH):
            if step.declaration.subject is Subject.NOBODY and not step.keys:
                continue
            wanted = "u" if step.declaration.outlives is not None or step.declaration.subject is Subject.NOBODY else "d"
            assert {"r", wanted} <= set(grants[step.model._meta.db_table][roles.JOBS]), step.model


def test_certificates_stay_genuine_if_wished(world):
    code = Certificate.objects.get().code
    ask(world["volunteer"], world["accounts"][0], keeps_certificates=True)
    erase()
    kept = Certificate.objects.get()
    assert (kept.code, kept.volunteer, kept.content, kept.issued_by) == (code, None, {}, None)


def test_a_companionship_that_goes_on_ends_and_the_other_side_is_told(world):
    match = MatchFactory(need__programme=world["programme"], active=True)
    by = UserFactory(role="volunteer")
    Volunteer.objects.filter(pk=match.volunteer_id).update(user=by)
    match.volunteer.user = by
    ask(match.volunteer, by)
    mail.outbox.clear()
    erase()
    match.refresh_from_db()
    assert (match.state, match.need.state) == ("ended", "open")
    assert match.worker.email in {to for letter in mail.outbox for to in letter.to}
    gone = Volunteer.objects.get(pk=match.volunteer_id)
    assert (gone.status, gone.end_reason, gone.email) == ("left", "personal", "")


# --- Asking, taking back, holding, announcing --------------------------------------------------------------------


def test_asking_tells_the_person_and_the_coordination_without_a_name(world):
    erasure = ask(world["volunteer"], world["accounts"][0])
    assert (erasure.due_on, erasure.cause) == (TODAY + WEEK, "request")
    to_person, to_desk = mail.outbox
    assert "/konto/daten/" in to_person.body
    assert to_desk.to == ["agentur@example.org"] and SEED not in to_desk.body + to_desk.subject
    assert Entry.objects.acts().get(verb="erasure.requested").file_id == world["volunteer"].pk


def test_it_can_be_taken_back_until_the_day(world):
    account = world["accounts"][0]
    with asking_as(account):
        erasure = ask(world["volunteer"], account)
        with pytest.raises(ValidationError):
            ask(world["volunteer"], account)
    assert erase(today=TODAY + WEEK - datetime.timedelta(days=1)) == 0
    with asking_as(account):
        take_back_erasure(erasure, by=account, today=TODAY)
    assert erase() == 0 and Volunteer.objects.get(pk=world["volunteer"].pk).email
    with asking_as(account), pytest.raises(ValidationError):
        take_back_erasure(erasure, by=account, today=TODAY)
    with asking_as(account):
        assert ask(world["volunteer"], account).pk != erasure.pk


def test_nobody_asks_for_another(world):
    other = UserFactory(role="volunteer")
    erasure = ask(world["volunteer"], world["accounts"][0])
    with asking_as(other):
        assert not Erasure.objects.filter(pk=erasure.pk).exists()


def test_a_hold_has_an_end(world, persons):
    erasure = ask(world["volunteer"], world["accounts"][0])
    by, until = persons["freiwilligenagentur"], TODAY + 4 * WEEK
    with asking_as(by):
        hold_erasure(erasure, by=by, until=until, reason="Streit um Fahrtkosten", today=TODAY)
        with pytest.raises(ValidationError):
            hold_erasure(erasure, by=by, until=TODAY + 40 * WEEK, reason="lange", today=TODAY)
    assert erase() == 0
    assert erase(today=until) == 1
    assert not Erasure.objects.exclude(hold_reason="").exists()


@pytest.mark.parametrize(("side", "years"), [("volunteer", 2), ("worker", 1)])
def test_whoever_left_is_told_a_month_before_and_then_erased(world, side, years):
    left = world[side].left_on
    end = left.replace(year=left.year + years)
    early, day = end - datetime.timedelta(days=31), end - datetime.timedelta(days=30)
    other = {"volunteer": SkilledWorker, "worker": Volunteer}[side]
    other.objects.update(status="active" if other is Volunteer else "here", left_on=None, end_reason="")
    with asking_as_job():
        assert announce_erasures(by=None, today=early) == 0
        assert (announce_erasures(by=None, today=day), announce_erasures(by=None, today=day)) == (1, 0)
    erasure = Erasure.objects.get()
    assert (erasure.cause, erasure.due_on, erasure.keeps_certificates) == ("retention", end, side == "volunteer")
    assert len(mail.outbox) == 1
    assert erase(today=end - datetime.timedelta(days=1)) == 0 and erase(today=end) == 1
    with asking_as_job():
        assert announce_erasures(by=None, today=end) == 0


# --- One by one -------------------------------------------------------------------------------------------------


def test_one_whose_erasure_fails_keeps_nobody_else_from_it(world, monkeypatch, caplog):
    """What was done for the one is undone as a whole; the next night does it. Without, both would stay."""
    for account, side in zip(world["accounts"], ("volunteer", "worker"), strict=True):
        ask(world[side], account)

    def fail_for_the_volunteer(person):
        if isinstance(person, Volunteer):
            raise RuntimeError(SEED)
        return person_figure(person)

    monkeypatch.setattr(erasure_actions, "person_figure", fail_for_the_volunteer)
    assert carry_out_erasures(by=None, today=TODAY + WEEK) == 1
    assert Volunteer.objects.get(pk=world["volunteer"].pk).email == world["volunteer"].email
    assert SkilledWorker.objects.get(pk=world["worker"].pk).erased_on == TODAY + WEEK
    (line,) = caplog.messages
    assert "RuntimeError" in line and SEED not in line
    caplog.clear()
    monkeypatch.undo()
    assert carry_out_erasures(by=None, today=TODAY + WEEK) == 1
    assert Volunteer.objects.get(pk=world["volunteer"].pk).erased_on == TODAY + WEEK


def test_whoever_took_it_back_meanwhile_is_not_erased(world, monkeypatch):
    """Between the list and her turn there is time: the row is asked again, locked."""
    account = world["accounts"][0]
    erasure = ask(world["volunteer"], account)
    monkeypatch.setattr(erasure_actions, "one_by_one", lambda keys, act: taking_back(keys, act, erasure, account))
    assert carry_out_erasures(by=None, today=TODAY + WEEK) == 0
    assert Volunteer.objects.get(pk=world["volunteer"].pk).erased_on is None


def taking_back(keys, act, erasure, account) -> int:
    found = list(keys())
    assert found == [erasure.pk]
    take_back_erasure(erasure, by=account, today=TODAY)
    return sum(map(act, found))
