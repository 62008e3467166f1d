"""The team's week, absences in few inputs, and hours for days with too few colleagues."""

import datetime

import pytest
from django.utils import timezone

from counselling.models import Absence, OpeningException, StaffMember
from counselling.queries import heute
from counselling.queries.opening import opening_now
from counselling.rules.hours import DAY
from tests.counselling.rules.opening_data import clock, open_line
from tests.factories.opening import add_lines

LIST, REPORT = "/intern/abwesenheiten/", "/intern/abwesenheiten/ich/"
ALL_DAYS = [open_line(weekday, "09:00", "12:00") for weekday in range(7)]


def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def open_house(house):
    """Open every day and no holiday in sight; two colleagues are needed, and just two who counsel are there."""
    centre = house["centre"]
    add_lines(centre, ALL_DAYS)
    type(centre).objects.filter(pk=centre.pk).update(staff_needed=2, order=1)
    StaffMember.objects.update(weekdays=list(range(7)), is_public=True)
    StaffMember.objects.exclude(user__in=[house["beratung"], house["beratung2"]]).update(job="office")
    return house


def away(house, name="beratung", first=2, last=3) -> Absence:
    staff = StaffMember.objects.get(user=house[name])
    days = {"starts_on": today() + first * DAY, "ends_on": today() + last * DAY}
    return Absence.objects.create(staff=staff, controller=staff.controller, **days)


def announce_url(house) -> str:
    return f"/intern/zeiten/{house['centre'].slug}/personal/"


def post_unchanged(client, url: str, **more):
    form = client.get(url).context["form"]
    return client.post(url, {field.html_name: field.value() or "" for field in form} | more, follow=True)


@pytest.mark.parametrize("person", ["bfd", "beratung", "koordination-landkreis", "leitung"])
def test_away_oneself_in_two_clicks(client_as, open_house, person):
    answer = post_unchanged(client_as(person), REPORT)
    assert answer.redirect_chain == [(LIST, 302)]
    absence = Absence.objects.get()
    assert (absence.staff.user, absence.kind) == (open_house[person], "short_notice")
    assert (absence.starts_on, absence.ends_on) == (today(), today())
    assert heute(open_house[person], now=timezone.now())["team_today"]["may_report"] is False


def test_saying_it_twice_is_told(client_as, open_house):
    post_unchanged(client_as("bfd"), REPORT)
    answer = post_unchanged(client_as("bfd"), REPORT)
    assert (answer.status_code, Absence.objects.count()) == (200, 1)
    assert "schon" in answer.content.decode()


def test_an_account_without_a_place_in_the_team(client_as, house, persons):
    StaffMember.objects.filter(user=persons["beratung"]).delete()
    assert client_as("beratung").get(REPORT).status_code == 403


def test_entered_for_a_colleague_changed_and_ended(client_as, open_house):
    client = client_as("leitung")
    staff = StaffMember.objects.get(user=open_house["beratung"])
    days = {"starts_on": (today() + DAY).isoformat(), "ends_on": "", "kind": "planned"}
    client.post(f"{LIST}neu/", {"staff": staff.pk, "deputy": "", **days})
    absence = Absence.objects.get()
    assert absence.ends_on == absence.starts_on == today() + DAY
    deputy = StaffMember.objects.get(user=open_house["beratung2"])
    client.post(f"{LIST}{absence.pk}/", days | {"ends_on": (today() + 4 * DAY).isoformat(), "deputy": deputy.pk})
    absence.refresh_from_db()
    assert (absence.ends_on, absence.deputy) == (today() + 4 * DAY, deputy)
    post_unchanged(client, f"{LIST}{absence.pk}/beenden/")
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"starts_on": "2025-02-30"}, "starts_on"),
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"staff": "999999999999999999999"}, "staff"),
        ({"kind": "ill"}, "kind"),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "starts_on"),
    ],
)
def test_bad_input_is_told_at_its_place(client_as, open_house, data, wrong):
    staff = StaffMember.objects.get(user=open_house["beratung"])
    good = {"staff": staff.pk, "starts_on": today().isoformat(), "ends_on": "", "kind": "planned", "deputy": ""}
    answer = client_as("leitung").post(f"{LIST}neu/", good | data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [wrong])
    assert not Absence.objects.exists()


