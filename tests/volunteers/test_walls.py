"""What the database lets each person read and do of the programme, whatever a view forgets."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from ibs_portal.accounts.models import User
from ibs_portal.database import access
from ibs_portal.database.identity import asking_as, at_the_door, errand
from tests.factories.matching import (
    CheckInFactory,
    CohortFactory,
    MatchFactory,
    MatchNeedFactory,
    MatchPauseFactory,
    MeetingFactory,
    MeetingFeedbackFactory,
    MeetingNoteFactory,
    SkilledWorkerFactory,
    WorkerLanguageFactory,
)
from tests.factories.volunteers import (
    CompanionGroupFactory,
    OfferFactory,
    ProgrammeFactory,
    QualificationGrantFactory,
    TrainingFactory,
    TrainingRegistrationFactory,
    TrainingSessionFactory,
    VolunteerFactory,
    VolunteerLanguageFactory,
)
from volunteers.actions.match import answer_match
from volunteers.models import (
    CheckIn,
    Cohort,
    CompanionGroup,
    Consent,
    GroupMembership,
    Match,
    MatchNeed,
    MatchPause,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    NeedHelp,
    QualificationGrant,
    SkilledWorker,
    TrainingRegistration,
    Volunteer,
    VolunteerLanguage,
    VolunteerOffer,
    WorkerLanguage,
)
from volunteers.models.match import DESK_ONLY, Card
from volunteers.queries.narrow import address_on_file, cards, is_waiting, places_taken
from volunteers.tasks import expire_unanswered_matches, remove_unconfirmed

OF_VOLUNTEER = (VolunteerOffer, VolunteerLanguage, Consent, GroupMembership, TrainingRegistration, QualificationGrant)
PEOPLE = (
    *(Volunteer, CompanionGroup, SkilledWorker, WorkerLanguage, Cohort, MatchNeed, NeedHelp, Match, Meeting),
    *(MeetingNote, MeetingFeedback, CheckIn, MatchPause),
    *OF_VOLUNTEER,
)


def everything_about(volunteer) -> None:
    """One row in each table that hangs on a volunteer."""
    programme = volunteer.programme
    VolunteerLanguageFactory(volunteer=volunteer)
    VolunteerOffer.objects.create(programme=programme, volunteer=volunteer, offer=OfferFactory())
    Consent.objects.create(programme=programme, volunteer=volunteer, kind="data", version="1")
    group = CompanionGroupFactory(programme=programme)
    GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
    TrainingRegistrationFactory(session__training__programme=programme, volunteer=volunteer)
    QualificationGrantFactory(volunteer=volunteer)


def match_of(volunteer, worker=None, **fields) -> Match:
    """With a need, what it is about, and a meeting if it has begun."""
    programme = volunteer.programme
    worker = worker or SkilledWorkerFactory(programme=programme, given_name="Anjaly", family_name="Geheim")
    match = MatchFactory(need__programme=programme, need__worker=worker, volunteer=volunteer, **fields)
    NeedHelp.objects.create(programme=programme, need=match.need, offer=OfferFactory())
    if match.started_on:
        meeting = MeetingFeedbackFactory(meeting__match=match).meeting
        MeetingNoteFactory(meeting=meeting)
        MatchPauseFactory(match=match)
        CheckInFactory(match=match, side="volunteer")
        CheckInFactory(match=match, side="worker")
    return match


KINDS = {
    "asked": {},
    "active": {"active": True},
    "ended": {"ended": True},
    "declined": {"state": "declined"},
}


@pytest.fixture
def world(persons, organisations) -> dict:
    """In both agencies a volunteer with matches in all states; ``begleiterin`` and ``fachkraft`` in the first."""
    made = {}
    for key, agency in (("own", "agency"), ("other", "other_agency")):
        programme = ProgrammeFactory(organisation=organisations[agency])
        CohortFactory(programme=programme)
        fellow = VolunteerFactory(programme=programme, status="active", max_matches=3)
        mine = VolunteerFactory(programme=programme, status="active", max_matches=3)
        made |= {f"{key}_programme": programme, f"{key}_volunteer": mine, f"{key}_fellow": fellow}
        for volunteer in (mine, fellow):
            everything_about(volunteer)
            who = key if volunteer is mine else f"{key}_fellow"
            made |= {f"{who}_{kind}": match_of(volunteer, **traits) for kind, traits in KINDS.items()}
    Volunteer.objects.filter(pk=made["own_volunteer"].pk).update(user=persons["begleiterin"])
    SkilledWorker.objects.filter(pk=made["own_active"].worker_id).update(user=persons["fachkraft"])
    return made


def readable(model) -> set | None:
    """Keys of the rows that a query without any filter finds; ``None`` where the question alone is refused."""
    try:
        with transaction.atomic():
            return set(model._base_manager.order_by().values_list("pk", flat=True))
    except ProgrammingError as refused:
        assert "permission denied" in str(refused)
        return None


def read_by(user) -> dict:
    with asking_as(user):
        return {model: readable(model) for model in PEOPLE}


def keys(*rows) -> set:
    return {row.pk for row in rows}


# --- Who reads what ----------------------------------------------------------------------------------------


def test_coordinators_read_their_programme_and_nothing_of_the_other(world, persons):
    for name, key in (("freiwilligenagentur", "own"), ("agentur2", "other")):
        found = read_by(persons[name])
        programme = world[f"{key}_programme"]
        assert found == {m: set(m.objects.filter(programme=programme).values_list("pk", flat=True)) for m in PEOPLE}
        assert set() not in found.values()


def test_a_volunteer_reads_her_own_rows_and_nobody_else(world, persons):
    found, own = read_by(persons["begleiterin"]), world["own_volunteer"]
    shown = [world["own_asked"], world["own_active"], world["own_ended"]]
    assert found == {
        **{model: set(model.objects.filter(volunteer=own).values_list("pk", flat=True)) for model in OF_VOLUNTEER},
        Volunteer: keys(own),
        CompanionGroup: keys(own.memberships.get().group),
        SkilledWorker: set(),
        WorkerLanguage: set(),
        Cohort: None,
        MatchNeed: None,
        NeedHelp: set(NeedHelp.objects.filter(need__matches__in=shown).values_list("pk", flat=True)),
        Match: keys(*shown),
        Meeting: set(Meeting.objects.filter(match__in=shown).values_list("pk", flat=True)),
        MeetingNote: set(MeetingNote.objects.filter(volunteer=own).values_list("pk", flat=True)),
        MeetingFeedback: set(),
        CheckIn: set(CheckIn.objects.filter(volunteer=own).values_list("pk", flat=True)),
        MatchPause: set(MatchPause.objects.filter(match__in=shown).values_list("pk", flat=True)),
    }
    assert (len(found[MeetingNote]), len(found[CheckIn])) == (2, 2)
    assert [model for model in OF_VOLUNTEER if len(found[model]) != 1] == []


def test_a_skilled_worker_reads_her_own_rows_and_nobody_else(world, persons):
    found, active = read_by(persons["fachkraft"]), world["own_active"]
    assert {model: rows for model, rows in found.items() if rows} == {
        SkilledWorker: keys(active.worker),
        WorkerLanguage: keys(active.worker.languages.get()),
        NeedHelp: set(NeedHelp.objects.filter(need=active.need).values_list("pk", flat=True)),
        Match: keys(active),
        Meeting: keys(active.meetings.get()),
        MeetingFeedback: keys(active.meetings.get().feedback),
        CheckIn: keys(active.checkins.get(side="worker")),
        MatchPause: keys(active.pauses.get()),
    }


@pytest.mark.parametrize("name", ["beratung", "bfd", "leitung", "redaktion", "partner", "technik"])
def test_others_may_not_even_ask(world, persons, name):
    assert set(read_by(persons[name]).values()) == {None}


def test_nobody_in_particular_reads_nobody(world):
    assert [model for model, rows in read_by(None).items() if rows] == []
    with errand(event=1):
        assert [model for model in PEOPLE if readable(model)] == []
    with at_the_door():
        assert {readable(model) for model in PEOPLE} == {None}


@pytest.mark.parametrize("name", ["freiwilligenagentur", "agentur2", "begleiterin", "fachkraft", "beratung", "technik"])
def test_visible_to_says_the_same(world, persons, name):
    said = {model: set(model.objects.visible_to(persons[name]).values_list("pk", flat=True)) for model in PEOPLE}
    assert said == {model: rows or set() for model, rows in read_by(persons[name]).items()}


def test_whose_rows_a_coordinator_writes(world, persons):
    """Neither new rows nor old ones get into the programme of another agency."""
    with asking_as(persons["freiwilligenagentur"]):
        assert Volunteer.objects.filter(pk=world["other_volunteer"].pk).update(district="x") == 0
        for act in (
            lambda: Volunteer.objects.create(programme=world["other_programme"], given_name="x"),
            lambda: Volunteer.objects.filter(pk=world["own_fellow"].pk).update(programme=world["other_programme"]),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                act()


# --- What one side knows of the other ----------------------------------------------------------------------


def contact_details(match) -> list[tuple]:
    """As somebody would ask who knows the keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, email FROM volunteers_skilledworker WHERE id = %s", [match.worker_id])
        return cursor.fetchall()


