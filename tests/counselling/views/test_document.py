"""Documents: what is taken in and what is refused, encrypted, downloaded, checked, deleted."""

import base64
import datetime
import io
import os
import socket
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from counselling.actions.document import scan_documents, upload_document
from counselling.models import Document, DocumentContent, FollowUp
from ibs_portal.audit.models import Entry
from ibs_portal.privacy.encryption import DamagedError, decrypt
from tests.access.counselling_file import PDF

TODAY = timezone.localdate()
SECRET = b"%PDF-1.7\nAktenzeichen Zwiebelfisch 4711\n%%EOF\n"


def to(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def picture(kind: str = "JPEG") -> bytes:
    image, out = Image.new("RGB", (40, 30), "white"), io.BytesIO()
    exif = image.getexif()
    exif[0x010E] = "Hauptstrasse 56"
    image.save(out, kind, exif=exif, comment="Zwiebelfisch") if kind == "JPEG" else image.save(out, kind)
    return out.getvalue()


def word(types: str = "wordprocessingml.document.main+xml", more: dict | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        parts = {"[Content_Types].xml": f"<Types>{types}</Types>", "word/document.xml": "<w/>", **(more or {})}
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def send(house, client, data: bytes, name: str = "bescheid.pdf", **typed):
    upload = SimpleUploadedFile(name, data)
    return client.post(
        to("document_create", house["client"]), {"file": upload, "kind": "notice", "note": "Ablehnung", **typed}
    )


def kept(house, data: bytes = SECRET, **more) -> Document:
    return upload_document(house["client"], by=house["beratung"], name="x", data=data, kind="notice", **more)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("bescheid.PDF", PDF, "application/pdf"),
        ("foto.jpeg", picture(), "image/jpeg"),
        ("scan.png", picture("PNG"), "image/png"),
        ("brief.docx", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("../../böse\u202efdp." + "x" * 80 + ".pdf", PDF, "application/pdf"),
    ],
)
def test_a_document_is_taken_in_and_comes_back_as_a_download(house, client_as, name, data, media_type):
    client = client_as("beratung")
    assert send(house, client, data, name).url == to("document_list", house["client"])
    document = Document.objects.get()
    assert (document.media_type, document.scan, document.note) == (media_type, "unscanned", "Ablehnung")
    assert "nicht auf Viren geprüft" in client.get(to("document_list", house["client"])).content.decode()
    response = client.get(to("document_download", document))
    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith(f'attachment; filename="notice-{document.token.hex[:8]}.')
    assert (response["X-Content-Type-Options"], response["Content-Security-Policy"]) == (
        "nosniff",
        "sandbox; default-src 'none'",
    )
    assert Entry.objects.readings().filter(verb="document.viewed", object_id=document.pk).count() == 1


def test_a_picture_loses_what_was_hidden_in_it(house, client_as):
    data = picture()
    assert b"Hauptstrasse 56" in data
    send(house, client_as("beratung"), data, "foto.jpg")
    plain = client_as("beratung").get(to("document_download", Document.objects.get())).content
    assert (b"Hauptstrasse 56" in plain, b"Zwiebelfisch" in plain) == (False, False)
    assert Image.open(io.BytesIO(plain)).size == (40, 30)


BOMB = word(more={"word/media/a.xml": "0" * 30_000_000})


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("leer.pdf", b"", "leer"),
        ("gross.pdf", b"%PDF-1.7" + b"0" * (20 * 1024 * 1024), "20 MB"),
        ("bescheid.pdf", picture("PNG"), "der Inhalt ist aber PNG"),
        ("programm.exe", PDF, "der Inhalt ist aber PDF"),
        ("bescheid.pdf", b"MZ\x90\x00 program", "kein PDF"),
        ("seite.html", b"<script>alert(1)</script>", "kein PDF"),
        ("bescheid.pdf", b"%PDF-1.7 half of it", "beschädigt"),
        ("foto.jpg", b"\xff\xd8\xff\xe0 broken", "beschädigt"),
        ("brief.docx", b"PK\x03\x04 broken", "beschädigt"),
        ("brief.docx", word(more={"word/vbaProject.bin": "x"}), "Makros"),
        ("brief.docx", word("wordprocessingml.document.macroEnabled.main+xml"), "Makros"),
        ("tabelle.docx", word("spreadsheetml.sheet.main+xml"), "kein Word-Dokument"),
        ("bombe.docx", BOMB, "ausgepackt"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(house, client_as, name, data, words):
    page = send(house, client_as("beratung"), data, name)
    assert page.status_code == 200
    assert words.lower() in str(page.context["form"].errors["file"]).lower()
    assert 'value="Ablehnung"' in page.content.decode()
    assert (Document.objects.count(), DocumentContent.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"dated_on": TODAY + datetime.timedelta(days=1)}, "dated_on"),
        ({"dated_on": TODAY, "expires_on": TODAY - datetime.timedelta(days=1)}, "expires_on"),
        ({"kind": "poem"}, "kind"),
        ({"remind_days": "1000"}, "remind_days"),
        ({"file": ""}, "file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(house, client_as, typed, field):
    assert set(send(house, client_as("beratung"), PDF, **typed).context["form"].errors) == {field}


def test_before_it_expires_there_is_a_followup(house, client_as):
    expires = TODAY + datetime.timedelta(days=100)
    send(house, client_as("beratung"), PDF, expires_on=expires, remind_days="28")
    followup = FollowUp.objects.latest("pk")
    assert 72 <= (followup.due_on - TODAY).days <= 80
    assert f"{expires:%d.%m.%Y}" in followup.text
    number = FollowUp.objects.count()
    send(house, client_as("beratung"), PDF, expires_on=TODAY - datetime.timedelta(days=3), remind_days="28")
    assert FollowUp.objects.count() == number


# --- Encryption ----------------------------------------------------------------------------------------------


def test_nothing_readable_lies_in_the_database(house):
    document = kept(house)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM counselling_documentcontent")
        stored = bytes(cursor.fetchone()[0])
    assert b"Zwiebelfisch" not in stored
    assert decrypt(stored, about=document.about) == SECRET


def test_content_of_another_row_does_not_open(house):
    one, other = kept(house), kept(house)
    with pytest.raises(DamagedError):
        decrypt(one.content.sealed, about=other.about)
    changed = bytearray(one.content.sealed)
    changed[-1] ^= 1
    with pytest.raises(DamagedError):
        decrypt(bytes(changed), about=one.about)


def test_without_the_key_the_portal_runs_and_says_why(house, client_as, settings):
    document, client = kept(house), client_as("beratung")
    settings.FILE_KEYS = []
    assert "PORTAL_FILE_KEY" in client.get(to("document_list", house["client"])).content.decode()
    assert client.get(to("document_download", document)).url == to("document_list", house["client"])
    assert "Schlüssel" in client.get(to("document_list", house["client"])).content.decode()
    assert "Schlüssel" in str(send(house, client, PDF).context["form"].non_field_errors())


def test_a_key_is_replaced(house, settings, client_as, capsys):
    document, old = kept(house), settings.FILE_KEYS[0]
    new = base64.b64encode(os.urandom(32)).decode()
    settings.FILE_KEYS = [new, old]
    call_command("rotate_file_key")
    settings.FILE_KEYS = [new]
    assert client_as("beratung").get(to("document_download", document)).content == SECRET


# --- The scanner ---------------------------------------------------------------------------------------------


@pytest.fixture
def scanner(tmp_path, settings):
    """A clamd that says what it is told to."""
    server, says = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), []
    settings.CLAMD = str(tmp_path / "clamd")
    server.bind(settings.CLAMD)
    server.listen()

    def answer() -> None:
        line, _address = server.accept()
        received = b""
        while not received.endswith(b"\0\0\0\0"):
            received += line.recv(65536)
        line.sendall(says.pop())
        line.close()

    yield lambda text: (says.append(text), threading.Thread(target=answer, daemon=True).start())
    server.close()


@pytest.mark.parametrize(
    ("says", "scan", "opens"),
    [(b"stream: OK\0", "clean", 200), (b"stream: Eicar FOUND\0", "infected", 302), (b"ERROR\0", "waiting", 302)],
)
def test_a_document_waits_for_the_scanner(house, client_as, scanner, says, scan, opens):
    document, client = kept(house), client_as("beratung")
    assert client.get(to("document_download", document)).status_code == 302
    scanner(says)
    scan_documents(by=None)
    document.refresh_from_db()
    assert (document.scan, client.get(to("document_download", document)).status_code) == (scan, opens)
    assert DocumentContent.objects.exists() == (scan != "infected")


def test_without_an_answer_it_goes_on_waiting(house, settings):
    settings.CLAMD = "/nowhere/clamd.sock"
    document = kept(house)
    assert scan_documents(by=None) == 0
    document.refresh_from_db()
    assert document.scan == "waiting"


def test_a_document_is_deleted_after_a_question(house, client_as):
    document, client = kept(house), client_as("beratung")
    assert "Dieses Dokument löschen?" in client.get(to("document_delete", document)).content.decode()
    assert Document.objects.exists()
    assert client.post(to("document_delete", document)).url == to("document_list", house["client"])
    assert (Document.objects.exists(), DocumentContent.objects.exists()) == (False, False)


def test_the_list_needs_the_same_queries_for_any_length(house, client_as, count_queries):
    client, page = client_as("beratung"), to("document_list", house["client"])
    kept(house)
    client.get(page)
    few = count_queries(client, page)
    for _number in range(3):
        kept(house)
    assert (count_queries(client, page), few <= 12) == (few, True)
