"""What matching goes by, set by the coordinator: weights, and pairs that are never to be proposed."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.matching import MatchNeedFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from tests.journeys.axe import overflow, violations
from tests.journeys.test_counter import Hands
from volunteers.models import MatchingRun, MatchingWeights, PairExclusion

pytestmark = pytest.mark.journey
FORBIDDEN_AT_MOST = 3


@pytest.fixture
def programme(live, organisations):
    made = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")
    MatchNeedFactory(programme=made, worker__given_name="Anjaly", worker__family_name="Thomas")
    fitting_volunteer(made, given_name="Gönül", family_name="Aydın")
    fitting_volunteer(made, given_name="Ole", family_name="Tjarks")
    return made


def sound(page, device: str) -> bool:
    return overflow(page) <= 0 and (device != "page" or violations(page) == [])


@pytest.mark.parametrize("device", ["page", "desk_without_script"])
def test_weights_and_pairs_that_are_never_proposed(request, device, log_in, programme):
    page = log_in(request.getfixturevalue(device), "freiwilligenagentur")
    page.goto("/intern/zuordnung/lauf/")
    page.get_by_role("button", name="Vorschläge finden").click()
    expect(page.get_by_role("article")).to_have_count(1)

    # Weights that are not 1000 together are refused, and what was typed stands there still.
    page.get_by_role("link", name="Gewichte", exact=True).click()
    assert sound(page, device)
    fields = page.locator("form input[type=number]")
    before = [int(fields.nth(n).input_value()) for n in range(fields.count())]
    assert sum(before) == 1000
    fields.first.fill(str(before[0] + 50))
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_title(re.compile("^Fehler: "))
    assert fields.first.input_value() == str(before[0] + 50)
    assert sound(page, device)
    fields.nth(1).fill(str(before[1] - 50))
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Die Gewichte sind gespeichert")).to_be_visible()
    assert MatchingWeights.objects.count() == 1

    # This pair never again: three inputs and a reason.
    proposed = page.get_by_role("article").first
    name = proposed.get_by_role("heading", level=3).nth(1).inner_text()
    hands = Hands(page)
    hands.click(proposed.get_by_role("link", name=re.compile("^Nicht mehr vorschlagen")))
    assert sound(page, device)
    page.get_by_label("Warum diese beiden nicht?").focus()
    hands.type("Kennen sich von früher.")
    hands.click(page.get_by_role("button", name="Nicht mehr vorschlagen"))
    assert hands.inputs <= FORBIDDEN_AT_MOST
    expect(page.get_by_role("article").first.get_by_role("heading", level=3).nth(1)).not_to_have_text(name)
    assert PairExclusion.objects.get().note == "Kennen sich von früher." and MatchingRun.objects.count() >= 2

    page.get_by_role("link", name="Paare, die nicht vorgeschlagen werden").click()
    expect(page.get_by_text("Kennen sich von früher.")).to_be_visible()
    assert sound(page, device)
    page.get_by_role("button", name=re.compile("^Wieder erlauben")).click()
    expect(page.get_by_text("Kennen sich von früher.")).not_to_be_visible()
    assert not PairExclusion.objects.exists()
