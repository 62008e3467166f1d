"""The own data: everything is shown and taken along, nothing of others, and a word has to be typed."""

import json

import page as validator
import pytest
from django.urls import reverse
from django.utils.translation import override

from ibs_portal.audit.models import Entry
from ibs_portal.database import roles
from ibs_portal.privacy.holdings import holdings_of
from tests.factories.matching import MatchFactory, MeetingFactory, SkilledWorkerFactory, WorkerLanguageFactory
from tests.factories.recognition import CertificateFactory
from tests.factories.volunteers import TrainingRegistrationFactory, VolunteerFactory, VolunteerLanguageFactory
from volunteers.models import Erasure, SkilledWorker, Volunteer, VolunteerNote
from volunteers.queries.my_data import KINDS, readable_holdings

PAGE = reverse("volunteers:my_data")
PROPOSALS = ("volunteers.MatchingProposal",)
DELETE = reverse("volunteers:my_data_delete")


@pytest.fixture
def both(persons, organisations) -> dict:
    """``begleiterin`` and ``fachkraft`` are a match; a note of the desk about her; the coordinator has looked."""
    volunteer = VolunteerFactory(
        programme__organisation=organisations["agency"], user=persons["begleiterin"], status="active",
        motivation="Weil ich selbst neu war",
    )  # fmt: skip
    worker = SkilledWorkerFactory(programme=volunteer.programme, user=persons["fachkraft"], shifts="Früh und Spät")
    match = MatchFactory(
        need__programme=volunteer.programme, need__worker=worker, need__note="Interne Notiz", volunteer=volunteer,
        active=True,
    )  # fmt: skip
    MeetingFactory(match=match, minutes=77)
    VolunteerLanguageFactory(volunteer=volunteer, code="ml")
    WorkerLanguageFactory(worker=worker, code="ta")
    CertificateFactory(volunteer=volunteer)
    by = persons["freiwilligenagentur"]
    VolunteerNote.objects.create(programme=volunteer.programme, volunteer=volunteer, author=by, text="Geheimnotiz")
    return {"volunteer": volunteer, "worker": worker, "match": match}


def export(client, kind: str):
    return client.get(reverse("volunteers:my_data_export", args=[kind]))


def test_a_volunteer_sees_everything_of_herself_and_nothing_of_others(both, client_as):
    page = client_as("begleiterin").get(PAGE).content.decode()
    assert "Weil ich selbst neu war" in page and "77" in page and "Malayalam" in page
    for secret in (both["worker"].family_name, both["worker"].phone, "Geheimnotiz", "Interne Notiz", "Früh und Spät"):
        assert secret not in page
    assert "Notizen der Koordination über Sie: 1" in " ".join(page.split())


def test_a_worker_too(both, client_as):
    page = client_as("fachkraft").get(PAGE).content.decode()
    assert "Früh und Spät" in page and "Tamil" in page
    assert both["volunteer"].family_name not in page and "Weil ich selbst" not in page and "Interne Notiz" not in page


def test_who_has_looked_by_role(both, client_as):
    client_as("freiwilligenagentur").get(reverse("volunteers:volunteer_detail", args=[both["volunteer"].pk]))
    response = client_as("begleiterin").get(PAGE)
    looks = response.context["data"].looks
    assert [(str(look.role), look.people) for look in looks] == [("Koordination des Begleitprogramms", 1)] and looks[
        0
    ].looks >= 1
    assert "Freiwilligenagentur" not in response.content.decode().split("<main")[1].split("section-1")[0]


def test_the_copy_for_machines(both, client_as):
    content = json.loads(export(client_as("begleiterin"), "json").content)
    data = content["data"]
    assert data["volunteers.Volunteer"][0]["motivation"] == "Weil ich selbst neu war"
    assert data["volunteers.Meeting"][0]["on"] and data["volunteers.VolunteerLanguage"]
    assert content["kept_by_the_coordination"][0]["number"] == 1
    assert "Geheimnotiz" not in json.dumps(content) and both["worker"].given_name not in json.dumps(content)
    assert Entry.objects.readings().get(verb="volunteer.exported").reason == "json"


