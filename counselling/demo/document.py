"""A few documents, with nothing in them but that they are invented; one of them expires soon."""

import datetime
import random

from counselling.models import Client, Document, DocumentContent
from ibs_portal.documents.inspection import PDF
from ibs_portal.privacy.encryption import encrypt, has_key

# A page with one sentence, as small as a PDF can be; made by hand.
PAGE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1
/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 63>>stream
BT /F 18 Tf 72 760 Td (Beispiel: ein erfundenes Dokument) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
KINDS = (
    ("notice", "Bewilligung Bürgergeld", None),
    ("residence", "Aufenthaltstitel, Kopie von beiden Seiten", 70),
    ("certificate", "Zeugnis mit Übersetzung", None),
    ("residence", "Fiktionsbescheinigung", -12),
)


def seed_documents(*, now: datetime.datetime) -> None:
    if not has_key():
        return
    chance = random.Random(14)
    clients = list(Client.objects.order_by("pk"))[::4]
    documents = Document.objects.bulk_create(
        _document(client, *kind, chance, now) for client in clients for kind in KINDS[: chance.randint(1, 4)]
    )
    DocumentContent.objects.bulk_create(
        DocumentContent(
            document=document,
            client_id=document.client_id,
            controller_id=document.controller_id,
            sealed=encrypt(PAGE, about=document.about),
        )
        for document in documents
    )


def _document(client: Client, kind: str, note: str, days: int | None, chance: random.Random, now) -> Document:
    uploaded = now - datetime.timedelta(days=chance.randint(1, 90))
    return Document(
        client=client,
        controller_id=client.controller_id,
        kind=kind,
        note=note,
        dated_on=uploaded.date() - datetime.timedelta(days=200),
        expires_on=now.date() + datetime.timedelta(days=days) if days else None,
        media_type=PDF.media_type,
        size=len(PAGE),
        scan=Document.Scan.UNSCANNED,
        uploaded_at=uploaded,
        uploaded_by_id=client.created_by_id,
    )
