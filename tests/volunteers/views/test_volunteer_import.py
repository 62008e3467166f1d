"""From the list of an agency to volunteers: all good rows together, or none; consents are asked, not invented."""

import datetime
import io
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from tests.portal.documents.test_reading import excel
from volunteers.actions import volunteer_import as actions
from volunteers.actions.volunteer_import import erase_people_lists, import_volunteers, stage_volunteers
from volunteers.models import Consent, Volunteer, VolunteerImport
from volunteers.queries.consent import asked_for_consent

UPLOAD = reverse("volunteers:volunteer_import")
LIST = excel(
    ["Liste der Freiwilligen"],
    ["Name", "Vorname", "E-Mail", "Telefon", "Sprachen", "Was ich gern tue", "Schuhgröße"],
    ["Łęcka", "Zoë", "zoe@example.org", "0541 1", "Deutsch C2, Polnisch (Muttersprache)", "Die Stadt zeigen", 39],
    ["Öztürk", "Ayşe", None, "0541 2", "Türkisch", None, None],
    ["Da", "Schon", "Da@example.org", None, None, None, None],
    ["Konto", "Mit", "konto@example.org", None, None, None, None],
    ["Zwei", "Mal", "zoe@example.org", None, None, None, None],
    ["=A1", "Böse", "boese@example.org", None, None, None, None],
    ["Ohne", "Weg", None, None, None, None, None],
    ["Öztürk", "Ayse", None, "0541 9", None, None, None],
)


@pytest.fixture
def programme(organisations):
    programme = ProgrammeFactory(organisation=organisations["agency"])
    OfferFactory(code="town", name_de="Die Stadt zeigen")
    VolunteerFactory(programme=programme, given_name="Schon", family_name="Da", email="da@example.org")
    VolunteerFactory(given_name="Zoë", family_name="Łęcka")
    UserFactory(email="konto@example.org")
    return programme


@pytest.fixture
def by(persons):
    return persons["freiwilligenagentur"]


def upload(client, content=LIST, name="liste.xlsx", **data):
    data |= {"programme": data.get("programme", Volunteer.objects.first().programme_id)}
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **data}, follow=True)


def mapped(batch, **more) -> dict:
    columns = {f"column_{n}": column for n, column in enumerate(batch.mapping)}
    return columns | {"heading_row": batch.heading_row + 1, "leave_out_alike": "on"} | more


def staged(by, programme, content=LIST) -> VolunteerImport:
    return stage_volunteers(content, by=by, programme=programme, file_name="liste.xlsx")


def test_the_preview_says_the_fate_of_every_row(client_as, programme):
    page = upload(client_as("freiwilligenagentur"))
    batch = VolunteerImport.objects.get()
    assert batch.mapping == ["family", "given", "email", "phone", "languages", "offers", ""]
    fates = {row.number: (row.is_good, row.reason) for row in page.context["view"].preview}
    assert [number for number, (good, _reason) in fates.items() if good] == [3, 4, 10]
    assert "Schon Da" in fates[5][1] and "Konto" in fates[6][1] and "Zeile 3" in fates[7][1]
    assert "Formel" in fates[8][1] and "erreich" in fates[9][1]
    assert (page.context["there_count"], page.context["bad_count"]) == (1, 4)
    assert Volunteer.objects.filter(programme=programme).count() == 1


def test_people_of_a_list_are_as_those_who_phoned_without_any_consent(client_as, programme, mailoutbox):
    client = client_as("freiwilligenagentur")
    page = upload(client)
    done = client.post(page.request["PATH_INFO"], mapped(VolunteerImport.objects.get(), take="1"), follow=True)
    batch = VolunteerImport.objects.get()
    assert (batch.state, batch.taken, batch.refused) == ("done", 3, 5)
    assert "3 Freiwillige" in str(next(iter(done.context["messages"])))
    zoe = Volunteer.objects.get(email="zoe@example.org")
    assert (zoe.status, zoe.source, zoe.user.email) == ("applied", "list", "zoe@example.org")
    assert [(row.code, row.level) for row in zoe.languages.all()] == [("pl", 4), ("de", 3)]
    assert [offer.code for offer in zoe.offers.all()] == ["town"]
    assert (Consent.objects.count(), asked_for_consent(zoe), mailoutbox) == (0, "first", [])
    assert Entry.objects.acts().filter(verb="volunteer.created").count() == 3
    assert Entry.objects.acts().get(verb="volunteerimport.taken_over").reason == "3"


def test_the_refused_rows_come_back_as_a_file(client_as, programme, by):
    batch = import_volunteers(staged(by, programme), by=by, now=timezone.now())
    address = reverse("volunteers:volunteer_import_report", args=[batch.pk])
    book = load_workbook(io.BytesIO(client_as("freiwilligenagentur").get(address).content))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [5, 6, 7, 8, 9]
    assert book.active.cell(6, 3).data_type == "s" and rows[3][2] == "=A1"
    assert Entry.objects.filter(verb="volunteerimport.exported").count() == 1


def test_an_invitation_goes_to_whoever_has_an_address_and_asks_for_the_consents(by, programme, mailoutbox):
    import_volunteers(staged(by, programme), by=by, now=timezone.now(), invite=True)
    assert [mail.to for mail in mailoutbox] == [["zoe@example.org"]]
    assert "/konto/ehrenamt/" in mailoutbox[0].body and "Einwilligungen" in mailoutbox[0].body


def test_her_page_asks_her_for_the_consents(client, by, programme):
    import_volunteers(staged(by, programme), by=by, now=timezone.now())
    client.force_login(User.objects.get(email="zoe@example.org"))
    page = client.get(reverse("volunteers:my_home")).content.decode()
    assert "Bitte sagen Sie, womit Sie einverstanden sind" in page


