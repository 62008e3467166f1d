"""Keeping the hours of the phone, of services and of colleagues."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from counselling.actions.consultation import set_consultation_hours
from counselling.actions.offering import create_offering
from counselling.actions.opening import close_on, set_regular_week
from counselling.models import ConsultationWindow, Offering, OpeningException, OpeningRule
from counselling.queries.opening import opening_now
from ibs_portal.audit.models import Entry
from tests.counselling.rules.opening_data import REGULAR, open_line
from tests.factories.opening import CentreFactory, OfferingFactory, StaffMemberFactory

EDIT = "/intern/zeiten/"


@pytest.fixture
def centre(organisations):
    return CentreFactory(slug="zwickau", carriers=[organisations["city"], organisations["county"]], week=REGULAR)


@pytest.fixture
def whole_week():
    return [open_line(day, "00:00", "23:59") for day in range(7)]


def week_data(weekday=0, **more) -> dict:
    return {
        "valid_from": timezone.localdate().isoformat(),
        f"d{weekday}_0_mode": "open",
        f"d{weekday}_0_opens": "10:00",
        f"d{weekday}_0_closes": "12:00",
        **more,
    }


def test_a_phone_gets_its_week_and_the_public_reads_it_at_once(client_as, client, centre):
    staff = client_as("beratung")
    answer = staff.post(f"{EDIT}zwickau/angebot/neu/", {"kind": "phone", "name": "lost", "follows_house": "on"})
    phone = Offering.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{EDIT}zwickau/angebot/{phone.pk}/woche/")
    assert phone.name == ""
    before = client.get("/api/oeffnungszeiten.json")
    everyday = {key: value for day in range(7) for key, value in week_data(day).items()}
    everyday |= {f"d{day}_0_{end}": time for day in range(7) for end, time in (("opens", "00:00"), ("closes", "23:59"))}
    assert staff.post(answer["Location"], everyday).status_code == 302
    after = client.get("/api/oeffnungszeiten.json", headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.json()["channels"]["phone"]["state"]) == (
        200,
        opening_now().channels["phone"].state,
    )
    assert "Telefon" in client.get("/de/oeffnungszeiten/").content.decode()
    assert OpeningRule.objects.filter(offering=None).count() == len(REGULAR)


def test_a_service_without_name_and_a_second_phone_are_refused_with_what_was_typed(client_as, centre):
    OfferingFactory(centre=centre, kind="phone")
    staff = client_as("beratung")
    answer = staff.post(f"{EDIT}zwickau/angebot/neu/", {"kind": "service", "place": "Rathaus, Zimmer 12"})
    assert "Tragen Sie den Namen des Angebots ein." in answer.content.decode()
    assert 'value="Rathaus, Zimmer 12"' in answer.content.decode()
    answer = staff.post(f"{EDIT}zwickau/angebot/neu/", {"kind": "phone"})
    assert "hat schon eigene Zeiten" in answer.content.decode()
    assert Offering.objects.count() == 1


def test_a_closure_of_a_service_leaves_the_door_as_it_is(client_as, persons, centre, whole_week):
    service = OfferingFactory(centre=centre, week=whole_week)
    today = timezone.localdate().isoformat()
    address = f"{EDIT}zwickau/angebot/{service.pk}/schliessung/"
    staff = client_as("beratung")
    assert staff.post(address, {"starts_on": today, "reason": "illness"}).status_code == 302
    now = opening_now()
    assert (now.plan.closures, now.services[0].state) == ((), "closed")
    page = staff.get(EDIT).content.decode()
    assert "Sprachmittlung: " in page
    again = staff.post(address, {"starts_on": today, "reason": "illness"}).content.decode()
    assert "Das ist schon angekündigt" in again
    # The door may be closed on the same day: another door, another closure.
    close_on(centre, starts_on=timezone.localdate(), ends_on=timezone.localdate(), by=persons["beratung"])
    assert OpeningException.objects.count() == 2


def test_switched_off_it_is_gone_and_comes_back_with_its_hours(client_as, centre, whole_week):
    service = OfferingFactory(centre=centre, week=whole_week)
    staff, address = client_as("beratung"), f"{EDIT}zwickau/angebot/{service.pk}/"
    staff.post(address, {"name": "Sprachmittlung", "place": "Rathaus"})
    assert opening_now().services == []
    assert "ausgeschaltet" in staff.get(EDIT).content.decode()
    staff.post(address, {"name": "Sprachmittlung", "place": "Rathaus", "is_active": "on"})
    assert [service.place for service in opening_now().services] == ["Rathaus"]


def test_hours_of_one_offering_overlap_neither_in_the_action_nor_in_the_database(persons, centre):
    service, lines = OfferingFactory(centre=centre), [open_line(0, "09:00", "12:00"), open_line(0, "11:00", "13:00")]
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="überschneiden sich"):
        set_regular_week(centre, lines=lines, valid_from=today, offering=service, by=persons["beratung"])
    times = {"weekday": 0, "opens": datetime.time(9), "closes": datetime.time(12)}
    OpeningRule.objects.create(centre=centre, offering=service, **times)
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningRule.objects.create(centre=centre, offering=service, **times)
    other = OfferingFactory(centre=centre, name="Kleiderkammer")
    assert OpeningRule.objects.create(centre=centre, offering=other, **times)


def test_an_offering_of_another_centre_is_refused_by_action_and_database(persons, centre):
    foreign = OfferingFactory(centre=CentreFactory(slug="glauchau"))
    lines, today = [open_line(0, "09:00", "12:00")], timezone.localdate()
    with pytest.raises(ValidationError):
        set_regular_week(centre, lines=lines, valid_from=today, offering=foreign, by=persons["beratung"])
    with pytest.raises(IntegrityError, match="same_centre"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        OpeningException.objects.create(centre=centre, offering=foreign, starts_on=today, ends_on=today)


def test_what_is_added_leaves_a_trail(persons, centre):
    offering = create_offering(centre, kind="service", name="Kleiderkammer", by=persons["beratung"])
    entry = Entry.objects.filter(verb="offering.created").get()
    assert (entry.object_id, entry.actor_id) == (offering.pk, persons["beratung"].pk)


# --- Colleagues ----------------------------------------------------------------------------------------------


def consultation(staff) -> str:
    return f"{EDIT}person/{staff.pk}/"


def hours_data(**more) -> dict:
    return {"d0_0_opens": "09:00", "d0_0_closes": "11:00", **more}


def test_consultation_hours_stand_on_the_team_page_with_consent_only(client_as, client, persons, centre):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    colleague = client_as("beratung")
    assert colleague.post(consultation(staff), hours_data()).status_code == 302
    assert "<bdi>11:00</bdi>" in colleague.get(EDIT).content.decode()
    assert "<bdi>11:00</bdi>" not in client.get("/de/team/").content.decode()
    colleague.post(consultation(staff), hours_data(are_public="on"))
    team = client.get("/de/team/").content.decode()
    assert "Sprechzeiten" in team and "<bdi>11:00</bdi>" in team
    assert "checked" in colleague.get(consultation(staff)).content.decode()
    assert ConsultationWindow.objects.count() == 1


def test_a_federal_volunteer_sets_her_own_hours_and_nobody_elses(client_as, persons, centre):
    own = StaffMemberFactory(user=persons["bfd"], centre=centre, job="federal_volunteer")
    other = StaffMemberFactory(user=persons["beratung"], centre=centre)
    bfd = client_as("bfd")
    assert bfd.post(consultation(own), hours_data()).status_code == 302
    # To have hours does not make bookable who counsels nobody.
    assert own.calendar.is_bookable is False
    assert bfd.post(consultation(other), hours_data()).status_code == 403
    assert client_as("koordination-landkreis").post(consultation(other), hours_data()).status_code == 403
    assert list(ConsultationWindow.objects.values_list("staff", flat=True)) == [own.pk]


def test_spans_that_overlap_are_refused_and_kept(client_as, persons, centre):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    data = hours_data(d0_1_opens="10:00", d0_1_closes="12:00")
    page = client_as("leitung").post(consultation(staff), data).content.decode()
    assert "überschneiden sich" in page and 'value="12:00"' in page
    assert not ConsultationWindow.objects.exists()


def test_the_database_refuses_overlapping_consultation_hours(persons, centre):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    set_consultation_hours(staff, lines=[open_line(0, "09:00", "11:00")], are_public=False, by=persons["beratung"])
    times = {"weekday": 0, "opens": datetime.time(10), "closes": datetime.time(12)}
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationWindow.objects.create(staff=staff, controller=staff.controller, **times)


def test_the_editor_tells_what_does_not_fit_and_asks_no_more_for_more_rows(client_as, persons, centre, count_queries):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    line = open_line(5, "10:00", "12:00")  # a Saturday
    set_consultation_hours(staff, lines=[line], are_public=False, by=persons["beratung"])
    OfferingFactory(centre=centre, week=REGULAR)
    client = client_as("beratung")
    assert "reichen über die Öffnungszeiten hinaus" in client.get(EDIT).content.decode()
    one = count_queries(client, EDIT)
    for number, person in enumerate(("beratung2", "leitung")):
        StaffMemberFactory(user=persons[person], centre=centre)
        OfferingFactory(centre=centre, name=f"Angebot {number}", week=REGULAR)
    assert (count_queries(client, EDIT), one <= 12) == (one, True)
