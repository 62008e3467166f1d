"""Changing hours: the rows, the trail, what is refused, and two people at once."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from counselling.actions import opening as opening_actions
from counselling.actions.centre import set_channels
from counselling.actions.opening import (
    announce_period,
    announce_times,
    close_on,
    reopen,
    set_regular_week,
    withdraw_period,
)
from counselling.models import Centre, Mode, OpeningException, OpeningPeriod, OpeningRule, Reason
from counselling.rules.hours import Line
from ibs_portal.audit.models import Entry
from tests.counselling.rules.opening_data import MON, REDUCED, REGULAR, TUE, open_line
from tests.factories.opening import CentreFactory, OpeningExceptionFactory

MONDAY = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def centre(organisations):
    return CentreFactory(slug="zwickau", carriers=[organisations["city"]], week=REGULAR)


@pytest.fixture
def by(persons):
    return persons["beratung"]


def trail() -> list[tuple[str, str, str]]:
    entries = Entry.objects.acts().filter(model="counselling.Centre").order_by("pk")
    return [(entry.verb, entry.fields, entry.reason) for entry in entries]


def days(first, last=None, **more) -> dict:
    return {"starts_on": first, "ends_on": last or first, "reason": Reason.TRAINING, "public_note": "", **more}


def week(centre, **filters) -> list[tuple]:
    rows = OpeningRule.objects.filter(centre=centre, **filters).order_by("weekday", "opens")
    return list(rows.values_list("weekday", "opens", "closes", "mode"))


def values(lines) -> list[tuple]:
    return [(line.weekday, line.opens, line.closes, line.mode) for line in lines]


def test_a_closure_is_there_at_once_and_in_the_trail(centre, by):
    before = centre.hours_changed_at
    exception = close_on(centre, by=by, **days(MONDAY, MONDAY + DAY))
    row = OpeningException.objects.get()
    assert (row, row.mode, row.opens, row.ends_on) == (exception, "", None, MONDAY + DAY)
    assert trail() == [("opening.closed", "exceptions", "training")]
    assert Centre.objects.get().hours_changed_at > before


def test_a_closure_that_overlaps_names_the_other_one(centre, by):
    close_on(centre, by=by, **days(MONDAY, MONDAY + 4 * DAY))
    with pytest.raises(ValidationError, match=r"23.11.2026–27.11.2026"):
        close_on(centre, by=by, **days(MONDAY + DAY))
    assert OpeningException.objects.count() == 1


def test_two_closures_of_some_hours_may_share_a_day_but_not_a_moment(centre, by):
    nine, ten, eleven, noon = (datetime.time(hour) for hour in (9, 10, 11, 12))
    close_on(centre, by=by, **days(MONDAY, opens=nine, closes=ten))
    close_on(centre, by=by, **days(MONDAY, opens=ten, closes=eleven))
    with pytest.raises(ValidationError, match=r"09:00–10:00|10:00–11:00"):
        close_on(centre, by=by, **days(MONDAY, opens=nine, closes=noon))
    with pytest.raises(ValidationError):
        close_on(centre, by=by, **days(MONDAY))


def test_closing_wins_over_other_times_that_were_announced(centre, by):
    announce_times(centre, by=by, mode=Mode.OPEN, **days(MONDAY, opens=datetime.time(9), closes=datetime.time(11)))
    close_on(centre, by=by, **days(MONDAY))
    assert OpeningException.objects.count() == 2
    assert [verb for verb, _fields, _reason in trail()] == ["opening.times_announced", "opening.closed"]


def test_other_times_need_times(centre, by):
    with pytest.raises(ValidationError, match=r"."):
        announce_times(centre, by=by, mode=Mode.OPEN, **days(MONDAY))
    assert OpeningException.objects.count() == 0


def test_taking_back_keeps_the_row_and_is_recorded_once(centre, by):
    exception = close_on(centre, by=by, **days(MONDAY))
    reopen(exception, by=by)
    reopen(exception, by=by)
    assert OpeningException.objects.get().withdrawn_at is not None
    assert [verb for verb, _fields, _reason in trail()] == ["opening.closed", "opening.reopened"]
    close_on(centre, by=by, **days(MONDAY))  # the day is free again


def test_a_new_week_holds_from_its_day_and_the_old_one_stays_known(centre, by):
    set_regular_week(centre, lines=[open_line(MON, "10:00", "11:00")], valid_from=MONDAY, by=by)
    assert week(centre, valid_until=MONDAY - DAY) == values(REGULAR)
    assert week(centre, valid_until=None) == values([open_line(MON, "10:00", "11:00")])
    assert trail() == [("opening.week_set", "opening_rules", "")]


def test_a_week_that_was_planned_later_is_given_up(centre, by):
    set_regular_week(centre, lines=[open_line(TUE, "10:00", "11:00")], valid_from=MONDAY + 28 * DAY, by=by)
    set_regular_week(centre, lines=[open_line(MON, "10:00", "11:00")], valid_from=MONDAY, by=by)
    assert week(centre, valid_until=None) == values([open_line(MON, "10:00", "11:00")])
    assert week(centre, valid_until=MONDAY - DAY) == values(REGULAR)
    assert OpeningRule.objects.count() == len(REGULAR) + 1


def test_lines_that_overlap_are_both_named_and_nothing_changes(centre, by):
    lines = [open_line(MON, "09:00", "12:00"), open_line(MON, "11:00", "14:00")]
    with pytest.raises(ValidationError, match=r"09:00–12:00.*11:00–14:00"), transaction.atomic():
        set_regular_week(centre, lines=lines, valid_from=MONDAY, by=by)
    assert week(centre, valid_until=None) == values(REGULAR)
    assert trail() == []


def test_an_open_day_without_times_is_refused(centre, by):
    with pytest.raises(ValidationError), transaction.atomic():
        set_regular_week(centre, lines=[Line(MON, None, None)], valid_from=MONDAY, by=by)


def test_a_period_brings_its_own_week(centre, by):
    fields = days(MONDAY, MONDAY + 20 * DAY, kind=OpeningPeriod.Kind.REDUCED)
    period = announce_period(centre, lines=REDUCED, by=by, **fields)
    assert week(centre, period=period) == values(REDUCED)
    assert week(centre, period=None) == values(REGULAR)
    assert trail() == [("opening.period_announced", "periods", "")]
    with pytest.raises(ValidationError, match=r"23.11.2026–13.12.2026"):
        announce_period(centre, lines=[], by=by, **{**fields, "starts_on": MONDAY + DAY})
    withdraw_period(period, by=by)
    announce_period(centre, lines=[], by=by, **fields)


def test_phone_and_e_mail_have_their_own_state(centre, by):
    fields = {"phone_note": "Nur vormittags.", "email_state": "full", "email_note": ""}
    set_channels(centre, phone_state="limited", by=by, **fields)
    row = Centre.objects.get()
    assert (row.phone_state, row.phone_note) == ("limited", "Nur vormittags.")
    assert [verb for verb, _fields, _reason in trail()] == ["centre.channels_set"]
    Centre.objects.update(phone="", phone_state="off")
    with pytest.raises(ValidationError):
        set_channels(centre, phone_state="full", by=by, **fields)


def test_the_database_itself_refuses_an_overlap(centre):
    OpeningExceptionFactory(centre=centre, starts_on=MONDAY)
    with pytest.raises(IntegrityError, match=r"no_overlapping_closures"), transaction.atomic():
        OpeningExceptionFactory(centre=centre, starts_on=MONDAY)
    with pytest.raises(IntegrityError, match=r"openingrule_no_overlap"), transaction.atomic():
        OpeningRule.objects.create(
            centre=centre, weekday=MON, opens=datetime.time(11), closes=datetime.time(14), valid_from=MONDAY
        )


# --- Two people at the same moment -------------------------------------------------------------------------


def at_once(count: int, act) -> list[str]:
    """What becomes of the same act in several threads that start together."""
    outcomes: list[str] = []
    start = threading.Barrier(count)

    def run() -> None:
        try:
            start.wait(10)
            act()
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_one_of_ten_who_close_the_same_day_wins_and_the_others_are_told(centre, by):
    outcomes = at_once(10, lambda: close_on(centre, by=by, **days(MONDAY)))
    assert outcomes == ["done"] + ["refused"] * 9
    assert OpeningException.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_others_meet_an_error_of_the_database(centre, by, monkeypatch):
    """Negative control: the constraint holds, but nobody is told what happened."""
    everybody_looked = threading.Barrier(5)
    save = opening_actions._save

    def save_later(row) -> None:
        everybody_looked.wait(10)
        save(row)

    monkeypatch.setattr(opening_actions, "_locked", lambda centre: Centre.objects.get(pk=centre.pk))
    monkeypatch.setattr(opening_actions, "_save", save_later)
    monkeypatch.setattr(OpeningException, "full_clean", lambda self: None)
    outcomes = at_once(5, lambda: close_on(centre, by=by, **days(MONDAY)))
    assert outcomes.count("done") == 1
    assert set(outcomes) <= {"done", "IntegrityError", "OperationalError"}
    assert len(set(outcomes)) > 1
