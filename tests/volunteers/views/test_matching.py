"""Pages of the desk, of both sides, and of the link in the mail."""

import datetime

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.matching import (
    MatchFactory,
    MatchNeedFactory,
    MeetingFactory,
    MeetingNoteFactory,
    SkilledWorkerFactory,
    WorkerLanguageFactory,
    fitting_volunteer,
)
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, TrainingFactory
from volunteers.emails.matching import answer_token
from volunteers.models import Match, MatchNeed, Meeting, SkilledWorker

MOST_QUERIES = 12


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")


@pytest.fixture
def desk(client_as):
    return client_as("freiwilligenagentur")


def url(name, *args):
    return reverse(f"volunteers:{name}", args=args)


def queries_of(client, address):
    """How many queries a page costs, once everything that is kept between requests is there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len([q for q in captured if "set_config" not in q["sql"] and "SAVEPOINT" not in q["sql"]])


# --- Coordinators ------------------------------------------------------------------------------------------


def worker_data(programme, **changes):
    return {
        "programme": programme.pk,
        "given_name": "Anjaly",
        "origin": "IN",
        "contact_language": "en",
        "status": "here",
        "language_0": "en",
        "level_0": "3",
        "availability": ["tue_evening"],
        **changes,
    }


def test_entering_a_worker_leads_to_the_need(desk, programme):
    response = desk.post(url("worker_create"), worker_data(programme))
    worker = SkilledWorker.objects.get()
    assert response.url == url("need_create", worker.pk)
    assert (worker.programme, worker.availability) == (programme, ["tue_evening"])
    assert list(worker.languages.values_list("code", "level")) == [("en", 3)]


def test_one_more_language_saves_nothing_and_is_no_mistake(desk, programme):
    response = desk.post(url("worker_create"), worker_data(programme, given_name="", level_1="", more="1"))
    assert response.status_code == 200
    assert not SkilledWorker.objects.exists()
    assert response.context["form"].errors == {}
    assert response.context["form"].row_count == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"given_name": ""}, "given_name"), ({"postcode": "abc"}, "postcode"), ({"origin": "XX"}, "origin")],
)
def test_what_is_wrong_is_said_and_kept(desk, programme, changes, field):
    response = desk.post(url("worker_create"), worker_data(programme, profession="Hebamme", **changes))
    assert list(response.context["form"].errors) == [field]
    assert 'value="Hebamme"' in response.content.decode()


def test_nobody_enters_workers_into_another_programme(desk):
    response = desk.post(url("worker_create"), worker_data(ProgrammeFactory()))
    assert "programme" in response.context["form"].errors


def test_a_need_leads_to_proposals(desk, programme):
    worker, topic = SkilledWorkerFactory(programme=programme), OfferFactory()
    response = desk.post(url("need_create", worker.pk), {"help": [topic.pk], "priority": "2", "wish_gender": "woman"})
    need = MatchNeed.objects.get()
    assert response.url == url("need_detail", need.pk)
    assert (list(need.help.all()), need.wish_gender) == ([topic], "woman")


def test_proposals_show_reasons_and_why_not(desk, programme):
    TrainingFactory(programme=programme, title="Grundlagen", is_mandatory=False)
    need = MatchNeedFactory(programme=programme)
    good, full = fitting_volunteer(programme, given_name="Gönül"), fitting_volunteer(programme, given_name="Ole")
    MatchFactory(volunteer=full, need__programme=programme, active=True)
    fitting_volunteer(ProgrammeFactory(), given_name="Fremd")
    response = desk.get(url("need_detail", need.pk))
    assert [p.candidate.volunteer for p in response.context["proposals"]] == [good]
    assert [str(one.volunteer) for one in response.context["excluded"]] == [str(full)]
    page = response.content.decode()
    assert "beide sprechen es fließend: Deutsch" in page
    assert "Kein Platz frei" in page
    assert "Fremd" not in page


def test_one_button_approves(desk, programme):
    need, volunteer = MatchNeedFactory(programme=programme), fitting_volunteer(programme)
    response = desk.post(url("match_approve", need.pk), {"volunteer": volunteer.pk})
    match = Match.objects.get()
    assert response.url == url("match_detail", match.pk)
    assert desk.get(response.url).status_code == 200


@pytest.mark.parametrize("is_foreign", [False, True])
def test_an_approval_that_is_refused_says_why(desk, programme, is_foreign):
    need = MatchNeedFactory(programme=programme)
    volunteer = fitting_volunteer(ProgrammeFactory()) if is_foreign else fitting_volunteer(programme, status="paused")
    response = desk.post(url("match_approve", need.pk), {"volunteer": volunteer.pk}, follow=True)
    assert not Match.objects.exists()
    words = "Bitte wählen Sie einen der Vorschläge." if is_foreign else "Ist zurzeit nicht aktiv."
    assert [str(message) for message in response.context["messages"]] == [words]


def test_an_answer_by_phone_is_recorded_with_how(desk, programme):
    match = MatchFactory(need__programme=programme)
    data = {"side": "worker", "answer": "yes", "how": "am Telefon"}
    assert desk.post(url("match_record", match.pk), data).status_code == 302
    match.refresh_from_db()
    assert (match.worker_answer, match.worker_answered_how) == ("yes", "am Telefon")
    response = desk.post(url("match_record", match.pk), data)
    assert "side" in response.context["form"].errors


def test_withdraw_and_end(desk, programme):
    asked, active = MatchFactory(need__programme=programme), MatchFactory(need__programme=programme, active=True)
    assert desk.post(url("match_withdraw", asked.pk)).status_code == 302
    response = desk.post(url("match_end", active.pk), {"on": timezone.localdate().isoformat()})
    assert list(response.context["form"].errors) == ["reason"]
    desk.post(url("match_end", active.pk), {"on": timezone.localdate().isoformat(), "reason": "moved"})
    assert set(Match.objects.values_list("state", flat=True)) == {"withdrawn", "ended"}
    # What may be seen but no longer acted upon is 403.
    assert [desk.get(url(n, asked.pk)).status_code for n in ("match_detail", "match_withdraw")] == [200, 403]


@pytest.mark.parametrize("page", ["worker_list", "cohort_list", "need_list", "match_list"])
def test_lists_cost_the_same_whatever_their_length(desk, programme, page):
    def grow():
        match = MatchFactory(need__programme=programme, active=True)
        MeetingFactory(match=match)
        need = MatchNeedFactory(programme=programme)
        need.help.add(OfferFactory(), through_defaults={"programme": programme})
        WorkerLanguageFactory(worker=need.worker, code="ml")
        MatchFactory(need__programme=programme)
        fitting_volunteer(programme)

    grow()
    one = queries_of(desk, url(page))
    for _row in range(3):
        grow()
    assert queries_of(desk, url(page)) == one <= MOST_QUERIES


@pytest.mark.parametrize("page", ["need_detail", "match_detail", "worker_detail"])
def test_details_cost_the_same_whatever_their_length(desk, programme, page):
    match = MatchFactory(need__programme=programme, active=True)
    need = MatchNeedFactory(programme=programme)
    address = url(page, {"need_detail": need.pk, "match_detail": match.pk, "worker_detail": match.worker_id}[page])

    def grow():
        MeetingFactory(match=match)
        fitting_volunteer(programme)
        MatchFactory(need__programme=programme, need__worker=match.worker, need__state="closed", state="withdrawn")

    grow()
    one = queries_of(desk, address)
    for _row in range(3):
        grow()
    assert queries_of(desk, address) == one <= MOST_QUERIES


# --- The link in the mail ----------------------------------------------------------------------------------


def link(match, side):
    return f"/de/begleitung/antwort/{answer_token(match, side)}/"


def test_opening_the_link_decides_nothing(db):
    match = MatchFactory(worker__family_name="Geheim", worker__phone="0151 987654")
    response = Client().get(link(match, "volunteer"))
    match.refresh_from_db()
    assert (response.status_code, match.volunteer_answer) == (200, "")
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "same-origin")
    page = response.content.decode()
    assert match.worker.given_name in page
    assert [secret for secret in ("Geheim", "0151 987654", match.worker.email) if secret in page] == []


def test_yes_by_link_once(db):
    match = MatchFactory()
    client, address = Client(), link(match, "volunteer")
    assert client.post(address, {"answer": "yes"}).url == address
    assert "Danke für Ihr Ja" in client.get(address).content.decode()
    assert client.post(address, {"answer": "no"}).status_code == 200
    match.refresh_from_db()
    assert (match.volunteer_answer, match.state) == ("yes", "asked")


def test_both_by_link(db, mailoutbox):
    match = MatchFactory()
    Client().post(link(match, "volunteer"), {"answer": "yes"})
    Client().post(link(match, "worker"), {"answer": "yes"})
    match.refresh_from_db()
    assert (match.state, len(mailoutbox)) == ("active", 2)


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_neither_yes_nor_no(db, answer):
    match = MatchFactory()
    assert Client().post(link(match, "worker"), {"answer": answer}).status_code == 200
    match.refresh_from_db()
    assert match.worker_answer == ""


def test_links_that_no_longer_work_say_so_in_clear_words(db, monkeypatch):
    match = MatchFactory(state="withdrawn")
    response = Client().get(link(match, "worker"))
    assert (response.status_code, "nicht mehr offen" in response.content.decode()) == (410, True)
    match = MatchFactory()
    address = link(match, "worker")
    later = timezone.now().timestamp() + 15 * 86400
    monkeypatch.setattr(signing.time, "time", lambda: later)
    response = Client().post(address, {"answer": "yes"})
    assert (response.status_code, "abgelaufen" in response.content.decode()) == (410, True)
    match.refresh_from_db()
    assert match.worker_answer == ""


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-3], lambda t: "x" + t, lambda t: "kaputt", lambda t: t.replace(":", "")]
)
def test_forged_links_get_nowhere(db, forge):
    match = MatchFactory()
    address = f"/de/begleitung/antwort/{forge(answer_token(match, 'worker'))}/"
    for response in (Client().get(address), Client().post(address, {"answer": "yes"})):
        assert (response.status_code, "nicht vollständig" in response.content.decode()) == (404, True)
    match.refresh_from_db()
    assert match.worker_answer == ""


def test_a_token_of_another_purpose_is_no_link(db):
    token = signing.TimestampSigner(salt="something-else").sign_object({"match": MatchFactory().pk, "side": "worker"})
    assert Client().get(f"/de/begleitung/antwort/{token}/").status_code == 404


# --- Both sides' own pages ---------------------------------------------------------------------------------


@pytest.fixture
def own(persons, programme):
    """The match of ``begleiterin`` and ``fachkraft``, both asked."""
    return MatchFactory(
        need__programme=programme,
        need__worker=SkilledWorkerFactory(programme=programme, user=persons["fachkraft"], family_name="Geheim"),
        volunteer=fitting_volunteer(programme, user=persons["begleiterin"], family_name="Verborgen"),
    )


def test_contact_details_are_there_only_once_both_said_yes(client_as, own):
    volunteer, worker = client_as("begleiterin"), client_as("fachkraft")

    def pages():
        return volunteer.get(url("my_match", own.pk)).content.decode(), worker.get(url("worker_home")).content.decode()

    before = pages()
    assert [own.worker.phone in before[0], "Geheim" in before[0], "Verborgen" in before[1]] == [False] * 3
    volunteer.post(url("my_match_answer", own.pk), {"answer": "yes"})
    between = pages()
    assert [own.worker.phone in between[0], "Geheim" in between[0], "Verborgen" in between[1]] == [False] * 3
    worker.post(url("worker_answer", own.pk), {"answer": "yes"})
    after = pages()
    assert [own.worker.phone in after[0], "Geheim" in after[0], "Verborgen" in after[1]] == [True] * 3


def test_a_declined_match_is_out_of_sight(client_as, own):
    client_as("begleiterin").post(url("my_match_answer", own.pk), {"answer": "no"})
    assert client_as("begleiterin").get(url("my_match", own.pk)).status_code == 404
    assert client_as("fachkraft").post(url("worker_answer", own.pk), {"answer": "yes"}).status_code == 404


def test_nobody_answers_for_the_other_side(client_as, own):
    assert client_as("begleiterin").post(url("worker_answer", own.pk), {"answer": "yes"}).status_code == 403
    assert client_as("fachkraft").post(url("my_match_answer", own.pk), {"answer": "yes"}).status_code == 403


@pytest.fixture
def begun(own):
    now = timezone.now()
    Match.objects.filter(pk=own.pk).update(
        state="active",
        started_on=timezone.localdate() - datetime.timedelta(days=30),
        volunteer_answer="yes",
        worker_answer="yes",
        volunteer_answered_at=now,
        worker_answered_at=now,
    )
    return Match.objects.get(pk=own.pk)


def test_a_meeting_in_four_inputs(client_as, begun):
    client = client_as("begleiterin")
    form = client.get(url("my_meeting_create", begun.pk)).context["form"]
    today = timezone.localdate()
    assert form["day"].value() == today.isoformat()
    response = client.post(
        url("my_meeting_create", begun.pk), {"day": today.isoformat(), "length": "90", "kind": "out"}
    )
    meeting = Meeting.objects.get()
    assert (response.url, meeting.on, meeting.minutes, meeting.kind) == (url("my_meetings"), today, 90, "out")
    assert "1:30 Stunden" in client.get(url("my_meetings")).content.decode()


def test_an_earlier_day_and_another_length(client_as, begun):
    day = timezone.localdate() - datetime.timedelta(days=20)
    data = {"day": "earlier", "length": "other", "other_minutes": "75", "kind": "phone"}
    parts = {f"earlier_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    client_as("begleiterin").post(url("my_meeting_create", begun.pk), data | parts)
    assert list(Meeting.objects.values_list("on", "minutes", "kind")) == [(day, 75, "phone")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"length": ""}, "length"),
        ({"length": "other"}, "other_minutes"),
        ({"length": "other", "other_minutes": "3"}, "other_minutes"),
        ({"day": "earlier"}, "earlier_on"),
        ({"day": "2999-01-01"}, "day"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_meetings_that_are_not_complete(client_as, begun, changes, field):
    data = {"day": timezone.localdate().isoformat(), "length": "60", "kind": "out", "note": "Park"}
    response = client_as("begleiterin").post(url("my_meeting_create", begun.pk), data | changes)
    assert list(response.context["form"].errors) == [field]
    assert "Park" in response.content.decode()
    assert not Meeting.objects.exists()


def test_feedback_is_read_by_the_coordination_and_not_by_the_companion(client_as, begun, desk):
    meeting = MeetingFactory(match=begun)
    worker = client_as("fachkraft")
    assert worker.post(url("meeting_feedback", meeting.pk), {}).context["form"].errors.keys() == {"how"}
    worker.post(url("meeting_feedback", meeting.pk), {"how": "hard", "words": "zu kurz"})
    assert "zu kurz" in desk.get(url("match_detail", begun.pk)).content.decode()
    companion = client_as("begleiterin")
    pages = [companion.get(url("my_match", begun.pk)), companion.get(url("my_meetings"))]
    assert not any("zu kurz" in page.content.decode() for page in pages)


def test_notes_of_the_volunteer_are_not_the_workers(client_as, begun):
    MeetingNoteFactory(meeting__match=begun, text="nur für mich")
    assert "nur für mich" not in client_as("fachkraft").get(url("worker_home")).content.decode()


def test_taking_a_meeting_back(client_as, begun):
    meeting = MeetingFactory(match=begun)
    client_as("begleiterin").post(url("my_meeting_delete", meeting.pk))
    assert not Meeting.objects.exists()
