"""The copy that the desk hands out: what the own page shows and what the desk wrote, nothing of others."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from tests.factories.matching import (
    MatchFactory,
    MeetingFactory,
    PairExclusionFactory,
    SkilledWorkerFactory,
    WorkerLanguageFactory,
)
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory, VolunteerLanguageFactory
from volunteers.models import CalendarFeed, VolunteerNote

ASKED = {"kind": "json", "asked": "letter", "is_her": "on"}
PAGES = {"volunteer": "volunteers:volunteer_data_copy", "worker": "volunteers:worker_data_copy"}


@pytest.fixture
def both(persons, organisations) -> dict:
    programme = ProgrammeFactory(organisation=organisations["agency"])
    facts = {"user": persons["begleiterin"], "status": "active", "motivation": "Weil ich selbst neu war"}
    volunteer = VolunteerFactory(programme=programme, **facts)
    worker = SkilledWorkerFactory(programme=programme, user=persons["fachkraft"], shifts="Früh und Spät")
    match = MatchFactory(
        need__programme=programme, need__worker=worker, need__note="Interne Notiz", volunteer=volunteer, active=True
    )
    MeetingFactory(match=match, minutes=77)
    VolunteerLanguageFactory(volunteer=volunteer, code="ml")
    WorkerLanguageFactory(worker=worker, code="ta")
    by = persons["freiwilligenagentur"]
    VolunteerNote.objects.create(programme=programme, volunteer=volunteer, author=by, text="Notiz vom Tisch")
    PairExclusionFactory(programme=programme, volunteer=volunteer, note="Wort der anderen")
    CalendarFeed.objects.create(programme=programme, volunteer=volunteer, secret_hash="x" * 64, made_at=timezone.now())
    return {"volunteer": volunteer, "worker": worker, "match": match}


def address(both, side: str) -> str:
    return reverse(PAGES[side], args=[both[side].pk])


@pytest.mark.parametrize(
    ("side", "person", "desks_own"),
    [("volunteer", "begleiterin", "Notiz vom Tisch"), ("worker", "fachkraft", "Interne Notiz")],
)
def test_it_holds_what_her_own_page_shows_and_what_the_desk_wrote(both, client_as, side, person, desks_own):
    own = json.loads(client_as(person).get(reverse("volunteers:my_data_export", args=["json"])).content)["data"]
    answer = client_as("freiwilligenagentur").post(address(both, side), ASKED)
    copy = json.loads(answer.content)
    own.pop("volunteers.CalendarFeed", None)
    assert {label: copy["data"].get(label) for label in own} == own
    text = json.dumps(copy, ensure_ascii=False)
    assert desks_own in text
    other = both["worker" if side == "volunteer" else "volunteer"]
    for secret in (other.family_name, other.given_name, other.phone, other.email, "Wort der anderen"):
        assert not secret or secret not in text


def test_what_concerns_two_is_told_as_a_number(both, client_as):
    copy = json.loads(client_as("freiwilligenagentur").post(address(both, "volunteer"), ASKED).content)
    kept = {one["what"]: one["number"] for one in copy["kept_by_the_coordination"]}
    assert kept == {
        "Was die Koordination zu Ihren Begleitungen notiert hat, etwa warum eine endete": 1,
        "Mit wem Sie nicht zusammengebracht werden sollen": 1,
        "Dass Sie eine geheime Adresse für Ihren Kalender haben": 1,
    }


def test_that_it_was_handed_out_stands_in_the_trail_and_in_the_course(both, client_as, persons):
    desk = client_as("freiwilligenagentur")
    assert desk.get(address(both, "volunteer")).status_code == 200
    assert not Entry.objects.filter(verb="volunteer.copy_handed_out").exists()
    answer = desk.post(address(both, "volunteer"), ASKED | {"kind": "pdf", "asked": "phone"})
    assert answer.content.startswith(b"%PDF")
    assert (answer["Content-Disposition"], answer["Cache-Control"]) == (
        'attachment; filename="datenauskunft.pdf"',
        "no-store",
    )
    act = Entry.objects.acts().get(verb="volunteer.copy_handed_out")
    assert (act.object_id, act.actor_id, act.reason) == (
        both["volunteer"].pk,
        persons["freiwilligenagentur"].pk,
        "pdf: phone",
    )
    course = desk.get(reverse("volunteers:volunteer_course", args=[both["volunteer"].pk])).content.decode()
    assert "Kopie der Daten herausgegeben" in course


@pytest.mark.parametrize(
    ("changed", "field"), [({"is_her": ""}, "is_her"), ({"asked": ""}, "asked"), ({"kind": "exe"}, "kind")]
)
def test_nothing_is_handed_out_before_it_is_clear_who_asks(both, client_as, changed, field):
    page = client_as("freiwilligenagentur").post(address(both, "worker"), ASKED | changed)
    assert page.context["form"].errors.keys() == {field}
    assert not Entry.objects.filter(verb="skilledworker.copy_handed_out").exists()


@pytest.mark.parametrize("side", PAGES)
def test_a_coordinator_of_another_house_gets_nothing(both, client_as, side):
    assert client_as("agentur2").post(address(both, side), ASKED).status_code == 404


def test_the_page_asks_few_questions(both, client_as, count_queries):
    desk = client_as("freiwilligenagentur")
    one = count_queries(desk, address(both, "volunteer"))
    MeetingFactory.create_batch(3, match=both["match"])
    assert count_queries(desk, address(both, "volunteer")) == one <= 12