@pytest.mark.parametrize("who", ["begleiterin", "fachkraft"])
def test_the_copy_on_paper_is_accessible(both, client_as, who):
    content = export(client_as(who), "pdf").content
    profile = validator.ValidationProfile.PDF_UA_1
    report = validator.validate_pdf_bytes(content, profile=profile)
    assert report.is_compliant, [f.message for f in report.failures]


def test_unknown_kinds_of_copies(both, client_as):
    assert export(client_as("begleiterin"), "exe").status_code == 404


@pytest.mark.parametrize("model", [Volunteer, SkilledWorker])
def test_what_is_not_shown_is_counted(model):
    """A later table that the person may not read has to be counted in ``volunteers_kept_from_me``."""
    hidden = {h.label for h in holdings_of(model)} - {h.label for h in readable_holdings(model, roles.VISITOR)}
    assert hidden <= {
        "volunteers.BulkMailRecipient",
        "volunteers.ProposedPair",
        "volunteers.Tick",
        "volunteers.VolunteerNote",
        "volunteers.MatchNeed",
        "volunteers.PairExclusion",
        *PROPOSALS,
    }
    assert {h.label for h in holdings_of(model)} - set(KINDS) == set()


def test_the_page_asks_few_questions(both, client_as, count_queries):
    sessions = {"session__training__programme": both["volunteer"].programme, "volunteer": both["volunteer"]}
    TrainingRegistrationFactory(**sessions)
    one = count_queries(client_as("begleiterin"), PAGE)
    MeetingFactory.create_batch(3, match=both["match"])
    TrainingRegistrationFactory.create_batch(2, **sessions)
    assert count_queries(client_as("begleiterin"), PAGE) == one <= 12


def test_a_word_is_typed_and_can_be_taken_back(both, client_as):
    client = client_as("begleiterin")
    refused = client.post(DELETE, {"word": "ja", "keeps_certificates": "on"})
    assert refused.status_code == 200 and refused.context["form"].errors["word"] and not Erasure.objects.exists()
    assert client.post(DELETE, {"word": " löschen ", "keeps_certificates": "on"}).status_code == 302
    erasure = Erasure.objects.get()
    assert (erasure.volunteer, erasure.keeps_certificates) == (both["volunteer"], True)
    assert "Ihre Daten werden am" in client.get(PAGE).content.decode()
    assert client.post(DELETE, {"word": "löschen"}).status_code == 200 and Erasure.objects.count() == 1
    client.post(reverse("volunteers:my_data_keep"))
    assert not Erasure.objects.open().exists()
    assert client.post(reverse("volunteers:my_data_keep")).status_code == 404


def test_the_desk_sees_what_is_to_come_and_holds_it(both, client_as):
    client_as("fachkraft").post(DELETE, {"word": "LÖSCHEN"})
    desk = client_as("freiwilligenagentur")
    page = desk.get(reverse("volunteers:erasure_list")).content.decode()
    assert both["worker"].name in page
    url = reverse("volunteers:erasure_hold", args=[Erasure.objects.get().pk])
    assert desk.post(url, {"until": "1999-01-01", "reason": "x"}).status_code == 200
    assert desk.post(url, {"until": "", "reason": ""}).status_code == 200
    assert Erasure.objects.get().held_until is None


def in_language(code: str, texts: set) -> dict:
    with override(code):
        return {str(text): text for text in texts}


@pytest.mark.parametrize("person", [Volunteer, SkilledWorker])
def test_what_is_kept_is_named_in_arabic(person):
    """A catalogue that lacks a word shows it in German: no name of a field and of a kind of row may be the same."""
    holdings = readable_holdings(person, "portal_visitor")
    words = {field.verbose_name for holding in holdings for field in holding.told_fields()} | set(KINDS.values())
    assert len(words) > 40
    assert sorted(set(in_language("de", words)) & set(in_language("ar", words))) == []
