"""The page behind the link in the mail, without an account; and the answers on the desk."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories.matching import CheckInFactory, MatchFactory, MeetingFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.actions.checkin import answer_checkin
from volunteers.emails.checkin import CHECKIN
from volunteers.emails.meeting import MEETING
from volunteers.models import CheckIn, Match, Meeting

DAY = 24 * 60 * 60


@pytest.fixture
def visitor():
    return Client()


def link_to(checkin) -> str:
    return CHECKIN.path("de", checkin=checkin.pk)


def text(response) -> str:
    return response.content.decode()


def test_looking_decides_nothing_and_one_click_answers(db, visitor):
    """Mail programs open links by themselves."""
    checkin = CheckInFactory(match__volunteer__given_name="Gönül", match__volunteer__family_name="Geheim")
    page = visitor.get(link_to(checkin))
    assert (page.status_code, CheckIn.objects.get().answer, page["Cache-Control"]) == (200, "", "no-store")
    assert ("Gönül" in text(page), "Geheim" in text(page)) == (True, False)
    assert text(page).count('type="submit"') == 3
    page = visitor.post(link_to(checkin), {"answer": "good"}, follow=True)
    assert CheckIn.objects.get().answer == "good"
    assert "willkommen" in text(page)


def test_a_sentence_is_added_and_a_second_click_takes_nothing_away(db, visitor):
    checkin = CheckInFactory()
    data = {"answer": "fair", "welcome": "4", "words": "Danke", "send": "1"}
    page = visitor.post(link_to(checkin), data, follow=True)
    assert "Vielen Dank" in text(page) or "Danke" in text(page)
    visitor.post(link_to(checkin), {"answer": "help"})
    kept = CheckIn.objects.get()
    assert (kept.answer, kept.words, kept.welcome) == ("help", "Danke", 4)


@pytest.mark.parametrize("data", [{}, {"answer": "🙂"}, {"answer": "good", "welcome": "9", "send": "1"}])
def test_what_is_no_answer_changes_nothing(db, visitor, data):
    checkin = CheckInFactory()
    page = visitor.post(link_to(checkin), data)
    assert (page.status_code, bool(page.context["form"].errors), CheckIn.objects.get().answer) == (200, True, "")


def test_a_volunteer_is_not_asked_how_welcome_she_feels(db, visitor):
    checkin = answer_checkin(CheckInFactory(side="volunteer"), answer="good", by=None, now=timezone.now())
    page = visitor.get(link_to(checkin))
    assert list(page.context["form"].fields) == ["answer", "words"]


@pytest.mark.parametrize("problem", ["forged", "expired", "closed", "gone"])
def test_links_that_open_nothing_say_why(db, visitor, monkeypatch, problem):
    checkin = CheckInFactory()
    address, status = link_to(checkin), 410
    if problem == "forged":
        address, status = address[:-2] + "/", 404
    elif problem == "expired":
        later = signing.time.time() + 61 * DAY
        monkeypatch.setattr(signing.time, "time", lambda: later)
    elif problem == "closed":
        Match.objects.update(state="ended", ended_on=timezone.localdate(), end_reason="moved")
    else:
        CheckIn.objects.all().delete()
        status = 404
    for page in (visitor.get(address), visitor.post(address, {"answer": "good"})):
        assert (page.status_code, page.context["form"]) == (status, None)
        assert checkin.match.volunteer.given_name not in text(page)
    assert not CheckIn.objects.answered().exists()


def test_a_link_for_one_purpose_opens_no_other_page(db, visitor):
    checkin = CheckInFactory()
    address = reverse("volunteers:meeting_log", args=[CHECKIN.token(checkin=checkin.pk)])
    assert visitor.get(address).status_code == 404


# --- Noting a meeting by link ------------------------------------------------------------------------------


@pytest.fixture
def match(organisations):
    programme = ProgrammeFactory(organisation=organisations["agency"])
    return MatchFactory(need__programme=programme, active=True, need__worker__given_name="Anjaly")


def log_address(match) -> str:
    return MEETING.path("de", match=match.pk, volunteer=match.volunteer_id)


def meeting_data(**changes):
    return {"day": timezone.localdate().isoformat(), "length": "60", "kind": "out", "note": "Park", **changes}


def test_a_meeting_is_noted_without_logging_in(match, visitor):
    page = visitor.get(log_address(match))
    assert ("Anjaly" in text(page), match.worker.phone in text(page)) == (True, False)
    page = visitor.post(log_address(match), meeting_data(), follow=True)
    meeting = Meeting.objects.get()
    noted = (meeting.minutes, meeting.volunteer, meeting.logged_by, meeting.note.text)
    assert noted == (60, match.volunteer, None, "Park")
    assert "notiert" in page.request["QUERY_STRING"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"length": "other", "other_minutes": "1500"}, "other_minutes"),
        ({"day": "earlier", "earlier_on_day": "1", "earlier_on_month": "1", "earlier_on_year": "2999"}, "earlier_on"),
        ({"length": ""}, "length"),
    ],
)
def test_hours_of_25_a_day_are_refused_in_words(match, visitor, changes, field):
    page = visitor.post(log_address(match), meeting_data(**changes))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert "Park" in text(page)
    assert not Meeting.objects.exists()


def test_all_meetings_of_a_day_fit_into_it(match, visitor):
    other = MatchFactory(need__programme=match.programme, volunteer=match.volunteer, active=True)
    for minutes in (600, 700):
        MeetingFactory(match=other, on=timezone.localdate(), minutes=minutes)
    page = visitor.post(log_address(match), meeting_data(length="180"))
    assert "24 Stunden" in text(page)
    assert Meeting.objects.count() == 2
    visitor.post(log_address(match), meeting_data(length="60"))
    assert Meeting.objects.count() == 3


def test_after_the_end_there_is_nothing_to_note(match, visitor):
    Match.objects.update(state="ended", ended_on=timezone.localdate(), end_reason="moved")
    page = visitor.post(log_address(match), meeting_data())
    assert (page.status_code, Meeting.objects.count()) == (410, 0)


def test_the_link_of_another_volunteer_is_none(match, visitor):
    stranger = MatchFactory(active=True).volunteer
    address = MEETING.path("de", match=match.pk, volunteer=stranger.pk)
    # She is neither the companion nor stands in: as little as for a link that is over.
    assert visitor.post(address, meeting_data()).status_code == 410
    assert not Meeting.objects.exists()


# --- On the own page and on the desk -----------------------------------------------------------------------


def test_an_open_question_waits_on_the_own_page(client_as, persons, match):
    match.worker.user = persons["fachkraft"]
    match.worker.save()
    checkin = CheckInFactory(match=match)
    assert link_to(checkin).rpartition("/")[0].rpartition("/")[0] in text(
        client_as("fachkraft").get(reverse("volunteers:worker_home"))
    )
    answer_checkin(checkin, answer="good", by=None, now=timezone.now())
    assert "/begleitung/rueckmeldung/" not in text(client_as("fachkraft").get(reverse("volunteers:worker_home")))


def test_the_desk_reads_records_and_settles(client_as, match):
    desk, detail = client_as("freiwilligenagentur"), reverse("volunteers:match_detail", args=[match.pk])
    asked = CheckInFactory(match=match, asked_at=None)
    assert "persönlich" in text(desk.get(detail))
    data = {"answer": "help", "words": "braucht Rat", "welcome": "2", "how": "am Telefon"}
    desk.post(reverse("volunteers:checkin_record", args=[asked.pk]), data)
    asked.refresh_from_db()
    assert (asked.answer, asked.welcome, asked.answered_how) == ("help", 2, "am Telefon")
    assert "braucht Rat" in text(desk.get(detail))
    desk.post(reverse("volunteers:checkin_settle", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.settled_at is not None


def test_the_page_costs_the_same_with_one_and_three_check_ins(client_as, match, django_assert_max_num_queries):
    desk, detail = client_as("freiwilligenagentur"), reverse("volunteers:match_detail", args=[match.pk])
    CheckInFactory(match=match)
    desk.get(detail)
    with django_assert_max_num_queries(20) as one:
        desk.get(detail)
    CheckInFactory(match=match, side="volunteer")
    CheckInFactory(match=match, number=1)
    with django_assert_max_num_queries(20) as three:
        desk.get(detail)
    assert len(three) == len(one)


def test_the_page_is_read_in_turkish_and_the_site_is_not(db, visitor):
    checkin = CheckInFactory()
    page = visitor.get(CHECKIN.path("tr", checkin=checkin.pk))
    assert (page.status_code, page["Content-Language"]) == (200, "tr")
    assert '<html lang="tr" dir="ltr">' in text(page)
    assert 'lang="tr"' in text(page).partition('id="sprachen"')[2]
    for address, instead in (("/tr/", "/de/"), ("/tr/mitmachen/?a=1", "/de/mitmachen/?a=1"), ("/tr/x/", "/de/x/")):
        assert visitor.get(address).headers["Location"] == instead
    assert 'lang="tr"' not in text(visitor.get("/de/"))
    with translation.override("tr"):
        assert reverse("volunteers:checkin_answer", args=["x"]).startswith("/tr/")
