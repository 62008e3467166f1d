"""A break of a match on the pages of both sides and of the desk: begun by one, read by all, ended by either."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.matching import MatchFactory, MatchPauseFactory
from volunteers.models import MatchPause

DAY = datetime.timedelta(days=1)
HOME = {"volunteer": "volunteers:my_home", "worker": "volunteers:worker_home"}
PERSON = {"volunteer": "begleiterin", "worker": "fachkraft"}
PAUSE = {"volunteer": "volunteers:my_match_pause", "worker": "volunteers:worker_match_pause"}
RESUME = {"volunteer": "volunteers:my_match_resume", "worker": "volunteers:worker_match_resume"}


@pytest.fixture
def match(persons, organisations):
    return MatchFactory(
        need__programme__organisation=organisations["agency"],
        need__worker__user=persons["fachkraft"],
        volunteer__user=persons["begleiterin"],
        volunteer__status="active",
        active=True,
    )


def typed(day: datetime.date) -> dict:
    return {"kind": "work", "until_day": day.day, "until_month": day.month, "until_year": day.year}


@pytest.mark.parametrize(("side", "other"), [("volunteer", "worker"), ("worker", "volunteer")])
def test_one_side_begins_it_and_the_other_ends_it(client_as, match, side, other, mailoutbox):
    until = timezone.localdate() + 30 * DAY
    page = client_as(PERSON[side]).post(reverse(PAUSE[side], args=[match.pk]), typed(until), follow=True)
    assert "keine Zeit wegen Arbeit oder Prüfung" in page.content.decode()
    assert MatchPause.objects.values_list("side", "until").get() == (side, until)
    client = client_as(PERSON[other])
    assert "Sie beide machen gerade Pause" in client.get(reverse(HOME[other])).content.decode()
    page = client.post(reverse(RESUME[other], args=[match.pk]), follow=True)
    assert "Sie beide machen gerade Pause" not in page.content.decode()
    assert MatchPause.objects.get().ended_on == timezone.localdate()
    assert len(mailoutbox) == 4


@pytest.mark.parametrize(
    "data", [{}, {"kind": "🙂"}, typed(datetime.date(2020, 1, 1)), {**typed(timezone.localdate())}]
)
def test_what_is_typed_stays_with_a_sentence(client_as, match, data):
    page = client_as("begleiterin").post(reverse(PAUSE["volunteer"], args=[match.pk]), data)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not MatchPause.objects.exists()


def test_the_desk_reads_it_in_words_and_ends_it(client_as, match):
    MatchPauseFactory(match=match, until=timezone.localdate() + 14 * DAY)
    client, address = client_as("freiwilligenagentur"), reverse("volunteers:match_detail", args=[match.pk])
    text = client.get(address).content.decode()
    assert text.count("macht Pause bis") == 1
    assert "Urlaub oder Reise (Begleiterin oder Begleiter)" in text
    assert "macht Pause bis" in client.get(reverse("volunteers:match_list")).content.decode()
    text = client.post(reverse("volunteers:match_resume", args=[match.pk]), follow=True).content.decode()
    assert "macht Pause bis" not in text
    again = client.post(reverse("volunteers:match_resume", args=[match.pk]), follow=True).content.decode()
    assert "macht gerade keine Pause" in again


def test_the_desk_begins_it(client_as, match, mailoutbox):
    until = timezone.localdate() + 30 * DAY
    address = reverse("volunteers:match_pause", args=[match.pk])
    client_as("freiwilligenagentur").post(address, {"kind": "away", "until": until.isoformat()})
    assert MatchPause.objects.values_list("side", "until").get() == ("desk", until)
    assert len(mailoutbox) == 2


CHANGE = {"volunteer": "volunteers:my_match_pause_change", "worker": "volunteers:worker_match_pause_change"}
CANCEL = {"volunteer": "volunteers:my_match_pause_cancel", "worker": "volunteers:worker_match_pause_cancel"}


def from_day(first: datetime.date, until: datetime.date) -> dict:
    return typed(until) | {"starts_on_day": first.day, "starts_on_month": first.month, "starts_on_year": first.year}


@pytest.mark.parametrize(("side", "other"), [("volunteer", "worker"), ("worker", "volunteer")])
def test_one_side_plans_it_and_the_other_changes_it_and_takes_it_back(client_as, match, side, other, mailoutbox):
    first, until = timezone.localdate() + 90 * DAY, timezone.localdate() + 120 * DAY
    page = client_as(PERSON[side]).post(reverse(PAUSE[side], args=[match.pk]), from_day(first, until), follow=True)
    assert "Eine Pause ist geplant" in page.content.decode()
    row = MatchPause.objects.get()
    assert (row.side, row.starts_on, row.until, row.began_on) == (side, first, until, None)
    client = client_as(PERSON[other])
    address = reverse(CHANGE[other], args=[match.pk, row.pk])
    assert address in client.get(reverse(HOME[other])).content.decode()
    form = client.get(address).context["form"]
    assert form.initial == {"kind": "work", "starts_on": first, "until": until}
    client.post(address, from_day(first + DAY, until))
    assert MatchPause.objects.get().starts_on == first + DAY
    page = client.post(reverse(CANCEL[other], args=[match.pk, row.pk]), follow=True)
    assert "Eine Pause ist geplant" not in page.content.decode()
    assert (MatchPause.objects.exists(), len(mailoutbox)) == (False, 6)
    assert client.get(address).status_code == 404


def test_the_desk_sees_what_is_planned_and_changes_it(client_as, match):
    row = MatchPauseFactory(match=match, planned=True)
    client, address = client_as("freiwilligenagentur"), reverse("volunteers:match_detail", args=[match.pk])
    text = client.get(address).content.decode()
    change = reverse("volunteers:match_pause_change", args=[match.pk, row.pk])
    assert ("Pause ab " in text, change in text) == (True, True)
    begin = timezone.localdate() + 5 * DAY
    client.post(change, {"kind": "work", "starts_on": begin.isoformat(), "until": (begin + DAY).isoformat()})
    assert MatchPause.objects.values_list("starts_on", "kind").get() == (begin, "work")
    client.post(reverse("volunteers:match_pause_cancel", args=[match.pk, row.pk]))
    assert not MatchPause.objects.exists()
    begun = MatchPauseFactory(match=match)
    assert client.get(reverse("volunteers:match_pause_change", args=[match.pk, begun.pk])).status_code == 404
