"""A programme in another town is data: set up in forms alone, and neither of the two sees anything of the other."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from ibs_portal.accounts.models import Organisation, User
from tests.clock import Clock
from tests.factories.matching import MatchFactory, MatchNeedFactory, fitting_volunteer
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, TrainingFactory
from tests.volunteers.views.test_signup import ANSWERS, code_in
from volunteers.models import (
    CompanionGroup,
    Match,
    MatchingWeights,
    MatchNeed,
    Programme,
    SkilledWorker,
    Training,
    TrainingSession,
    Volunteer,
)
from volunteers.queries.weights import weights_of
from volunteers.rules.matching import MAXIMUM

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 3, 2)
LINK = re.compile(r"https?://[^/]+(/\S*/begleitung/antwort/\S+)")
SENDER = '"Ankommen in Münster" <portal@example.org>'
# What a coordinator opens day by day.
LISTS = (
    *("pipeline", "worker_list", "cohort_list", "group_list", "training_list", "need_list", "run_board"),
    *("match_list", "waiting_list", "exclusion_list", "recruiting_brief", "programme_report"),
)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock(monkeypatch)
    clock.move_to(MONDAY)
    return clock


@pytest.fixture
def first(organisations, clock) -> Programme:
    """The programme that is there: people, a course that everybody needs, and who waits."""
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", slug="osnabrueck")
    TrainingFactory(programme=programme, title="Osnabrücker Grundkurs", is_mandatory=True)
    MatchNeedFactory(programme=programme, worker__given_name="Osna-Fachkraft")
    fitting_volunteer(programme, given_name="Osna-Begleiterin")
    MatchFactory(need__programme=programme, need__worker__given_name="Osna-Paar", active=True)
    return programme


class Desk:
    """What somebody does on her pages, by their names; every answer has to be that of a form that was right."""

    def __init__(self, email: str) -> None:
        self.email, self.client = email, Client()
        self.log_in()

    def log_in(self) -> None:
        self.client.force_login(User.objects.get(email=self.email))

    def post(self, page: str, *args: int, **data) -> None:
        response = self.client.post(reverse(f"volunteers:{page}", args=args), data)
        assert response.status_code == 302, (page, response.context["form"].errors)
        assert "/login/" not in response["Location"]

    def page(self, name: str, *args: int) -> str:
        response = self.client.get(reverse(f"volunteers:{name}", args=args))
        assert response.status_code == 200
        return response.content.decode()


def set_up(client: Client, topics: list[int]) -> None:
    """In the admin pages, as whoever sets the portal up: house, account, programme, a way between two districts."""

    def add(model: str, **data) -> None:
        response = client.post(reverse(f"admin:{model}_add"), data)
        assert response.status_code == 302, response.context["adminform"].form.errors

    add("accounts_organisation", name="Freiwilligenzentrum Münster", short_name="FZ", kind="agency", is_controller="on")
    house = Organisation.objects.get(name="Freiwilligenzentrum Münster")
    account = {"email": "muenster@example.org", "name": "Münster", "language": "de", "usable_password": "false"}
    add("accounts_user", **account, organisation=house.pk, roles=["programme_coordinator"])
    numbers = {"group_seats": 4, "session_seats": 10, "clearance_years": 5}
    words = {"summary": "Nachbarn aus Münster begleiten Fachkräfte.", "next_step": "Wir rufen am Freitag an."}
    reach = {"contact_email": "desk-muenster@example.org", "contact_phone": "0251 000000"}
    names = {"name": "Ankommen in Münster", "slug": "muenster", "town": "Münster", "federal_state": "NW"}
    chosen = {"topics": topics} | names | words | reach | numbers
    add("volunteers_programme", organisation=house.pk, is_open="on", **chosen)
    way = {"first": "Hiltrup", "second": "Kinderhaus", "minutes": 35}
    add("volunteers_districtdistance", programme=Programme.objects.get(slug="muenster").pk, **way)


def plan(desk: Desk, programme: Programme) -> None:
    """At the desk of the new programme: a course, its session, a group, and weights of its own."""
    desk.post("training_create", programme=programme.pk, title="Kurs in Münster", is_mandatory="on", is_active="on")
    training = Training.objects.get(programme=programme)
    times = {"starts_at": "2026-03-05T10:00", "ends_at": "2026-03-05T16:00"}
    desk.post("training_session_create", training=training.pk, place="Stadtbücherei", capacity=10, **times)
    desk.post("group_create", programme=programme.pk, name="Hiltrup", seats=4, max_matches=8)
    codes = list(MAXIMUM)
    weights = MAXIMUM | {codes[0]: MAXIMUM[codes[0]] - 50, codes[1]: MAXIMUM[codes[1]] + 50}
    desk.post("weights_update", programme.pk, **weights)


def sign_up(mailoutbox, side: str, offer, **changed) -> None:
    """A stranger chooses the town, answers, types the code and fills in the two pages after it."""
    about, start = {"volunteer": ("about", "signup_start"), "worker": ("worker_about", "worker_signup_start")}[side]
    client = Client()
    page = client.get(reverse(f"volunteers:{about}")).content.decode()
    assert "?programm=muenster" in page and reverse(f"volunteers:{start}") not in page
    page = client.get(reverse(f"volunteers:{about}") + "?programm=muenster").content.decode()
    address = reverse(f"volunteers:{start}") + "?programm=muenster"
    assert address in page and "Osnabrück" not in page
    step = client.get(address)["Location"]
    for slug, data in {**ANSWERS, **changed}.items():
        assert slug in step
        assert "Ankommen in Münster" in client.get(step).content.decode()
        step = client.post(step, data)["Location"]
    code_page = client.post(step)["Location"]
    step = client.post(code_page, {"code": code_in(mailoutbox[-1])})["Location"]
    for data in ({"availability": ["mon_evening", "sat_morning"]}, {"offers": [offer.pk], "help": [offer.pk]}):
        step = client.get(step, follow=True).redirect_chain[-1][0] if "weiter" in step else step
        page = client.get(step).content.decode()
        assert ("Briefe" in page, "Osna-Thema" in page) == ("offers" in data, False)
        step = client.post(step, data)["Location"]


def train(desk: Desk, volunteer: Volunteer, clock: Clock) -> None:
    """Interview, accepted, invited, there, in a group: active."""
    desk.post("volunteer_advance", volunteer.pk, to="interview", interview_at="2026-03-03T10:00")
    desk.post("volunteer_advance", volunteer.pk, to="accepted")
    session = TrainingSession.objects.get(training__programme=volunteer.programme)
    desk.post("session_invite", session.pk, volunteers=[volunteer.pk])
    registration = volunteer.registrations.get()
    desk.post("training_record", registration.pk, answer="yes")
    clock.move_to(MONDAY + 4 * DAY)
    desk.log_in()
    desk.post("session_attendance", session.pk, attended=[registration.pk])
    desk.post("group_assign", volunteer.pk, group=CompanionGroup.objects.get(programme=volunteer.programme).pk)


def test_a_second_programme_from_its_set_up_to_a_companionship(first, client_as, clock, mailoutbox):
    offer, _osna = OfferFactory(name_de="Briefe"), OfferFactory(name_de="Osna-Thema")
    set_up(client_as("technik"), [offer.pk])
    second = Programme.objects.get(slug="muenster")
    desk = Desk("muenster@example.org")
    plan(desk, second)

    sign_up(mailoutbox, "volunteer", offer, ort={"place": "Hiltrup"}, name={"given_name": "Frauke"})
    worker_answers = {
        "name": {"given_name": "Rosa", "family_name": "Santos"},
        "kontakt": {"email": "rosa@example.org"},
        "ort": {"place": "Kinderhaus"},
    }
    sign_up(mailoutbox, "worker", offer, **worker_answers)
    volunteer, worker = Volunteer.objects.get(email="anh@example.org"), SkilledWorker.objects.get(given_name="Rosa")
    assert (volunteer.programme, worker.programme) == (second, second)
    train(desk, volunteer, clock)
    volunteer.refresh_from_db()
    # The course of the other town is not asked for here.
    assert (volunteer.status, volunteer.qualifications.get().training.title) == ("active", "Kurs in Münster")

    desk.post("worker_welcome", worker.pk)
    need = MatchNeed.objects.get(worker=worker)
    desk.post("match_approve", need.pk, volunteer=volunteer.pk)
    match = Match.objects.get(programme=second)
    assert (match.state, match.volunteer, match.need) == ("asked", volunteer, need)
    reasons = {reason.code: reason for reason in match.score_reasons()}
    assert (reasons["language"].most, reasons["district"].facts) == (MAXIMUM["language"] - 50, ("35",))
    for person in (volunteer, worker):
        mail = next(mail for mail in reversed(mailoutbox) if mail.to == [person.email])
        assert Client().post(LINK.search(mail.body)[1], {"answer": "yes"}).status_code == 302
    match.refresh_from_db()
    assert match.state == "active"
    assert "0541 123456" in Desk("rosa@example.org").page("worker_home")
    assert "rosa@example.org" in Desk("anh@example.org").page("my_home")

    its_own(second, first, mailoutbox)
    nothing_of_each_other(desk, Desk("freiwilligenagentur@example.org"), match)


def its_own(second: Programme, first: Programme, mailoutbox) -> None:
    """Weights, topics, words and who writes, codes of the login included."""
    assert weights_of(first) == dict(MAXIMUM) != weights_of(second)
    assert MatchingWeights.objects.get().programme == second
    assert {(mail.from_email, *mail.reply_to) for mail in mailoutbox} == {(SENDER, "desk-muenster@example.org")}
    welcome = next(mail for mail in mailoutbox if "Willkommen" in mail.subject)
    assert "Wir rufen am Freitag an." in welcome.body
    assert not any("Begleitprojekt" in mail.body or "Osna" in mail.body for mail in mailoutbox)


def nothing_of_each_other(second: Desk, first: Desk, match: Match) -> None:
    own = {"Frauke", "Rosa", "Kurs in Münster", "Hiltrup"}
    osna = {"Osna-Fachkraft", "Osna-Begleiterin", "Osna-Paar", "Osnabrücker Grundkurs"}
    seen = {desk: "".join(desk.page(name) for name in LISTS) for desk in (first, second)}
    topics = {desk: desk.page("volunteer_create") for desk in (first, second)}
    assert ["Osna-Thema" in topics[first], "Osna-Thema" in topics[second]] == [True, False]
    assert {word for word in own | osna if word in seen[second]} == own
    assert {word for word in own | osna if word in seen[first]} == osna
    for name, row in (
        ("match_detail", match),
        ("volunteer_detail", match.volunteer),
        ("worker_detail", match.worker),
        ("need_detail", match.need),
    ):
        address = reverse(f"volunteers:{name}", args=[row.pk])
        assert (second.client.get(address).status_code, first.client.get(address).status_code) == (200, 404)
    assert first.client.get(reverse("volunteers:weights_update", args=[match.programme_id])).status_code == 404


def test_with_one_programme_nobody_is_asked_for_the_town(first, client):
    page = client.get(reverse("volunteers:about")).content.decode()
    assert reverse("volunteers:signup_start") + '"' in page and "?programm=" not in page


def test_who_changes_the_town_agrees_anew(first, client):
    ProgrammeFactory(slug="muenster", town="Münster")
    client.get(reverse("volunteers:signup_start") + "?programm=osnabrueck")
    for slug, data in ANSWERS.items():
        step = client.post(reverse("volunteers:signup", args=[slug]), data)["Location"]
    assert step == reverse("volunteers:signup_check")
    assert client.get(reverse("volunteers:signup_start"))["Location"] == step
    response = client.get(reverse("volunteers:signup_start") + "?programm=muenster")
    assert response["Location"] == reverse("volunteers:signup", args=["einwilligung"])
    # A town that there is not, and none at all: it is asked for.
    for address in ("?programm=nirgendwo", ""):
        assert "?programm=muenster" in client.get(reverse("volunteers:about") + address).content.decode()
    assert Client().get(reverse("volunteers:signup_start"))["Location"] == reverse("volunteers:about")
