"""Letters about a companionship and the pages behind their links: whole in every language they are offered in."""

from collections.abc import Iterator

from django.core import signing
from django.test import Client
from django.utils import timezone, translation

from tests.factories.matching import CheckInFactory, MatchFactory, MeetingFactory, StandInFactory
from tests.factories.volunteers import OfferFactory
from volunteers.actions.checkin import answer_checkin
from volunteers.emails import checkin as checkin_letters
from volunteers.emails import matching as letters
from volunteers.emails import stand_in as stand_in_letters
from volunteers.emails.checkin import CHECKIN
from volunteers.emails.meeting import MEETING
from volunteers.models import Match, MatchPause, NeedHelp, StandIn


def people(language: str) -> dict:
    spoken = {"contact_language": language}
    return {f"{side}__{name}": value for side in ("volunteer", "need__worker") for name, value in spoken.items()}


def match_in(language: str, programme, **fields) -> Match:
    match = MatchFactory(need__programme=programme, **people(language), **fields)
    NeedHelp.objects.create(
        programme=programme, need=match.need, offer=OfferFactory(name_de="Die Stadt zeigen", name_en="Showing the town")
    )
    return match


def write_all(language: str, programme) -> None:
    asked, active = match_in(language, programme), match_in(language, programme, active=True)
    letters.ask_both(asked)
    letters.remind(asked, sides=letters.SIDES)
    letters.tell_both_of_beginning(active)
    letters.tell_of_no_match(asked)
    for kind in MatchPause.Kind.values:
        day = timezone.localdate()
        letters.tell_both_of_pause(active, days=(day, day), kind=MatchPause.Kind(kind).label, is_planned=False)
    letters.tell_both_of_pause(active, days=(day, day), kind=MatchPause.Kind.AWAY.label, is_planned=True)
    letters.tell_both_of_no_pause(active, starts_on=day)
    letters.tell_both_of_resuming(active)
    stand_in = StandInFactory(match=active, volunteer__contact_language=language)
    stand_in_letters.ask(stand_in)
    stand_in_letters.tell_all_of_acceptance(stand_in)
    stand_in_letters.tell_of_withdrawal(stand_in)
    stand_in_letters.tell_of_end(stand_in)
    letters.tell_both_of_end(active, thanks_of="worker", thanks="Danke")
    for side in ("volunteer", "worker"):
        checkin_letters.ask(CheckInFactory(match=active, side=side))


def test_every_letter_is_whole(language, programme, watched, mailoutbox):
    missing = watched(language)
    write_all(language, programme)
    assert len(mailoutbox) == 33
    assert sorted(missing.texts) == []
    assert all(f"/{language}/begleitung/" in m.body for m in mailoutbox if "/begleitung/" in m.body)


def pages(language: str, programme) -> Iterator[tuple[str, str, dict]]:
    """Address, method, data: each page in each of its states."""
    asked, active = match_in(language, programme), match_in(language, programme, active=True)
    for side in ("volunteer", "worker"):
        number = letters.SIDES.index(side)
        question = letters.ANSWER.path(language, match=asked.pk, side=number)
        yield question, "get", {}
        yield question, "post", {"answer": "🙂"}
        yield question, "post", {"answer": "yes"}
        yield question, "get", {}
        checkin = CheckInFactory(match=active, side=side)
        answer = CHECKIN.path(language, checkin=checkin.pk)
        yield answer, "get", {}
        yield answer, "post", {"answer": ""}
        answer_checkin(checkin, answer="help", by=None, now=timezone.now())
        yield answer, "get", {}
        yield answer + "?danke", "get", {}
        yield answer[:-2] + "/", "get", {}
    declined = match_in(language, programme)
    for side in (0, 1):
        question = letters.ANSWER.path(language, match=declined.pk, side=side)
        yield question, "post", {"answer": "no"}
        yield question, "get", {}
    for answer in ("yes", "no"):
        stand_in = StandInFactory(match__need__programme=programme, volunteer__contact_language=language)
        question = stand_in_letters.STAND_IN.path(language, stand_in=stand_in.pk)
        yield question, "get", {}
        yield question, "post", {"answer": "🙂"}
        yield question, "post", {"answer": answer}
        yield question, "get", {}
        StandIn.objects.filter(pk=stand_in.pk).update(state="withdrawn")
        yield question, "get", {}
    resting = StandInFactory(match__need__programme=programme, volunteer__status="paused")
    yield stand_in_letters.STAND_IN.path(language, stand_in=resting.pk), "post", {"answer": "yes"}
    meeting = MEETING.path(language, match=active.pk, volunteer=active.volunteer_id)
    yield meeting, "get", {}
    yield meeting, "post", {"day": "earlier", "length": "other"}
    bad = {"day": "earlier", "earlier_on_day": "40", "length": "other", "other_minutes": "1500", "kind": "x"}
    yield meeting, "post", bad
    yield meeting, "post", {"day": timezone.localdate().isoformat(), "length": "60", "kind": "out"}
    yield meeting, "post", {"day": timezone.localdate().isoformat(), "length": "60", "kind": "out"}
    long_ago = {
        "day": "earlier",
        "earlier_on_day": "1",
        "earlier_on_month": "1",
        "earlier_on_year": "2020",
        "kind": "out",
    }
    yield meeting, "post", long_ago | {"length": "90"}
    yield meeting, "post", long_ago | {"length": "90", "earlier_on_year": "2999"}
    yield meeting, "post", long_ago | {"earlier_on_day": "", "length": "other", "other_minutes": "x"}
    MeetingFactory(match=active, on=timezone.localdate(), minutes=720)
    MeetingFactory(match=active, on=timezone.localdate(), minutes=650)
    yield meeting, "post", {"day": timezone.localdate().isoformat(), "length": "180", "kind": "out"}
    yield meeting + "?notiert", "get", {}
    Match.objects.filter(pk=active.pk).update(state="ended", ended_on=timezone.localdate(), end_reason="moved")
    yield meeting, "get", {}


def test_links_that_have_run_out_are_whole(language, programme, watched, monkeypatch):
    active = match_in(language, programme, active=True)
    checkin = CheckInFactory(match=active)
    addresses = (
        letters.ANSWER.path(language, match=active.pk, side=0),
        CHECKIN.path(language, checkin=checkin.pk),
        MEETING.path(language, match=active.pk, volunteer=active.volunteer_id),
    )
    missing, later = watched(language), signing.time.time() + 200 * 24 * 60 * 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert [Client().get(address).status_code for address in addresses] == [410, 410, 410]
    assert sorted(missing.texts) == []


def read_all(found, language: str) -> None:
    """Reads pages (address, method, data) as a visitor; each is in this language."""
    client = Client()
    for address, method, data in found:
        page = getattr(client, method)(address, data, follow=True)
        translation.activate(language)
        assert f'<html lang="{language}"' in page.content.decode(), address


def test_every_page_is_whole(language, programme, watched):
    missing = watched(language)
    read_all(pages(language, programme), language)
    assert sorted(missing.texts) == []


def test_a_text_that_is_missing_is_found(watched):
    """The negative control."""
    missing = watched("tr")
    with translation.override("tr"):
        translation.gettext("There is nothing like it")
    assert missing.texts == {"There is nothing like it"}