def test_all_or_none(by, programme):
    """What goes wrong with one row undoes all of them, accounts too, and its number is said."""
    batch, real = staged(by, programme), actions.create_volunteer
    before = (Volunteer.objects.count(), User.objects.count())

    def create(*args, **kwargs):
        if kwargs["details"]["family_name"] == "Öztürk":
            raise ValidationError("Nein.")
        return real(*args, **kwargs)

    with mock.patch.object(actions, "create_volunteer", create), pytest.raises(ValidationError, match=r"Zeile 4: Nein"):
        import_volunteers(batch, by=by, now=timezone.now())
    assert (Volunteer.objects.count(), User.objects.count()) == before
    assert VolunteerImport.objects.get().is_staged


def test_somebody_of_the_same_name_is_a_hint_and_left_out_only_if_wished(client_as, by, programme):
    VolunteerFactory(programme=programme, given_name="Ayşe", family_name="Öztürk", email="", source="phone")
    page = upload(client_as("freiwilligenagentur"))
    assert page.context["alike_count"] == 2
    batch = import_volunteers(VolunteerImport.objects.get(), by=by, now=timezone.now(), leave_out_alike=True)
    assert batch.taken == 1
    again = stage_volunteers(LIST, by=by, programme=programme, file_name="a.xlsx", again=True)
    assert import_volunteers(again, by=by, now=timezone.now(), leave_out_alike=False).taken == 2


def test_the_same_file_twice_is_recognised(client_as, by, programme):
    import_volunteers(staged(by, programme), by=by, now=timezone.now())
    assert upload(client_as("freiwilligenagentur")).context["form"].errors["file"]
    assert VolunteerImport.objects.count() == 1
    with pytest.raises(ValidationError):
        import_volunteers(VolunteerImport.objects.get(), by=by, now=timezone.now())


@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.4 \0\0", "liste.xlsx"), (b"", "leer.csv"), (b"\xd0\xcf\x11\xe0xx", "alt.xlsx")]
)
def test_a_file_that_lies_about_itself_is_refused_with_a_sentence(client_as, programme, content, name):
    page = upload(client_as("freiwilligenagentur"), content, name)
    assert page.status_code == 200 and page.context["form"].errors["file"]
    assert not VolunteerImport.objects.exists()


def test_unknown_columns_are_left_out_and_can_be_named(client_as, programme):
    client = client_as("freiwilligenagentur")
    page = upload(client, b"A;B;C\nAyse;Yilmaz;0541 1\n", "x.csv")
    assert (page.context["good_count"], page.context["bad_count"]) == (0, 1)
    names = {"heading_row": 1, "column_0": "given", "column_1": "family", "column_2": "phone"}
    page = client.post(page.request["PATH_INFO"], names | {"show": "1"}, follow=True)
    assert (page.context["good_count"], page.context["good"][0].name) == (1, "Ayse Yilmaz")
    url = page.request["PATH_INFO"]
    twice = client.post(url, names | {"column_2": "given", "take": "1"})
    assert twice.context["form"].non_field_errors()
    for bad in ("0", "99", "x", "", "9" * 30, "\0"):
        assert client.post(url, {"heading_row": bad, "take": "1"}).status_code in (200, 400)


def test_ten_thousand_broken_rows_are_a_short_page_and_none_is_taken(client_as, programme, count_queries):
    content = ("Name;E-Mail\r\n" + "\r\n".join(f";{n}@example" for n in range(10_000))).encode()
    client = client_as("freiwilligenagentur")
    page = upload(client, content, "kaputt.csv")
    assert (page.context["bad_count"], page.context["good_count"], len(page.content) < 60_000) == (10_000, 0, True)
    taken = client.post(page.request["PATH_INFO"], mapped(VolunteerImport.objects.get(), take="1"))
    assert taken.context["form"].non_field_errors()


def test_more_people_than_a_desk_can_answer_are_refused(by, programme):
    content = ("Name;Telefon\n" + "\n".join(f"Person{n};0541 {n:04}" for n in range(501))).encode()
    with pytest.raises(ValidationError, match="500"):
        import_volunteers(staged(by, programme, content), by=by, now=timezone.now())
    assert Volunteer.objects.filter(programme=programme).count() == 1


def test_few_questions_for_any_number_of_rows(client_as, by, programme, count_queries):
    addresses = []
    for number in (2, 40):
        content = ("Name;E-Mail\n" + "\n".join(f"P{n};p{n}@example.org" for n in range(number))).encode()
        addresses.append(reverse("volunteers:volunteer_import_check", args=[staged(by, programme, content).pk]))
    counts = [count_queries(client_as("freiwilligenagentur"), address) for address in addresses]
    assert counts[0] == counts[1] <= 12


def test_a_list_is_gone_after_a_day_and_can_be_thrown_away_before(client_as, by, programme):
    import_volunteers(staged(by, programme), by=by, now=timezone.now())
    second = staged(by, programme, b"Name;Telefon\nX;0541 1\n")
    client_as("freiwilligenagentur").post(reverse("volunteers:volunteer_import_discard", args=[second.pk]))
    assert VolunteerImport.objects.count() == 1
    erase_people_lists(now=timezone.now())
    assert VolunteerImport.objects.exclude(rows=[]).count() == 1
    erase_people_lists(now=timezone.now() + datetime.timedelta(hours=25))
    left = VolunteerImport.objects.get()
    assert (left.rows, left.file_name, left.taken, Volunteer.objects.filter(source="list").count()) == ([], "", 3, 3)
