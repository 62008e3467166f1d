"""Skilled workers, needs, matches and meetings."""

from tests.access.matrix import PUBLIC, Access
from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import (
    CheckInFactory,
    CohortFactory,
    MatchFactory,
    MatchingProposalFactory,
    MatchNeedFactory,
    MatchPauseFactory,
    MeetingFactory,
    PairExclusionFactory,
    SkilledWorkerFactory,
    StandInFactory,
)
from tests.factories.people_list import CohortImportFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from volunteers.emails.checkin import CHECKIN
from volunteers.emails.matching import answer_token
from volunteers.emails.meeting import MEETING
from volunteers.emails.stand_in import STAND_IN

COORDINATOR = {"programme_coordinator"}
VOLUNTEER = {"volunteer"}
WORKER = {"skilled_worker"}


def make_world(persons, organisations) -> dict:
    programme = ProgrammeFactory(organisation=organisations["agency"], name="C")
    other = ProgrammeFactory(organisation=organisations["other_agency"], name="D")
    volunteer = VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active", max_matches=3)
    worker = SkilledWorkerFactory(programme=programme, user=persons["fachkraft"])
    active = MatchFactory(need__programme=programme, need__worker=worker, volunteer=volunteer, active=True)
    fellow = MatchFactory(need__programme=programme, active=True)
    foreign = MatchFactory(need__programme=other, active=True)
    return {
        "programme": programme,
        "foreign_programme": other,
        "proposal": MatchingProposalFactory(run__programme=programme),
        "foreign_proposal": MatchingProposalFactory(run__programme=other),
        "exclusion": PairExclusionFactory(programme=programme),
        "foreign_exclusion": PairExclusionFactory(programme=other),
        "worker": SkilledWorkerFactory(programme=programme),
        "foreign_worker": SkilledWorkerFactory(programme=other),
        "cohort": CohortFactory(programme=programme),
        "foreign_cohort": CohortFactory(programme=other),
        "list": CohortImportFactory(programme=programme, by=persons["freiwilligenagentur"]),
        "foreign_list": CohortImportFactory(programme=other, by=persons["agentur2"]),
        "list_done": CohortImportFactory(programme=programme, by=persons["freiwilligenagentur"], done=True),
        "foreign_list_done": CohortImportFactory(programme=other, by=persons["agentur2"], done=True),
        "gettogether": GetTogetherFactory(programme=programme),
        "foreign_gettogether": GetTogetherFactory(programme=other),
        "badge": ParticipantFactory(gettogether__programme=programme),
        "need": MatchNeedFactory(programme=programme),
        "foreign_need": MatchNeedFactory(programme=other),
        "asked": MatchFactory(need__programme=programme, volunteer=volunteer),
        "foreign_asked": MatchFactory(need__programme=other),
        "active": active,
        "foreign_active": foreign,
        "planned_break": MatchPauseFactory(match=active, planned=True),
        "foreign_planned_break": MatchPauseFactory(match=foreign, planned=True),
        "meeting": MeetingFactory(match=active),
        "foreign_meeting": MeetingFactory(match=foreign),
        "checkin": CheckInFactory(match=active),
        "stand_in": StandInFactory(match=active),
        "foreign_stand_in": StandInFactory(match=foreign),
        "own_stand_in": StandInFactory(match=fellow, volunteer=volunteer, accepted=True),
        "foreign_own_stand_in": StandInFactory(match__need__programme=other),
        "own_question": StandInFactory(match__need__programme=programme, volunteer=volunteer),
        "foreign_own_question": StandInFactory(match__need__programme=other),
        "stand_in_token": STAND_IN.token(stand_in=StandInFactory(match__need__programme=programme).pk),
        "foreign_checkin": CheckInFactory(match=foreign),
        "token": answer_token(MatchFactory(need__programme=programme), "worker"),
        "checkin_token": CHECKIN.token(checkin=CheckInFactory(match=active, number=1).pk),
        "meeting_token": MEETING.token(match=active.pk, volunteer=active.volunteer_id),
    }


def _of(kind: str, roles: set[str], **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[kind].pk},
        foreign=lambda world: {"pk": world[f"foreign_{kind}"].pk},
        **more,
    )


def _of_break(roles: set[str], **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world["active"].pk, "pause": world["planned_break"].pk},
        foreign=lambda world: {"pk": world["foreign_active"].pk, "pause": world["foreign_planned_break"].pk},
        **more,
    )


