"""From an office's list to files: all good rows together, or none."""

import datetime
import io
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from counselling.actions.client_import import erase_imports, import_clients, stage_import
from counselling.models import Client, ClientImport, ClientName
from counselling.queries.client_import import import_rows
from ibs_portal.audit.models import Entry
from tests.factories.casework import ClientFactory
from tests.portal.documents.test_reading import excel

UPLOAD = reverse("counselling:client_import")
LIST = excel(
    ["Liste der Beratungsstelle", None, None, None, None],
    ["Name", "Vorname", "Geb.", "Sprache", "Telefon"],
    ["Öztürk", "Ayşe", datetime.date(1984, 5, 1), "Türkisch", "0375 1"],
    ["Haddad", "Omar", "1990", "Arabisch, Englisch", None],
    ["Müller", "", "31.02.1990", "Deutsch", None],
    [None, None, None, None, "0375 2"],
    ["=A1", "Böse", None, None, None],
    ["Nguyễn", "Thị Ánh", None, None, None],
)


def upload(client, content=LIST, name="liste.xlsx", **data):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **data}, follow=True)


def test_from_the_file_to_files(house, client_as):
    client = client_as("leitung")
    page = upload(client)
    batch = ClientImport.objects.get()
    assert (page.context["good_count"], page.context["bad_count"], page.context["alike_count"]) == (3, 3, 1)
    assert (batch.heading_row, batch.mapping) == (1, ["family", "given", "birth", "languages", "phone"])
    data = {f"column_{n}": column for n, column in enumerate(batch.mapping)} | {
        "heading_row": 2,
        "leave_out_alike": "on",
    }
    before = Client.objects.count()
    done = client.post(page.request["PATH_INFO"], data | {"take": "1"}, follow=True)
    batch.refresh_from_db()
    assert (batch.state, batch.taken, batch.refused, Client.objects.count() - before) == ("done", 2, 4, 2)
    assert "2" in str(next(iter(done.context["messages"])))
    omar = ClientName.objects.get(given="Omar", controller=house["leitung"].organisation)
    assert (omar.client.languages, omar.client.birth_precision, omar.is_primary) == (["ar", "en"], "year", True)
    assert Entry.objects.acts().get(verb="clientimport.taken_over").reason == "2"
    book = load_workbook(io.BytesIO(client.get(reverse("counselling:client_import_report", args=[batch.pk])).content))
    rows = list(book.active.iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == [5, 6, 7, 8]
    assert rows[0][2] == "Müller" and "31.02.1990" in rows[0][1]
    assert book.active.cell(5, 3).data_type == "s" and rows[2][2] == "=A1"


def test_all_or_none(house):
    """If the database refuses one file, there is none of them."""
    batch = stage_import(LIST, by=house["leitung"], centre=house["centre"], file_name="x.xlsx")
    before = Client.objects.count()
    with (
        mock.patch.object(ClientName.objects, "bulk_create", side_effect=IntegrityError),
        pytest.raises(IntegrityError),
    ):
        import_clients(batch, by=house["leitung"])
    assert (Client.objects.count(), ClientImport.objects.get().state) == (before, "staged")


def test_the_same_file_twice_is_recognised(house, client_as):
    by, centre = house["leitung"], house["centre"]
    import_clients(stage_import(LIST, by=by, centre=centre, file_name="a.xlsx"), by=by)
    page = upload(client_as("leitung"))
    assert page.context["form"].errors["file"]
    assert ClientImport.objects.count() == 1
    assert upload(client_as("leitung"), again="on").context["batch"].is_staged
    with pytest.raises(ValidationError):
        import_clients(ClientImport.objects.filter(state="done").get(), by=by)


@pytest.mark.parametrize(
    ("content", "name"), [(b"%PDF-1.4 \0\0", "liste.xlsx"), (b"", "leer.csv"), (b"\xd0\xcf\x11\xe0xx", "alt.xlsx")]
)
def test_a_file_that_lies_about_itself_is_refused_with_a_sentence(house, client_as, content, name):
    page = upload(client_as("leitung"), content, name)
    assert page.status_code == 200 and page.context["form"].errors["file"]
    assert not ClientImport.objects.exists()


def test_ten_thousand_broken_rows_are_a_short_page(house, client_as, count_queries):
    content = ("Name;Geb.\r\n" + "\r\n".join(f";{n}" for n in range(10_000))).encode()
    page = upload(client_as("leitung"), content, "kaputt.csv")
    assert (page.context["bad_count"], page.context["good_count"]) == (10_000, 0)
    assert len(page.content) < 60_000
    refused = client_as("leitung").post(
        page.request["PATH_INFO"], {"heading_row": 1, "column_0": "family", "column_1": "birth", "take": "1"}
    )
    assert refused.context["form"].non_field_errors()


def test_columns_can_be_changed_and_are_kept(house, client_as):
    client = client_as("leitung")
    page = upload(client, b"A;B\nAyse;Yilmaz\n", "x.csv")
    assert page.context["good_count"] == 0
    url = page.request["PATH_INFO"]
    page = client.post(url, {"heading_row": 1, "column_0": "given", "column_1": "family", "show": "1"}, follow=True)
    assert (page.context["good_count"], page.context["good"][0].names) == (1, ("Ayse", "Yilmaz"))
    twice = client.post(url, {"heading_row": 1, "column_0": "given", "column_1": "given", "show": "1"})
    assert twice.context["form"].non_field_errors()
    for bad in ("0", "99", "x", "", "9" * 30):
        assert client.post(url, {"heading_row": bad}).status_code == 200


def test_a_list_is_gone_after_a_day(house):
    by, centre = house["leitung"], house["centre"]
    import_clients(stage_import(LIST, by=by, centre=centre, file_name="a.xlsx"), by=by)
    stage_import(b"Name\nX\n", by=by, centre=centre, file_name="b.csv")
    erase_imports(now=timezone.now())
    assert ClientImport.objects.exclude(rows=[]).count() == 2
    erase_imports(now=timezone.now() + datetime.timedelta(hours=25))
    left = ClientImport.objects.get()
    assert (left.rows, left.file_name, left.taken) == ([], "", 2)


def test_it_can_be_thrown_away(house, client_as):
    batch = stage_import(LIST, by=house["leitung"], centre=house["centre"], file_name="a.xlsx")
    client_as("leitung").post(reverse("counselling:client_import_discard", args=[batch.pk]))
    assert not ClientImport.objects.exists()


def test_few_questions_for_any_number_of_rows(house, client_as, count_queries):
    addresses = []
    for number in (2, 40):
        content = ("Name\n" + "\n".join(f"Person{n}" for n in range(number))).encode()
        batch = stage_import(content, by=house["leitung"], centre=house["centre"], file_name="a.csv")
        addresses.append(reverse("counselling:client_import_check", args=[batch.pk]))
    counts = [count_queries(client_as("leitung"), address) for address in addresses]
    assert counts[0] == counts[1] <= 12


def test_another_spelling_order_or_script_of_a_known_name_is_hinted_at(house, client_as):
    born = datetime.date(1990, 3, 1)
    facts = {"birth_date": born, "birth_precision": "day", "centre": house["centre"]}
    ClientFactory(by=house["leitung"], name=("Mohammed", "Hassan"), **facts)
    names = ["Muhammad Hasan", "Hassan Mohamad", "محمد حسن", "Mohammed Hasanov", "Hassan"]
    content = ("Name;Geburtsdatum\n" + "".join(f"{name};\n" for name in names) + "Mohamed Hassan;02.07.1985\n").encode()
    page = upload(client_as("leitung"), content, "liste.csv")
    alike = [bool(row.alike) for row in import_rows(ClientImport.objects.get(), house["leitung"])]
    assert (page.status_code, alike) == (200, [True, True, True, False, False, False])