def test_the_employer_of_the_other_carrier_learns_that_she_is_away_and_no_more(client_as, open_house):
    away(open_house, first=0)
    city = client_as("beratung2").get(LIST).context["absences"][0]
    county = client_as("koordination-landkreis").get(LIST).context["absences"][0]
    assert (str(city["kind"]), city["may_change"]) == ("geplant", True) or city["kind"]
    assert (county["kind"], county["may_change"]) == ("", False)


def test_another_week_and_nonsense(client_as, open_house):
    client = client_as("beratung")
    assert client.get(f"{LIST}?week=2026-W01").context["monday"] == datetime.date(2025, 12, 29)
    this = today() - datetime.timedelta(days=today().weekday())
    for text in ("2026-W99", "x", "9999-W99", "2026-W49; DROP"):
        assert client.get(LIST, {"week": text}).context["monday"] == this


# --- Too few are in ----------------------------------------------------------------------------------------


def test_heute_says_so_and_two_clicks_announce_it_in_every_language(client_as, open_house):
    away(open_house)
    (short,) = heute(open_house["beratung2"], now=timezone.now())["team_today"]["shortages"]
    assert (short["days"], short["url"]) == (2, announce_url(open_house))
    client = client_as("beratung2")
    page = client.get(short["url"])
    assert [preview["code"] for preview in page.context["previews"]] == ["de", "en", "ar"]
    assert "by appointment" in page.content.decode()
    post_unchanged(client, short["url"])
    special = OpeningException.objects.get()
    assert (special.starts_on, special.ends_on) == (today() + 2 * DAY, today() + 3 * DAY)
    assert (special.mode, special.reason) == ("by_appointment", "staffing")
    day = timezone.make_aware(datetime.datetime.combine(special.starts_on, clock("10:00")))
    assert opening_now(open_house["centre"].slug, day).state == "by_appointment"
    assert heute(open_house["beratung2"], now=timezone.now())["team_today"]["shortages"] == []


def test_taken_back_when_she_returns(client_as, open_house):
    absence, client = away(open_house), client_as("beratung2")
    post_unchanged(client, announce_url(open_house))
    absence.delete()
    (short,) = heute(open_house["beratung2"], now=timezone.now())["team_today"]["shortages"]
    assert short["runs"] == []
    (key, _days) = client.get(short["url"]).context["superfluous"][0]
    client.post(f"{short['url']}zurueck/", {"special": [key, "x", "9" * 30]})
    assert OpeningException.objects.get().withdrawn_at is not None
    assert heute(open_house["beratung2"], now=timezone.now())["team_today"]["shortages"] == []


def test_the_preview_follows_the_choice_and_changes_nothing(client_as, open_house):
    away(open_house, last=2)
    client, url = client_as("beratung2"), announce_url(open_house)
    (name, _note) = client.get(url).context["form"].fields
    answer = client.post(url, {name: "closed", "public_note": "Bitte nach Glauchau.", "preview": "1"})
    assert "Bitte nach Glauchau." in answer.context["previews"][0]["notices"][0].text
    assert not OpeningException.objects.exists()
    answer = client.post(url, {name: "as_it_is", "public_note": ""})
    assert answer.status_code == 200
    answer = client.post(url, {name: "nonsense", "public_note": "x"})
    assert list(answer.context["form"].errors) == [name]
    assert answer.context["form"]["public_note"].value() == "x"


def test_the_numbers_are_changed(client_as, open_house):
    url = f"/intern/zeiten/{open_house['centre'].slug}/bedarf/"
    client = client_as("beratung")
    post_unchanged(client, url, day_0="3")
    open_house["centre"].refresh_from_db()
    assert open_house["centre"].staff_needed_on == [3] + [None] * 6
    for wrong in ("-1", "21", "9" * 40, "x"):
        assert client.post(url, {"usual": wrong}).status_code == 200


def test_the_same_number_of_queries_for_one_and_for_three(client_as, open_house, count_queries):
    client = client_as("beratung")
    away(open_house)
    one = {url: count_queries(client, url) for url in (LIST, "/intern/", announce_url(open_house))}
    for name in ("beratung2", "leitung", "koordination-landkreis"):
        away(open_house, name, 1, 6)
    assert {url: count_queries(client, url) for url in one} == one
    assert max(one.values()) <= 12