GET_AND_POST = {"methods": ("GET", "POST")}
POST = {"methods": ("POST",)}
ACCESS = {
    "volunteers:worker_about": Access(roles=PUBLIC),
    "volunteers:match_answer": Access(roles=PUBLIC, kwargs=lambda world: {"token": world["token"]}, **GET_AND_POST),
    "volunteers:checkin_answer": Access(
        roles=PUBLIC, kwargs=lambda world: {"token": world["checkin_token"]}, **GET_AND_POST
    ),
    "volunteers:stand_in_answer": Access(
        roles=PUBLIC, kwargs=lambda world: {"token": world["stand_in_token"]}, **GET_AND_POST
    ),
    "volunteers:meeting_log": Access(
        roles=PUBLIC, kwargs=lambda world: {"token": world["meeting_token"]}, **GET_AND_POST
    ),
    "volunteers:welcome_report": Access(roles=COORDINATOR),
    "volunteers:checkin_record": _of("checkin", COORDINATOR, **GET_AND_POST),
    "volunteers:checkin_settle": _of("checkin", COORDINATOR, **POST),
    "volunteers:worker_list": Access(roles=COORDINATOR),
    "volunteers:worker_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:worker_detail": _of("worker", COORDINATOR),
    "volunteers:worker_update": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:worker_welcome": _of("worker", COORDINATOR, **POST),
    "volunteers:worker_end": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:worker_data_copy": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:need_create": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_list": Access(roles=COORDINATOR),
    "volunteers:cohort_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_detail": _of("cohort", COORDINATOR),
    "volunteers:cohort_update": _of("cohort", COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_print": _of("cohort", COORDINATOR),
    "volunteers:cohort_export": _of("cohort", COORDINATOR),
    "volunteers:cohort_arrive": _of("cohort", COORDINATOR, **POST),
    "volunteers:cohort_close": _of("cohort", COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_reopen": _of("cohort", COORDINATOR, **POST),
    "volunteers:cohort_import": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_import_check": _of("list", COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_import_report": _of("list_done", COORDINATOR),
    "volunteers:cohort_import_discard": _of("list", COORDINATOR, **POST),
    "volunteers:cohort_import_undo": _of("list_done", COORDINATOR, **GET_AND_POST),
    "volunteers:cohort_figures": Access(roles={"partner"}),
    "volunteers:gettogether_list": Access(roles=COORDINATOR),
    "volunteers:gettogether_create": Access(roles=COORDINATOR, **GET_AND_POST),
    "volunteers:gettogether_detail": _of("gettogether", COORDINATOR),
    "volunteers:gettogether_update": _of("gettogether", COORDINATOR, **GET_AND_POST),
    "volunteers:gettogether_choose": _of("gettogether", COORDINATOR, **GET_AND_POST),
    "volunteers:gettogether_print": _of("gettogether", COORDINATOR),
    "volunteers:gettogether_close": _of("gettogether", COORDINATOR, **GET_AND_POST),
    "volunteers:gettogether_code": Access(roles=PUBLIC, **GET_AND_POST),
    "volunteers:gettogether_tick": Access(
        roles=PUBLIC, kwargs=lambda world: {"code": world["badge"].code}, **GET_AND_POST
    ),
    "volunteers:need_list": Access(roles=COORDINATOR),
    "volunteers:need_detail": _of("need", COORDINATOR),
    "volunteers:need_close": _of("need", COORDINATOR, **GET_AND_POST),
    "volunteers:match_approve": _of("need", COORDINATOR, **POST),
    "volunteers:run_board": Access(roles=COORDINATOR),
    "volunteers:run_create": _of("programme", COORDINATOR, **POST),
    "volunteers:run_export": _of("programme", COORDINATOR),
    "volunteers:weights_update": _of("programme", COORDINATOR, **GET_AND_POST),
    "volunteers:proposal_approve": _of("proposal", COORDINATOR, **POST),
    "volunteers:pair_fix": _of("need", COORDINATOR, **POST),
    "volunteers:pair_release": _of("need", COORDINATOR, **POST),
    "volunteers:pair_forbid": _of("need", COORDINATOR, **GET_AND_POST),
    "volunteers:exclusion_list": Access(roles=COORDINATOR),
    "volunteers:exclusion_lift": _of("exclusion", COORDINATOR, **POST),
    "volunteers:match_override": Access(
        roles=COORDINATOR,
        kwargs=lambda world: {"pk": world["need"].pk, "volunteer": world["asked"].volunteer_id},
        foreign=lambda world: {"pk": world["foreign_need"].pk, "volunteer": world["foreign_asked"].volunteer_id},
        **GET_AND_POST,
    ),
    "volunteers:recruiting_brief": Access(roles=COORDINATOR),
    "volunteers:recruiting_export": Access(roles=COORDINATOR),
    "volunteers:worker_shifts": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:worker_absences": _of("worker", COORDINATOR, **GET_AND_POST),
    "volunteers:match_list": Access(roles=COORDINATOR),
    "volunteers:match_detail": _of("active", COORDINATOR),
    "volunteers:match_record": _of("asked", COORDINATOR, **GET_AND_POST),
    "volunteers:match_withdraw": _of("asked", COORDINATOR, **GET_AND_POST),
    "volunteers:match_end": _of("active", COORDINATOR, **GET_AND_POST),
    "volunteers:stand_in_ask": _of("active", COORDINATOR, **GET_AND_POST),
    "volunteers:stand_in_record": _of("stand_in", COORDINATOR, **GET_AND_POST),
    "volunteers:stand_in_end": _of("stand_in", COORDINATOR, **GET_AND_POST),
    "volunteers:my_stand_in": _of("own_stand_in", VOLUNTEER),
    "volunteers:my_stand_in_answer": _of("own_question", VOLUNTEER, **POST),
    "volunteers:my_stand_in_meeting": _of("own_stand_in", VOLUNTEER, **GET_AND_POST),
    "volunteers:match_pause": _of("active", COORDINATOR, **GET_AND_POST),
    "volunteers:match_pause_change": _of_break(COORDINATOR, **GET_AND_POST),
    "volunteers:match_pause_cancel": _of_break(COORDINATOR, **POST),
    "volunteers:my_match_pause_change": _of_break(VOLUNTEER, **GET_AND_POST),
    "volunteers:my_match_pause_cancel": _of_break(VOLUNTEER, **POST),
    "volunteers:worker_match_pause_change": _of_break(WORKER, **GET_AND_POST),
    "volunteers:worker_match_pause_cancel": _of_break(WORKER, **POST),
    "volunteers:match_resume": _of("active", COORDINATOR, **POST),
    "volunteers:my_match_pause": _of("active", VOLUNTEER, **GET_AND_POST),
    "volunteers:my_match_resume": _of("active", VOLUNTEER, **POST),
    "volunteers:worker_match_pause": _of("active", WORKER, **GET_AND_POST),
    "volunteers:worker_match_resume": _of("active", WORKER, **POST),
    "volunteers:meeting_create": _of("active", COORDINATOR, **GET_AND_POST),
    "volunteers:my_match": _of("active", VOLUNTEER),
    "volunteers:my_match_answer": _of("asked", VOLUNTEER, **POST),
    "volunteers:my_meeting_create": _of("active", VOLUNTEER, **GET_AND_POST),
    "volunteers:my_match_end": _of("active", VOLUNTEER, **GET_AND_POST),
    "volunteers:worker_match_end": _of("active", WORKER, **GET_AND_POST),
    "volunteers:my_meetings": Access(roles=VOLUNTEER),
    "volunteers:my_meeting_delete": _of("meeting", VOLUNTEER, **GET_AND_POST),
    "volunteers:worker_home": Access(roles=WORKER),
    "volunteers:worker_continue": Access(roles=WORKER),
    "volunteers:worker_profile": Access(roles=WORKER, **GET_AND_POST),
    "volunteers:worker_profile_page": Access(roles=WORKER, kwargs=lambda world: {"step": "zeit"}, **GET_AND_POST),
    "volunteers:worker_profile_page_draft": Access(roles=WORKER, kwargs=lambda world: {"step": "zeit"}, **POST),
    "volunteers:my_absences": Access(roles=VOLUNTEER, **GET_AND_POST),
    "volunteers:worker_own_shifts": Access(roles=WORKER, **GET_AND_POST),
    "volunteers:worker_own_absences": Access(roles=WORKER, **GET_AND_POST),
    "volunteers:worker_own_wishes": Access(roles=WORKER, **GET_AND_POST),
    "volunteers:worker_answer": _of("active", WORKER, **POST),
    "volunteers:meeting_feedback": _of("meeting", WORKER, **GET_AND_POST),
}
