"""Centres, hours, team and topics in the admin, and what their tables refuse."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, ProgrammingError, transaction

from counselling.models import Absence, Centre, OpeningRule, StaffMember, Topic
from ibs_portal.database.identity import asking_as
from tests.counselling.rules.opening_data import REGULAR
from tests.factories.opening import CentreFactory, StaffMemberFactory, TopicFactory, zwickau

MODELS = ("centre", "openingperiod", "openingexception", "staffmember", "absence", "topic")
DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def centre(organisations):
    return zwickau(organisations)


@pytest.mark.parametrize("model", MODELS)
def test_lists_search_and_forms_open(client_as, centre, persons, model):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    Absence.objects.create(staff=staff, controller=staff.controller, starts_on=DAY, ends_on=DAY)
    TopicFactory()
    client = client_as("technik")
    pages = [client.get(f"/admin/counselling/{model}/{rest}") for rest in ("", "?q=zwickau", "add/")]
    row = pages[0].context["cl"].queryset[0]
    pages.append(client.get(f"/admin/counselling/{model}/{row.pk}/change/"))
    assert [page.status_code for page in pages] == [200] * 4


def test_nobody_else_sets_up(client_as, centre):
    for person in ("leitung", "beratung", "bfd"):
        assert client_as(person).get("/admin/counselling/centre/").status_code in (302, 403)


def test_a_line_that_overlaps_is_told_in_the_form(client_as, centre):
    client = client_as("technik")
    address = f"/admin/counselling/centre/{centre.pk}/change/"
    page = client.get(address)
    formset = page.context["inline_admin_formsets"][0].formset
    data = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
    data["carriers"] = [organisation.pk for organisation in data["carriers"]]
    data |= {f"{formset.prefix}-TOTAL_FORMS": 1, f"{formset.prefix}-INITIAL_FORMS": 0}
    line = {"weekday": 0, "opens": "11:00", "closes": "14:00", "mode": "open", "valid_from": "2026-01-01"}
    data |= {f"{formset.prefix}-0-{name}": value for name, value in line.items()}
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert "überschneiden sich" in answer.content.decode()
    assert OpeningRule.objects.filter(period=None).count() == len(REGULAR)


def test_texts_of_a_topic_are_fields_per_language(client_as, db):
    data = {"code": "letters", "order": 1, "de__label": "Brief", "en__label": "Letter", "en__bring": "a\nb"}
    answer = client_as("technik").post("/admin/counselling/topic/add/", data)
    assert answer.status_code == 302
    topic = Topic.objects.get()
    assert topic.texts["de"] == {"label": "Brief"}
    assert (topic.text("label", "en"), topic.text("bring", "en").split()) == ("Letter", ["a", "b"])


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"postcode": "8056"}, "postcode"),
        ({"phone": ""}, "phone_or_off"),
        ({"email": ""}, "email_or_off"),
    ],
)
def test_a_centre_cannot_be_wrong(db, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CentreFactory(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"), [({"weekdays": [7]}, "weekdays"), ({"languages": ["klingon"]}, "languages")]
)
def test_a_staff_member_cannot_be_wrong(centre, persons, fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        StaffMemberFactory(user=persons["beratung"], centre=centre, **fields)


def test_absences_of_one_person_do_not_overlap_and_nobody_deputises_for_herself(centre, persons):
    staff = StaffMemberFactory(user=persons["beratung"], centre=centre)
    days = {"staff": staff, "controller": staff.controller, "starts_on": DAY, "ends_on": DAY}
    Absence.objects.create(**days)
    for fields, constraint in ((days, "no_overlap"), ({**days, "deputy": staff}, "deputy_is_another")):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Absence.objects.create(**fields)


def test_the_public_sees_the_team_page_and_the_house_its_colleagues(centre, persons, organisations):
    """Under the real policies; the set-up sees everybody, others only who is shown."""
    elsewhere = CentreFactory(slug="glauchau", carriers=[organisations["county"]])
    shown = StaffMemberFactory(user=persons["beratung"], centre=centre)
    hidden = StaffMemberFactory(user=persons["bfd"], centre=centre, is_public=False)
    gone = StaffMemberFactory(user=persons["leitung"], centre=centre, ended_on=datetime.date(2020, 1, 1))
    far = StaffMemberFactory(user=persons["koordination-landkreis"], centre=elsewhere, is_public=False)
    away = Absence.objects.create(staff=hidden, controller=hidden.controller, starts_on=DAY, ends_on=DAY)
    house = {shown, hidden, gone}
    expected = {
        None: ({shown}, None),
        "begleiterin": ({shown}, None),
        "redaktion": ({shown}, None),
        "beratung": (house, {away}),
        "bfd": (house, {away}),
        "koordination-landkreis": ({*house, far}, {away}),
        "technik": ({*house, far}, {away}),
    }
    for name, (team, absences) in expected.items():
        person = persons[name] if name else AnonymousUser()
        assert set(StaffMember.objects.visible_to(person)) == team, name
        assert set(Absence.objects.visible_to(person)) == (absences or set()), name
        with asking_as(person):
            assert set(StaffMember.objects.all()) == team, name
            if absences:
                assert set(Absence.objects.all()) == absences, name


def test_the_public_may_not_ask_who_is_away(centre, persons):
    with pytest.raises(ProgrammingError, match="permission denied"), asking_as(None):
        Absence.objects.exists()


def test_people_look_after_the_centres_of_their_own_organisation(centre, persons, organisations):
    county_centre = CentreFactory(slug="glauchau", order=2, carriers=[organisations["county"]])
    seen = {name: list(Centre.objects.visible_to(persons[name])) for name in ("beratung", "koordination-landkreis")}
    assert seen == {"beratung": [centre], "koordination-landkreis": [centre, county_centre]}
    assert list(Centre.objects.visible_to(persons["begleiterin"])) == []
