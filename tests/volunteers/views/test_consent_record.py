"""The desk writes down what somebody says on the phone: a consent, or that it is taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.accounts import UserFactory
from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from volunteers.actions.consent_note import note_consents
from volunteers.actions.consent_record import record_consent
from volunteers.queries.consent import consents_of, rows_of

SIDES = pytest.mark.parametrize("side", ["volunteer", "worker"])
DAY = datetime.timedelta(days=1)


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], contact_email="agentur@example.org")


@pytest.fixture
def people(programme) -> dict:
    account = UserFactory(email="v@example.org", role="volunteer", organisation=None)
    volunteer = VolunteerFactory(
        programme=programme, user=account, status="active", email="v@example.org", contact_language="de"
    )
    worker = SkilledWorkerFactory(programme=programme, email="w@example.org", contact_language="ar")
    return {"volunteer": volunteer, "worker": worker}


@pytest.fixture
def desk(client_as):
    return client_as("freiwilligenagentur")


def address(person, side: str, kind: str = "") -> str:
    name = f"volunteers:{side}_consent_record" if kind else f"volunteers:{side}_consents"
    return reverse(name, args=[person.pk, kind] if kind else [person.pk])


def said(answer: str, **changes) -> dict:
    return {"answer": answer, "told_on": timezone.localdate().isoformat(), "how": "phone", **changes}


@SIDES
def test_a_consent_is_noted_and_taken_back_with_who_said_so(desk, people, side, mailoutbox):
    person, today = people[side], timezone.localdate()
    where, back = address(person, side, "news"), address(person, side)
    words = {"said_by": "Herr Vogt, Betreuer", "note": "ruft wieder an", "told_on": (today - DAY).isoformat()}
    assert desk.post(where, said("yes", **words)).url == back
    (row,) = rows_of(person)
    assert (row.kind, row.version, row.how, row.said_by, row.note) == (
        "news", "2026-12", "phone", "Herr Vogt, Betreuer", "ruft wieder an"
    )  # fmt: skip
    assert timezone.localdate(row.given_at) == today - DAY
    assert desk.post(where, said("no", how="paper", note="Brief liegt ab")).url == back
    row.refresh_from_db()
    assert timezone.localdate(row.withdrawn_at) == today
    assert (row.withdrawn_how, row.withdrawn_said_by, row.withdrawn_note) == ("paper", "", "Brief liegt ab")
    desk.post(where, said("yes"))
    page = desk.get(back).content.decode()
    assert page.count("2026-12") == 2
    assert "gesagt von <bdi>Herr Vogt, Betreuer</bdi>" in page and "Brief liegt ab" in page
    verbs = list(
        Entry.objects.acts()
        .filter(file_id=person.pk, verb__startswith="consent")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert verbs == ["consent.given", "consent.withdrawn", "consent.given"]
    assert [mail.to for mail in mailoutbox] == [[person.email]] * 3


def test_the_mail_says_what_was_noted_and_how_to_change_it(desk, people, mailoutbox):
    desk.post(address(people["volunteer"], "volunteer", "news"), said("yes", said_by="Herr Vogt", note="Geheim"))
    desk.post(address(people["worker"], "worker", "news"), said("yes"))
    to_volunteer, to_worker = mailoutbox
    assert to_volunteer.subject == "Wir haben Ihre Einwilligung notiert"
    assert "Neuigkeiten per E-Mail" in to_volunteer.body and "Herr Vogt" in to_volunteer.body
    assert "/konto/einwilligungen/" in to_volunteer.body and "Geheim" not in to_volunteer.body
    assert to_volunteer.reply_to == ["agentur@example.org"]
    # She has no account: nothing to log in to.
    assert to_worker.subject == "لقد دوّنّا موافقتكم" and "/konto/" not in to_worker.body


def test_what_follows_is_said_before_and_happens(desk, people, mailoutbox):
    volunteer = people["volunteer"]
    note_consents(volunteer, ["data", "matching"], by=None, now=timezone.now() - DAY)
    page = desk.get(address(volunteer, "volunteer", "matching")).content.decode()
    assert "beginnt eine Pause" in page and "checked" in page
    desk.post(address(volunteer, "volunteer", "matching"), said("no"))
    volunteer.refresh_from_db()
    assert volunteer.status == "paused"


@SIDES
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"answer": "no"}, "answer"),
        ({"told_on": "2999-01-01"}, "told_on"),
        ({"told_on": "1999-01-01"}, "told_on"),
        ({"told_on": "gestern"}, "told_on"),
        ({"how": "online"}, "how"),
        ({"said_by": "x" * 101}, "said_by"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_cannot_be_is_said_where_it_is(desk, people, side, changes, field, mailoutbox):
    response = desk.post(address(people[side], side, "news"), said("yes") | changes)
    assert list(response.context["form"].errors) == [field]
    assert not rows_of(people[side]).exists() and mailoutbox == []


def test_nobody_agrees_after_leaving_and_twice_is_once(people, persons):
    """Negative control: the page does not offer it, and the action refuses it."""
    volunteer, by, now = people["volunteer"], persons["freiwilligenagentur"], timezone.now()
    told = {"kind": "news", "told_on": timezone.localdate(now), "how": "phone", "by": by, "now": now}
    with asking_as(by):
        record_consent(volunteer, is_given=True, **told)
        with pytest.raises(ValidationError) as refused:
            record_consent(volunteer, is_given=True, **told)
        assert refused.value.code == "known"
        record_consent(volunteer, is_given=False, **told)
        with pytest.raises(ValidationError) as refused:
            record_consent(volunteer, is_given=False, **told)
        assert refused.value.code == "not_given"
    left = {"status": "left", "left_on": timezone.localdate(), "end_reason": "moved"}
    type(volunteer).objects.filter(pk=volunteer.pk).update(**left)
    with pytest.raises(ValidationError) as refused:
        record_consent(volunteer, is_given=True, **told)
    assert refused.value.code == "left"


def test_the_person_reads_note_and_words_among_her_data(desk, people, client):
    desk.post(address(people["volunteer"], "volunteer", "news"), said("yes", said_by="Herr Vogt", note="Rückruf"))
    client.force_login(people["volunteer"].user)
    page = client.get(reverse("volunteers:my_data")).content.decode()
    assert "Herr Vogt" in page and "Rückruf" in page


@SIDES
def test_an_unknown_kind_is_not_there(desk, people, side):
    for kind in ("x", "data-x"):
        assert desk.get(address(people[side], side, kind)).status_code == 404
        assert desk.post(address(people[side], side, kind), said("yes")).status_code == 404


@SIDES
def test_pages_ask_few_questions(desk, people, side, count_queries):
    person = people[side]
    one = count_queries(desk, address(person, side))
    note_consents(person, ["data", "matching", "news"], by=None, now=timezone.now())
    assert count_queries(desk, address(person, side)) == one <= 12
    assert count_queries(desk, address(person, side, "news")) <= 12
    assert {own.standing for own in consents_of(person)} == {"given"}
