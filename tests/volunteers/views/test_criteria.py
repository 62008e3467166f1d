"""Pages of shifts, days away, wishes, of the override, and of the recruiting brief."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.matching import (
    DistrictDistanceFactory,
    MatchFactory,
    MatchNeedFactory,
    PairExclusionFactory,
    SkilledWorkerFactory,
    VolunteerAbsenceFactory,
    WorkerAbsenceFactory,
    WorkerLanguageFactory,
    fitting_volunteer,
)
from tests.factories.volunteers import ProgrammeFactory, TrainingFactory, VolunteerFactory
from tests.volunteers.views.test_matching import MOST_QUERIES, queries_of
from volunteers.models import Match, MatchNeed
from volunteers.queries.crowd import for_the_desk
from volunteers.queries.matching import ranking_for
from volunteers.rules.shifts import monday


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")


@pytest.fixture
def desk(client_as):
    return client_as("freiwilligenagentur")


def url(name, *args):
    return reverse(f"volunteers:{name}", args=args)


def typed(first, last):
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in (("starts_on", first), ("ends_on", last))
        for part in ("day", "month", "year")
    }


def in_days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


# --- Own pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def nurse(programme, persons):
    return SkilledWorkerFactory(programme=programme, user=persons["fachkraft"])


@pytest.fixture
def companion(programme, persons):
    return VolunteerFactory(programme=programme, user=persons["begleiterin"], status="active")


@pytest.mark.parametrize(("name", "login"), [("worker_own_absences", "fachkraft"), ("my_absences", "begleiterin")])
def test_a_person_notes_days_away_and_takes_them_off(client_as, nurse, companion, name, login):
    client, person = client_as(login), nurse if login == "fachkraft" else companion
    assert client.post(url(name), typed(in_days(3), in_days(9))).url == url(name)
    row = person.absences.get()
    assert (row.starts_on, row.ends_on) == (in_days(3), in_days(9))
    assert row.ends_on.strftime("%d.%m.%Y") in client.get(url(name)).content.decode()
    client.post(url(name), {"remove": row.pk})
    assert not person.absences.exists()


@pytest.mark.parametrize(("name", "login"), [("worker_own_absences", "fachkraft"), ("my_absences", "begleiterin")])
def test_nobody_takes_the_days_of_others(client_as, nurse, companion, programme, name, login):
    foreign = [
        WorkerAbsenceFactory(worker__programme=programme),
        VolunteerAbsenceFactory(volunteer__programme=programme),
    ]
    client = client_as(login)
    for key in (*[row.pk for row in foreign], "", "x", "²", "9" * 30, "-1"):
        assert client.post(url(name), {"remove": key}).status_code == 404
    for row in foreign:
        row.refresh_from_db()


def test_a_holiday_that_ends_before_it_begins(client_as, nurse):
    response = client_as("fachkraft").post(url("worker_own_absences"), typed(in_days(9), in_days(3)))
    assert list(response.context["form"].errors) == ["ends_on"]
    assert f'value="{in_days(9).year}"' in response.content.decode()
    assert not nurse.absences.exists()


def own_cycle(cycle, **changes):
    today = timezone.localdate()
    day = {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    return {"kind": "own", "cycle": cycle, **day, **changes}


def test_shifts_are_shown_before_they_are_saved(client_as, nurse):
    client, address = client_as("fachkraft"), url("worker_own_shifts")
    data = {"kind": "turns", "this_week": "L"}
    shown = client.post(address, {**data, "preview": "1"})
    week = monday(timezone.localdate())
    first, eighth = shown.context["two_weeks"][0], shown.context["two_weeks"][7]
    assert [(one.day, str(one.shift)) for one in (first, eighth)] == [
        (week, "Spätdienst"),
        (week + datetime.timedelta(days=7), "Frühdienst"),
    ]
    assert [str(part) for part in first.free] == ["vormittags"]
    nurse.refresh_from_db()
    assert nurse.shift_kind == ""
    assert client.post(address, data).url == address
    nurse.refresh_from_db()
    assert (nurse.shift_kind, nurse.shift_pattern.on(week)) == ("turns", "L")
    assert client.get(address).context["form"]["this_week"].value() == "L"


def test_an_own_cycle_comes_back_as_it_was_typed(client_as, nurse):
    client, address = client_as("fachkraft"), url("worker_own_shifts")
    assert client.post(address, own_cycle("ff ss nn ---")).status_code == 302
    nurse.refresh_from_db()
    assert nurse.shift_cycle == "EELLNNOOO"
    assert client.get(address).context["form"]["cycle"].value() == "FFSSNN- --"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "turns"}, "this_week"),
        ({"kind": "turns", "this_week": "N"}, "this_week"),
        ({"kind": "three", "this_week": "x"}, "this_week"),
        ({"kind": "nonsense"}, "kind"),
        (own_cycle(""), "cycle"),
        (own_cycle("FFQ"), "cycle"),
        (own_cycle("FFSS"), "cycle"),
        (own_cycle("NNF-"), "cycle"),
        (own_cycle("F-" * 90), "cycle"),
        (own_cycle("F-", starts_on_day="31", starts_on_month="2"), "starts_on"),
        (own_cycle("F-", starts_on_day="", starts_on_month="", starts_on_year=""), "starts_on"),
        (own_cycle("F-", starts_on_year="1999"), "starts_on"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_what_is_wrong_with_a_pattern_is_said_where_it_is(client_as, nurse, data, field, button):
    response = client_as("fachkraft").post(url("worker_own_shifts"), {**data, **button})
    assert list(response.context["form"].errors) == [field]
    nurse.refresh_from_db()
    assert nurse.shift_kind == ""


def test_wishes_are_saved_and_none_is_asked_for(client_as, nurse):
    client, address = client_as("fachkraft"), url("worker_own_wishes")
    client.post(address, {"gender": "woman", "situation": ["children"], "max_minutes": "30"})
    nurse.refresh_from_db()
    assert (nurse.gender, nurse.situation, nurse.max_minutes) == ("woman", ["children"], 30)
    assert client.post(address, {}).status_code == 302
    nurse.refresh_from_db()
    assert (nurse.gender, nurse.situation, nurse.max_minutes) == ("", [], None)


# --- The desk ----------------------------------------------------------------------------------------------


def test_the_desk_enters_shifts_and_days_away_for_people_who_phone(desk, programme):
    worker, volunteer = SkilledWorkerFactory(programme=programme), VolunteerFactory(programme=programme)
    assert desk.post(url("worker_shifts", worker.pk), {"kind": "days"}).url == worker.get_absolute_url()
    for name, person in (("worker_absences", worker), ("volunteer_absences", volunteer)):
        assert desk.post(url(name, person.pk), typed(in_days(1), in_days(1))).status_code == 302
        assert person.absences.count() == 1
        assert in_days(1).strftime("%d.%m.%Y") in desk.get(person.get_absolute_url()).content.decode()
    assert "Heute: " in desk.get(worker.get_absolute_url()).content.decode()


def facts_of(need):
    need = for_the_desk(MatchNeed.objects).get(pk=need.pk)
    ranking = ranking_for(need, today=timezone.localdate())
    return {str(one.volunteer.given_name): one.reasons for one in ranking.excluded}


def test_the_desk_reads_shifts_days_away_ways_wishes_and_exclusions(programme):
    week = monday(timezone.localdate())
    nights = {"shift_kind": "own", "shift_cycle": "NNNNNNNNNNNNNO", "shift_starts_on": week}
    worker = SkilledWorkerFactory(programme=programme, max_minutes=20, district="Wüste", **nights)
    need = MatchNeedFactory(programme=programme, worker=worker)
    DistrictDistanceFactory(programme=programme, first="HASTE", second="wüste", minutes=25)
    DistrictDistanceFactory(programme=ProgrammeFactory(), first="Nahne", second="Wüste", minutes=99)
    free = {"availability": ["tue_afternoon", "thu_afternoon"]}
    fits = fitting_volunteer(programme, given_name="Passt", district="Nahne", **free)
    fitting_volunteer(programme, given_name="Weit", district="Haste", **free)
    fitting_volunteer(programme, given_name="Morgens", availability=["tue_morning"])
    away = fitting_volunteer(programme, given_name="Weg", **free)
    VolunteerAbsenceFactory(volunteer=away, ends_on=in_days(40))
    fitting_volunteer(programme, given_name="Mann", wish_gender="man", **free)
    PairExclusionFactory(
        programme=programme, worker=worker, volunteer=fitting_volunteer(programme, given_name="Nie", **free)
    )
    before = fitting_volunteer(programme, given_name="Frueher", **free)
    MatchFactory(
        need__programme=programme,
        need__worker=worker,
        need__state="closed",
        volunteer=before,
        ended=True,
        end_reason="did_not_fit",
    )
    moved = fitting_volunteer(programme, given_name="Umzug", **free)
    MatchFactory(
        need__programme=programme,
        need__worker=worker,
        need__state="closed",
        volunteer=moved,
        ended=True,
        end_reason="moved",
    )
    assert facts_of(need) == {
        "Weit": ["25 Minuten Weg, gewünscht sind höchstens 20."],
        "Morgens": ["Keine gemeinsame Zeit in den nächsten vier Wochen."],
        "Weg": ["Keine gemeinsame Zeit in den nächsten vier Wochen."],
        "Mann": ["Möchte einen Mann begleiten."],
        "Nie": ["Diese beiden sollen sich nicht treffen: so ist es eingetragen."],
        "Frueher": ["Sie waren schon einmal ein Tandem und haben sich nicht verstanden."],
    }
    WorkerAbsenceFactory(worker=worker, ends_on=in_days(40))
    assert "Passt" in facts_of(need)
    assert fits.pk


NOTE = "Beide kennen sich schon vom Chor"


def test_a_coordinator_approves_all_the_same_and_later_readers_see_why(desk, programme):
    need, volunteer = MatchNeedFactory(programme=programme, wish_gender="man"), fitting_volunteer(programme)
    page = desk.get(url("need_detail", need.pk)).content.decode()
    address = url("match_override", need.pk, volunteer.pk)
    assert address in page
    form = desk.get(address)
    assert form.context["obstacles"] == ["Gewünscht ist ein Mann."]
    data = {"overridden": ["gender_wish"]}
    for note in ("", "Passt schon gut"):
        refused = desk.post(url("match_override", need.pk, volunteer.pk), {**data, "note": note})
        assert list(refused.context["form"].errors) == ["note"]
    assert not Match.objects.exists()
    desk.post(url("match_override", need.pk, volunteer.pk), {**data, "note": NOTE})
    match = Match.objects.get()
    assert (match.overridden, match.override_note, match.state) == (["gender_wish"], NOTE, "asked")
    page = desk.get(url("match_detail", match.pk)).content.decode()
    assert NOTE in page
    assert "Wunsch der Fachkraft nach einer Frau oder einem Mann" in page


def test_what_came_in_between_is_not_overridden(desk, programme):
    need, volunteer = MatchNeedFactory(programme=programme, wish_gender="man"), fitting_volunteer(programme)
    MatchFactory(volunteer=volunteer, need__programme=programme, active=True)
    data = {"overridden": ["gender_wish"], "note": NOTE}
    response = desk.post(url("match_override", need.pk, volunteer.pk), data)
    assert response.status_code == 200
    assert need.matches.count() == 0
    assert len(response.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize("case", ["status", "training", "exclusion"])
def test_nobody_overrides_status_training_and_exclusions(desk, programme, case):
    need = MatchNeedFactory(programme=programme)
    volunteer = fitting_volunteer(programme, status="paused" if case == "status" else "active")
    if case == "training":
        TrainingFactory(programme=programme)
    if case == "exclusion":
        PairExclusionFactory(programme=programme, worker=need.worker, volunteer=volunteer)
    address = url("match_override", need.pk, volunteer.pk)
    assert desk.get(address).context["may_override"] is False
    assert address not in desk.get(url("need_detail", need.pk)).content.decode()
    data = {"overridden": ["gender_wish"], "note": NOTE}
    assert desk.post(url("match_override", need.pk, volunteer.pk), data).status_code == 200
    assert not Match.objects.exists()


def test_an_override_for_nobody(desk, programme):
    need, foreign = MatchNeedFactory(programme=programme), fitting_volunteer(ProgrammeFactory())
    for key in (0, foreign.pk, 10**30):
        assert desk.get(url("match_override", need.pk, key)).status_code == 404


def test_the_need_page_names_the_step_that_helps(desk, programme):
    need = MatchNeedFactory(programme=programme, wish_gender="man")
    fitting_volunteer(programme)
    fitting_volunteer(programme)
    words = "Es muss kein Mann sein: 2 Begleitpersonen möglich"
    assert words in desk.get(url("need_detail", need.pk)).content.decode()
    assert words in desk.get(url("need_list")).content.decode()


def test_the_recruiting_brief_to_read_and_as_a_file(desk, programme):
    for _number in range(2):
        worker = SkilledWorkerFactory(programme=programme, given_name="Geheim", district="Schinkel")
        WorkerLanguageFactory(worker=worker, code="ml", level=4)
        MatchNeedFactory(programme=programme, worker=worker)
    MatchNeedFactory(programme=programme)
    fitting_volunteer(programme)
    MatchNeedFactory(programme=ProgrammeFactory())
    page = desk.get(url("recruiting_brief"))
    brief = page.context["briefs"][0]
    assert (brief.unmatched, brief.waiting) == (2, 3)
    assert [(one.people, one.language, one.districts) for one in brief.wanted] == [(2, "Malayalam", "Schinkel")]
    assert "Geheim" not in page.content.decode()
    assert "2" not in brief.outside
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get(url("recruiting_export")).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert "nur für das Haus" in rows[0][0]
    assert rows[2][:2] == (2, "Malayalam")
    assert len(rows) == 3


@pytest.mark.parametrize("name", ["need_detail", "need_list", "recruiting_brief", "worker_detail", "match_override"])
def test_pages_cost_the_same_with_one_row_and_with_three(desk, programme, name):
    worker = SkilledWorkerFactory(programme=programme)
    need = MatchNeedFactory(programme=programme, worker=worker)
    volunteer = fitting_volunteer(programme)
    addresses = {"need_detail": url("need_detail", need.pk), "worker_detail": worker.get_absolute_url()}
    addresses["match_override"] = url("match_override", need.pk, volunteer.pk)
    address = addresses.get(name) or url(name)

    def fill(number):
        for _row in range(number):
            VolunteerAbsenceFactory(volunteer=fitting_volunteer(programme))
            WorkerAbsenceFactory(worker=worker, starts_on=in_days(_row + number))
            WorkerAbsenceFactory(worker=MatchNeedFactory(programme=programme, wish_gender="man").worker)

    fill(1)
    first = queries_of(desk, address)
    fill(3)
    assert (queries_of(desk, address), first <= MOST_QUERIES) == (first, True), first
