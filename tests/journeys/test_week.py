"""The week of a team in a real browser: away in two clicks, fitting hours in three, a deadline, a hand-over."""

import datetime

import pytest
from django.utils import timezone

from counselling.models import Absence, Deadline, FollowUp, OpeningException, StaffMember
from counselling.queries.opening import opening_now
from counselling.rules.hours import DAY, Line
from tests.counselling.rules.opening_data import clock
from tests.factories.casework import FollowUpFactory, make_house
from tests.factories.opening import add_lines
from tests.journeys.axe import overflow
from tests.journeys.test_counter import Hands

pytestmark = pytest.mark.journey
ALWAYS = [Line(weekday, clock("00:00"), clock("23:59")) for weekday in range(7)]
AWAY_AT_MOST, ANNOUNCED_AT_MOST, CLOSED_WEEK_AT_MOST = 2, 3, 10


@pytest.fixture
def house(persons, organisations, live) -> dict:
    """Open on all days, two needed, just two there who counsel; all pages without a word of script work the same."""
    rows = make_house(persons, organisations)
    centre = rows["centre"]
    add_lines(centre, ALWAYS)
    state = "NI" if timezone.localdate().month == 11 else "SN"
    type(centre).objects.filter(pk=centre.pk).update(staff_needed=2, order=1, federal_state=state)
    StaffMember.objects.update(weekdays=list(range(7)))
    StaffMember.objects.exclude(user__in=[persons["beratung"], persons["beratung2"]]).update(job="office")
    return rows


@pytest.mark.parametrize("device", ["page", "phone_without_script"])
def test_away_in_two_clicks_and_fitting_hours_in_three(device, request, house, log_in):
    page = request.getfixturevalue(device)
    hands = Hands(log_in(page, "beratung"))
    page.goto("/intern/")
    hands.click("text=Ich bin heute nicht da")
    hands.click("button:has-text('Ich bin heute nicht da')")
    page.wait_for_url("**/abwesenheiten/")
    assert (Absence.objects.get().staff.user, hands.inputs) == (house["beratung"], AWAY_AT_MOST)
    assert overflow(page) == 0
    page.context.clear_cookies()
    hands = Hands(log_in(page, "beratung2"))
    page.goto("/intern/")
    hands.click("main a[href*='/personal/']")
    hands.click("button:has-text('Veröffentlichen')")
    page.wait_for_url("**/zeiten/?centre=*")
    assert OpeningException.objects.get().reason == "staffing"
    assert hands.inputs <= ANNOUNCED_AT_MOST
    page.goto("/en/oeffnungszeiten/")
    assert "appointment" in page.get_by_role("heading", level=1).inner_text()


def test_closed_next_week_is_live_in_all_languages(page, house, log_in):
    hands = Hands(log_in(page, "beratung"))
    page.goto("/intern/zeiten/")
    hands.click("main a[href$='/schliessung/']")
    hands.click("main a[href='?week=next']")
    hands.click("button:has-text('Veröffentlichen')")
    page.wait_for_url("**/zeiten/?centre=*")
    closure = OpeningException.objects.get()
    assert ((closure.ends_on - closure.starts_on).days, hands.inputs <= CLOSED_WEEK_AT_MOST) == (4, True)
    noon = timezone.make_aware(datetime.datetime.combine(closure.starts_on, clock("12:00")))
    assert opening_now(house["centre"].slug, noon).state == "closed"
    for language, word in (("de", "geschlossen"), ("en", "Closed"), ("ar", "مغلق")):
        page.goto(f"/{language}/oeffnungszeiten/")
        assert word.lower() in page.locator("main").inner_text().lower()


def test_a_deadline_is_computed_and_its_warning_handed_over(page, house, log_in):
    log_in(page, "beratung")
    page.goto(f"/intern/personen/{house['client'].pk}/fristen/neu/")
    page.fill("input[name=sent_on]", (timezone.localdate() - 3 * DAY).isoformat())
    page.click("button[name=preview]")
    assert "§ 188 BGB" in page.get_by_role("region").last.inner_text()
    page.click("main form button:not([name])")
    page.wait_for_url("**/fristen/")
    assert Deadline.objects.get().is_computed
    staff = {member.user_id: member for member in StaffMember.objects.all()}
    FollowUpFactory(client=house["client"], assigned_to=house["beratung"])
    absence = Absence.objects.create(
        staff=staff[house["beratung"].pk],
        deputy=staff[house["beratung2"].pk],
        controller=house["beratung"].organisation,
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + 40 * DAY,
    )
    page.goto(f"/intern/abwesenheiten/{absence.pk}/uebergabe/")
    page.click(".p-paper-bar a[href*='verschieben']")
    page.click("main form button:not([name])")
    page.wait_for_url("**/wiedervorlagen/?team=1")
    open_ones = FollowUp.objects.open().filter(client=house["client"])
    assert set(open_ones.values_list("assigned_to", flat=True)) == {house["beratung2"].pk}
    page.click("form[action$='zuruecknehmen/'] button")
    page.wait_for_url("**/wiedervorlagen/?team=1")
    assert set(open_ones.values_list("assigned_to", flat=True)) == {house["beratung"].pk}
