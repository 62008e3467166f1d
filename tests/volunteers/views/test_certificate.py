"""Pages about hours and certificates; and the public one, which tells no names."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.matching import MatchFactory, MeetingFactory
from tests.factories.recognition import CertificateFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.models import Certificate
from volunteers.rules.certificate import new_code

FIRST, LAST = ("1", "1", "2026"), ("30", "6", "2026")
DAYS = {
    f"{name}_{part}": value
    for name, day in (("since", FIRST), ("until", LAST))
    for part, value in zip(("day", "month", "year"), day, strict=True)
}


@pytest.fixture
def volunteer(persons, organisations):
    made = VolunteerFactory(
        programme__organisation=organisations["agency"], user=persons["begleiterin"], status="active"
    )
    match = MatchFactory(need__programme=made.programme, volunteer=made, active=True)
    MeetingFactory(match=match, on=datetime.date(2026, 3, 2), minutes=150)
    return made


def verify(code: str, client: Client | None = None):
    return (client or Client()).get(reverse("volunteers:certificate_verify", args=[code]))


def test_a_volunteer_sees_hours_and_makes_a_certificate(volunteer, client_as):
    client = client_as("begleiterin")
    page = client.get(reverse("volunteers:my_hours")).content.decode()
    assert "2:30 Stunden" in page
    answer = client.post(reverse("volunteers:my_certificate_create"), DAYS)
    assert answer.status_code == 302
    certificate = Certificate.objects.get()
    assert (certificate.volunteer, certificate.minutes, certificate.issued_by) == (volunteer, 150, volunteer.user)
    paper = client.get(reverse("volunteers:my_certificate", args=[certificate.pk]))
    assert paper.content.startswith(b"%PDF") and certificate.readable_code in paper["Content-Disposition"]


@pytest.mark.parametrize(
    "changes",
    [
        {"until_year": "2999"},
        {"until_year": "2020"},
        {"since_day": "-"},
        {"since_day": "9" * 400},
        {"since_month": "13"},
    ],
)
def test_days_that_cannot_be_are_told_at_their_place(volunteer, client_as, changes):
    answer = client_as("begleiterin").post(reverse("volunteers:my_certificate_create"), DAYS | changes)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not Certificate.objects.exists()


def test_the_page_of_hours_asks_few_questions(volunteer, client_as, count_queries):
    url = reverse("volunteers:my_hours")
    CertificateFactory(volunteer=volunteer)
    one = count_queries(client_as("begleiterin"), url)
    CertificateFactory.create_batch(2, volunteer=volunteer)
    MeetingFactory.create_batch(3, match=volunteer.matches.get())
    assert count_queries(client_as("begleiterin"), url) == one <= 12


def test_the_desk_withdraws(volunteer, client_as):
    certificate = CertificateFactory(volunteer=volunteer)
    url = reverse("volunteers:certificate_revoke", args=[certificate.pk])
    client = client_as("freiwilligenagentur")
    assert client.post(url, {"reason": ""}).status_code == 200
    client.post(url, {"reason": "Stunden doppelt"})
    assert client.post(url, {"reason": "noch einmal"}).status_code == 403
    page = verify(certificate.code)
    assert page.status_code == 200 and "zurückgezogen" in page.content.decode()
    assert "Stunden doppelt" not in page.content.decode()


# --- Everybody -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "ar"])
def test_whoever_holds_the_paper_can_check_it(volunteer, language):
    certificate = CertificateFactory(volunteer=volunteer)
    page = Client().get(f"/{language}/nachweis/{certificate.readable_code.lower()}/")
    words = page.content.decode()
    assert page.status_code == 200 and certificate.readable_code in words and "T. N." in words and "1:30" in words
    assert volunteer.family_name not in words and "Ánh" not in words and certificate.content["name"] not in words


def test_unknown_codes_have_one_answer(volunteer):
    CertificateFactory(volunteer=volunteer)
    answers = [verify(code) for code in (new_code(), "unknown", "%27", "1" * 500)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.split(b"<main")[1].split(b"</main")[0] for answer in answers}) == 1


def test_the_code_can_be_typed(volunteer):
    certificate = CertificateFactory(volunteer=volunteer)
    url = reverse("volunteers:certificate_check")
    answer = Client().post(url, {"code": f" {certificate.code.lower()} "})
    assert answer["Location"].endswith(f"/nachweis/{certificate.readable_code}/")
    assert Client().post(url, {"code": "?"})["Location"].endswith("/nachweis/00000-00000/")


def test_whoever_tries_codes_is_slowed_down(volunteer):
    certificate = CertificateFactory(volunteer=volunteer)
    client = Client()
    assert [verify(new_code(), client).status_code for _try in range(30)] == [404] * 30
    busy = verify(certificate.code, client)
    assert busy.status_code == 429 and b"T. N." not in busy.content and busy["Retry-After"] == "60"
