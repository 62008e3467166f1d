"""The desk of the coordinator: several people one step further, a mail to them, a place in a group."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.volunteers import CompanionGroupFactory, GroupRequestFactory, ProgrammeFactory, VolunteerFactory
from tests.journeys.axe import overflow, violations
from volunteers.models import BulkMail, Consent, GroupMembership, Volunteer

pytestmark = pytest.mark.journey


def sound(page) -> bool:
    """Nothing that axe finds, and nothing that scrolls sideways."""
    return violations(page) == [] and overflow(page) <= 0


@pytest.fixture
def people(live, organisations) -> list[Volunteer]:
    programme = ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt", town="Osnabrück")
    found = [
        VolunteerFactory(programme=programme, given_name=name, family_name="Test", status="accepted")
        for name in ("Amelie", "Łukasz", "Zoë")
    ]
    for volunteer in found:
        Consent.objects.create(programme=programme, volunteer=volunteer, kind="news", version="1")
    return found


def test_several_people_at_once(page, log_in, people, mailoutbox):
    log_in(page, "freiwilligenagentur").goto("/intern/freiwillige/")
    assert sound(page)
    page.get_by_role("checkbox", name="Amelie Test").check()
    page.get_by_role("checkbox", name="Zoë Test").check()
    page.get_by_role("button", name="Erst ansehen").click()
    page.get_by_text("Geschult", exact=True).click()
    page.get_by_role("button", name="Was würde geschehen?").click()
    assert sound(page)
    page.get_by_role("button", name="Für 2 Personen ausführen").click()
    expect(page.get_by_text("Für 2 Personen erledigt.").first).to_be_visible()
    assert sorted(Volunteer.objects.values_list("status", flat=True)) == ["accepted", "trained", "trained"]
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_text("Verschickte Mails bleiben verschickt.").first).to_be_visible()
    assert set(Volunteer.objects.values_list("status", flat=True)) == {"accepted"}
    page.goto("/intern/freiwillige/")
    page.get_by_label("Alle, die die Filter finden").check()
    page.get_by_label("Mit den Angekreuzten").select_option("mail")
    page.get_by_role("button", name="Erst ansehen").click()
    page.get_by_label("Betreff").fill("Sommerfest")
    page.get_by_role("button", name="Erst ansehen").click()
    expect(page.get_by_role("heading", name="So liest es")).to_be_visible()
    assert sound(page)
    page.get_by_role("button", name="An 3 Personen senden").click()
    expect(page.get_by_role("heading", name="Sommerfest")).to_be_visible()
    assert (BulkMail.objects.get().count, len(mailoutbox)) == (3, 3)


def test_a_request_becomes_a_place(page, log_in, people):
    group = CompanionGroupFactory(programme=people[0].programme, name="Ankommen", seats=1)
    GroupRequestFactory(group=group, volunteer=people[0], asked_at=timezone.now())
    GroupRequestFactory(group=group, volunteer=people[1])
    log_in(page, "freiwilligenagentur").goto(group.get_absolute_url())
    assert sound(page)
    page.get_by_role("button", name="Annehmen: Amelie Test").click()
    expect(page.get_by_text("Amelie Test ist jetzt in der Gruppe.").first).to_be_visible()
    assert [row.volunteer for row in GroupMembership.objects.all()] == [people[0]]
    expect(page.get_by_role("button", name="Annehmen")).to_have_count(0)


def test_people_are_ticked_on_a_phone(phone, log_in, people):
    """The list is cards there: the box of each person is still to be seen and to be hit."""
    log_in(phone, "freiwilligenagentur").goto("/intern/freiwillige/")
    assert sound(phone)
    phone.get_by_role("checkbox", name="Amelie Test").check()
    phone.get_by_label("Mit den Angekreuzten").select_option("mail")
    phone.get_by_role("button", name="Erst ansehen").click()
    expect(phone.get_by_text("1 Person bekommt eine eigene Mail.")).to_be_visible()