def test_contact_details_stay_invisible_until_both_said_yes_and_after_the_end(world, persons):
    asked, active, ended = world["own_asked"], world["own_active"], world["own_ended"]
    with asking_as(persons["begleiterin"]):
        # The row with gender, life situation and motivation stays closed, also while it goes on.
        assert [contact_details(match) for match in (asked, active, ended)] == [[], [], []]
        # First name and part of town, and the way to reach her while it goes on: by the narrow function alone.
        reached = Card("Anjaly", "Wüste", "Anjaly Geheim", active.worker.phone, active.worker.email)
        assert cards() == {
            (asked.pk, "volunteer"): Card("Anjaly", "Wüste"),
            (active.pk, "volunteer"): reached,
            (ended.pk, "volunteer"): Card("Anjaly", "Wüste"),
        }
        # Why pages never join the other row: the match would be gone.
        assert Match.objects.filter(pk=active.pk).count() == 1
        assert list(Match.objects.filter(pk=active.pk).select_related("worker").defer(*DESK_ONLY)) == []


@pytest.mark.parametrize("column", DESK_ONLY)
@pytest.mark.parametrize("name", ["begleiterin", "fachkraft"])
def test_why_it_ended_and_what_the_desk_noted_is_no_side_s_to_read(world, persons, name, column):
    with asking_as(persons[name]), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Match.objects.values_list(column, flat=True))
    with asking_as(persons["freiwilligenagentur"]):
        assert Match.objects.values_list(column, flat=True).exists()


def test_with_the_column_granted_she_would_read_it(world, persons):
    """The negative control."""
    Match.objects.filter(pk=world["own_ended"].pk).update(end_reason="did_not_fit")
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT (end_reason) ON volunteers_match TO portal_visitor")
    with asking_as(persons["begleiterin"]):
        assert "did_not_fit" in Match.objects.values_list("end_reason", flat=True)


def test_a_wider_policy_would_show_them(world, persons):
    """The negative control."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE POLICY widened ON volunteers_skilledworker TO portal_visitor USING (true)")
    with asking_as(persons["begleiterin"]):
        assert contact_details(world["own_asked"]) != []


def test_the_function_answers_nobody_else(world, persons):
    for name in (None, "agentur2", "freiwilligenagentur", "technik"):
        with asking_as(persons.get(name)):
            assert cards() == {}
    with asking_as(persons["fachkraft"]):
        (card,) = cards().values()
        assert (set(cards()), card.phone) == ({(world["own_active"].pk, "worker")}, world["own_volunteer"].phone)
    # Whoever holds a link learns the first name, and never how to reach somebody.
    active = world["own_active"]
    for named in ({"match": active.pk, "side": "worker"}, {"met": active.pk, "met_by": active.volunteer_id}):
        with errand(**named):
            assert [(told.name, told.phone, told.email) for told in cards().values()] == [("", "", "")]


def test_whether_she_waits_is_told_to_the_worker_herself(persons, world):
    programme = world["own_programme"]
    waiting = MatchNeedFactory(programme=programme, note="nur für den Tisch")
    with asking_as(persons["fachkraft"]):
        assert not is_waiting()
    SkilledWorker.objects.filter(user=persons["fachkraft"]).update(user=None)
    SkilledWorker.objects.filter(pk=waiting.worker_id).update(user=persons["fachkraft"])
    with asking_as(persons["fachkraft"]):
        assert is_waiting()
        assert readable(MatchNeed) is None


# --- Errands -----------------------------------------------------------------------------------------------


def test_the_public_only_reads_what_it_changes_is_an_errand():
    tables = {table: cells for table, cells in access.grants().items() if table.startswith("volunteers_")}
    assert {table for table, cells in tables.items() if set(cells["portal_visitor"]) - {"r"}} == set()
    assert {t for t, c in tables.items() if c["portal_public_door"] and t not in VOCABULARY} == set()


VOCABULARY = {
    "volunteers_programme",
    "volunteers_programme_partners",
    "volunteers_programme_topics",
    "volunteers_offer",
    "volunteers_cardterms",
}


def reached() -> dict:
    return {model: rows for model in PEOPLE if (rows := readable(model))}


def test_an_answer_reaches_its_match_and_no_other(world):
    match, other = world["own_asked"], world["own_fellow_asked"]
    with errand(match=match.pk, side="worker"):
        assert reached() == {
            Match: keys(match),
            MatchNeed: keys(match.need),
            NeedHelp: keys(*NeedHelp.objects.filter(need=match.need)),
        }
        assert set(cards()) == {(match.pk, "worker")}
        assert Match.objects.filter(pk=other.pk).update(worker_answer="yes") == 0
        assert MatchNeed.objects.filter(pk=other.need_id).update(state="open") == 0
        with pytest.raises(Match.DoesNotExist):
            answer_match(other, side="worker", accept=True, by=None, now=other.approved_at)


def test_the_mails_reach_both_sides_only_once_it_is_answered(world):
    match = world["own_asked"]
    with errand(letters=match.pk):
        assert reached() == {}
    with errand(letters=world["own_declined"].pk):
        assert reached() == {
            Volunteer: keys(world["own_volunteer"]),
            SkilledWorker: keys(world["own_declined"].worker),
        }
        assert Volunteer.objects.update(district="x") == 0


def test_own_acts_reach_the_named_volunteer_and_nobody_else(world):
    own, fellow = world["own_volunteer"], world["own_fellow"]
    with errand(volunteer=own.pk):
        assert reached()[Volunteer] == keys(own)
        assert Volunteer.objects.filter(pk=fellow.pk).update(status="paused") == 0
        assert VolunteerLanguage.objects.filter(volunteer=fellow).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            VolunteerLanguageFactory(programme=own.programme, volunteer=fellow, code="fr")


def test_an_invitation_is_answered_without_seeing_who_else_is_invited(world):
    registration = world["own_volunteer"].registrations.get()
    session = registration.session
    TrainingRegistrationFactory(session=session, status="confirmed")
    TrainingRegistrationFactory(session=session, status="declined")
    with errand(registration=registration.pk, session=session.pk):
        assert reached() == {TrainingRegistration: keys(registration)}
        assert places_taken(session) == 2
        assert type(session).objects.filter(pk=session.pk).update(place="x") == 1
        other = TrainingRegistration.objects.exclude(pk=registration.pk)
        assert other.update(status="declined") == 0
        assert type(session).objects.exclude(pk=session.pk).update(place="x") == 0


def test_a_meeting_is_noted_for_its_match_and_rated_alone(world):
    match, other = world["own_active"], world["own_fellow_active"]
    meeting = match.meetings.get()
    with errand(met=match.pk, met_by=match.volunteer_id):
        # What else she noted may be read, for the hours of a day, and not touched.
        own = {"volunteer": match.volunteer_id}
        notes, meetings = keys(*MeetingNote.objects.filter(**own)), keys(*Meeting.objects.filter(**own))
        assert reached() == {Match: keys(match), Meeting: meetings, MeetingNote: notes}
        assert Meeting.objects.exclude(match=match).update(minutes=5) == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            MeetingFactory(match=other, minutes=45)
    with errand(meeting=meeting.pk):
        assert reached() == {Meeting: keys(meeting)}
    with errand(rated=meeting.pk, rated_by=match.worker_id):
        assert reached() == {Meeting: keys(meeting), MeetingFeedback: keys(meeting.feedback)}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            MeetingFeedback.objects.update(worker=other.worker_id)


def test_a_question_is_answered_for_one_side_and_no_other(world):
    asked = world["own_active"].checkins.get(side="worker")
    with errand(checkin=asked.pk):
        assert reached() == {CheckIn: keys(asked), Match: keys(asked.match)}
        assert Match.objects.update(score=1) == 0
        assert CheckIn.objects.exclude(pk=asked.pk).update(answer="good") == 0


@pytest.mark.parametrize("fields", [{"source": "phone", "confirmed_at": None}, {}, {"status": "active"}])
def test_a_sign_up_learns_that_an_address_is_known_and_no_more(db, fields):
    here = VolunteerFactory(email="Bekannt@example.org", **fields).programme

    def on_file(side: str, programme=here) -> str:
        return address_on_file(side, programme)

    # What the desk of another programme has written down is nothing here.
    elsewhere = ProgrammeFactory()
    with errand(email="bekannt@example.org"):
        assert (reached(), on_file("volunteer"), on_file("worker")) == ({}, "desk", "")
        assert on_file("volunteer", elsewhere) == ""
    with errand(email="neu@example.org"):
        assert (reached(), on_file("volunteer")) == ({}, "")
    assert not on_file("volunteer")


def test_the_proof_of_an_address_reaches_the_row_of_that_account(world, persons):
    with errand(account=persons["begleiterin"].pk):
        assert reached()[Volunteer] == keys(world["own_volunteer"])
    with errand(account=persons["beratung"].pk):
        assert reached() == {}


# --- Jobs --------------------------------------------------------------------------------------------------


def test_jobs_say_who_they_are_and_do_their_work(world, mailoutbox):
    Match.objects.filter(pk=world["own_asked"].pk).update(approved_at="2020-01-01T00:00Z")
    expire_unanswered_matches(0)
    assert Match.objects.get(pk=world["own_asked"].pk).state == "expired"
    assert len(mailoutbox) == 2


def test_sign_ups_that_nobody_confirmed_go_with_their_accounts(world, mailoutbox):
    user = User.objects.create_user("vergessen@example.org", name="Vergessen")
    old = VolunteerFactory(user=user, confirmed_at=None, applied_on="2020-01-01")
    everything_about(old)
    used = User.objects.create_user("doch@example.org", name="Doch")
    VolunteerFactory(user=used, confirmed_at=None, applied_on="2020-01-01")
    SkilledWorkerFactory(user=used)
    before = Volunteer.objects.count()
    remove_unconfirmed(0)
    assert Volunteer.objects.count() == before - 2
    # An account that another row names stays.
    assert list(User.objects.filter(pk__in=[user.pk, used.pk])) == [used]


# --- No two programmes in one row --------------------------------------------------------------------------


def moved(make, **links) -> None:
    """Makes a row of one programme and then points it to a parent of another."""
    row = make()
    type(row).objects.filter(pk=row.pk).update(**{name: parent().pk for name, parent in links.items()})


MIXTURES = {
    "language of a volunteer": lambda: moved(VolunteerLanguageFactory, volunteer=VolunteerFactory),
    "member of a group": lambda: moved(lambda: a_membership(), group=CompanionGroupFactory),
    "group of a member": lambda: moved(lambda: a_membership(), volunteer=VolunteerFactory),
    "speaker": lambda: moved(CompanionGroupFactory, speaker=VolunteerFactory),
    "session": lambda: moved(TrainingSessionFactory, training=TrainingFactory),
    "invitation to a session": lambda: moved(TrainingRegistrationFactory, session=TrainingSessionFactory),
    "invitation of a volunteer": lambda: moved(TrainingRegistrationFactory, volunteer=VolunteerFactory),
    "qualification of a volunteer": lambda: moved(QualificationGrantFactory, volunteer=VolunteerFactory),
    "qualification by a training": lambda: moved(QualificationGrantFactory, training=TrainingFactory),
    "worker in a cohort": lambda: moved(SkilledWorkerFactory, cohort=CohortFactory),
    "language of a worker": lambda: moved(WorkerLanguageFactory, worker=SkilledWorkerFactory),
    "need of a worker": lambda: moved(MatchNeedFactory, worker=SkilledWorkerFactory),
    "match for a need": lambda: moved(MatchFactory, need=MatchNeedFactory),
    "match of a volunteer": lambda: moved(MatchFactory, volunteer=VolunteerFactory),
    "match of a worker": lambda: moved(MatchFactory, worker=SkilledWorkerFactory),
    "meeting of a match": lambda: moved(MeetingFactory, match=lambda: MatchFactory(active=True)),
    "volunteer at a meeting": lambda: moved(MeetingFactory, volunteer=VolunteerFactory),
    "note on a meeting": lambda: moved(MeetingNoteFactory, meeting=MeetingFactory),
    "note of a volunteer": lambda: moved(MeetingNoteFactory, volunteer=VolunteerFactory),
    "feedback on a meeting": lambda: moved(MeetingFeedbackFactory, meeting=MeetingFactory),
    "feedback of a worker": lambda: moved(MeetingFeedbackFactory, worker=SkilledWorkerFactory),
    "question about a match": lambda: moved(CheckInFactory, match=lambda: MatchFactory(active=True)),
    "question to a worker": lambda: moved(CheckInFactory, worker=SkilledWorkerFactory),
    "question to a volunteer": lambda: moved(lambda: CheckInFactory(side="volunteer"), volunteer=VolunteerFactory),
    "programme of a volunteer": lambda: moved(lambda: VolunteerLanguageFactory().volunteer, programme=ProgrammeFactory),
    "offer of a volunteer": lambda: VolunteerFactory().offers.add(
        OfferFactory(), through_defaults={"programme": ProgrammeFactory()}
    ),
    "help in a need": lambda: MatchNeedFactory().help.add(
        OfferFactory(), through_defaults={"programme": ProgrammeFactory()}
    ),
    "consent": lambda: Consent.objects.create(
        programme=ProgrammeFactory(), volunteer=VolunteerFactory(), kind="data", version="1"
    ),
}


def a_membership() -> GroupMembership:
    volunteer = VolunteerFactory()
    group = CompanionGroupFactory(programme=volunteer.programme)
    return GroupMembership.objects.create(programme=volunteer.programme, group=group, volunteer=volunteer)


@pytest.mark.parametrize("mix", MIXTURES.values(), ids=MIXTURES)
def test_two_programmes_are_never_mixed(db, mix):
    with pytest.raises(IntegrityError, match="same_programme"), transaction.atomic():
        mix()
        connection.check_constraints()


def test_without_the_composite_key_they_would_be(db):
    """The negative control: Django's own keys know nothing of programmes."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE volunteers_match DROP CONSTRAINT volunteers_match_volunteer_same_programme")
    MIXTURES["match of a volunteer"]()
    connection.check_constraints()


LINKS = "SELECT conrelid::regclass::text, conkey[1], confrelid::regclass::text FROM pg_constraint"


def test_every_link_between_rows_of_a_programme_has_its_composite_key(db):
    """A new model that forgets it is found here."""
    with connection.cursor() as cursor:
        cursor.execute(f"{LINKS} WHERE contype = 'f' AND array_length(conkey, 1) = 2")
        tied = set(cursor.fetchall())
        cursor.execute(
            f"{LINKS} JOIN pg_attribute own ON own.attrelid = conrelid AND own.attname = 'programme_id' "
            "JOIN pg_attribute parents ON parents.attrelid = confrelid AND parents.attname = 'programme_id' "
            "WHERE contype = 'f' AND array_length(conkey, 1) = 1"
        )
        single = set(cursor.fetchall())
    assert single - tied == set()
    assert len(single) == 62
