"""Documents: taken in, checked, opened, deleted, encrypted anew."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from counselling.actions.followup import set_followup
from counselling.models import Client, Document, DocumentContent
from counselling.rules.document import check_document_days, reminder_day
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.documents.inspection import Inspected, inspected
from ibs_portal.documents.scanner import ScannerAwayError, is_clean, is_configured
from ibs_portal.privacy.encryption import DamagedError, KeyMissingError, decrypt, encrypt, has_key, is_current

AT_ONCE = 20


@transaction.atomic
def upload_document(
    client: Client,
    *,
    by: User,
    name: str,
    data: bytes,
    kind: str,
    note: str = "",
    dated_on: datetime.date | None = None,
    expires_on: datetime.date | None = None,
    remind_days: int | None = None,
) -> Document:
    """Keeps a file, encrypted, under a random name; with ``remind_days`` a follow-up before it expires.

    ``ValidationError`` at ``file`` for anything that is not plainly a PDF, a picture or a Word document.
    """
    check_one_controller(by.organisation_id, by, client)
    check_document_days(dated_on, expires_on, today=timezone.localdate())
    if not has_key():
        raise ValidationError(
            _("Documents cannot be kept: the key for them is missing. Please tell your administrator.")
        )
    found = _inspected(name, data)
    document = Document(client=client, controller_id=client.controller_id, uploaded_by=by, kind=kind, note=note)
    document.dated_on, document.expires_on = dated_on, expires_on
    document.media_type, document.size = found.type.media_type, len(found.data)
    document.scan = Document.Scan.WAITING if is_configured() else Document.Scan.UNSCANNED
    document.full_clean()
    document.save()
    DocumentContent.objects.create(
        document=document,
        client=client,
        controller_id=client.controller_id,
        sealed=encrypt(found.data, about=document.about),
    )
    record("document.added", document, by=by)
    _remind(document, by, remind_days)
    return document


@transaction.atomic
def open_document(document: Document, *, by: User) -> bytes:
    """The content, for whoever may read the file; ``ValidationError`` says why there is none."""
    check_one_controller(by.organisation_id, by, document)
    if not document.can_be_opened:
        raise ValidationError(_("This document is still being checked, or it was dangerous and has been removed."))
    try:
        return decrypt(document.content.sealed, about=document.about)
    except KeyMissingError:
        message = _("The key for this document is not here. It is safe, but cannot be opened. Tell your administrator.")
        raise ValidationError(message, code="no_key") from None
    except DamagedError:
        message = _("What is stored is not what was uploaded. Please tell your administrator.")
        raise ValidationError(message, code="damaged") from None


@transaction.atomic
def delete_document(document: Document, *, by: User) -> Client:
    """Deletes document and content for good; that there was one stays in the trail."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    check_one_controller(by.organisation_id, by, document)
    record("document.deleted", document, by=by)
    client = document.client
    document.delete()
    return client


@transaction.atomic
def scan_documents(*, by: User | None) -> int:
    """A job asks the scanner about what waits; what is dangerous is removed. How many were checked."""
    waiting = Document.objects.select_for_update(of=("self",), skip_locked=True).filter(scan=Document.Scan.WAITING)
    checked = 0
    for document in waiting.select_related("content").order_by("pk")[:AT_ONCE]:
        try:
            document.scan = Document.Scan.CLEAN if is_clean(_plain(document)) else Document.Scan.INFECTED
        except (ScannerAwayError, KeyMissingError, DamagedError):
            break
        if document.scan == Document.Scan.INFECTED:
            document.content.delete()
        document.save(update_fields=["scan"])
        checked += 1
    return checked


@transaction.atomic
def rotate_key(*, by: User | None, after: int = 0) -> tuple[int, int]:
    """Encrypts the next contents with the first key; how many, and the last one looked at (0: none is left)."""
    rows = DocumentContent.objects.select_for_update(of=("self",)).select_related("document").filter(pk__gt=after)
    changed = last = 0
    for content in rows.order_by("pk")[:AT_ONCE]:
        last = content.pk
        if not is_current(content.sealed):
            about = content.document.about
            content.sealed = encrypt(decrypt(content.sealed, about=about), about=about)
            content.save(update_fields=["sealed"])
            changed += 1
    return changed, last


def _inspected(name: str, data: bytes) -> Inspected:
    try:
        return inspected(name, data)
    except ValidationError as refused:
        raise ValidationError({"file": refused}) from refused


def _plain(document: Document) -> bytes:
    return decrypt(document.content.sealed, about=document.about)


def _remind(document: Document, by: User, days: int | None) -> None:
    if days is None or document.expires_on is None:
        return
    if day := reminder_day(document.expires_on, days, today=timezone.localdate()):
        words = {"kind": document.get_kind_display(), "day": formats.date_format(document.expires_on, "d.m.Y")}
        set_followup(document.client, by=by, due_on=day, text=_("%(kind)s expires on %(day)s") % words)
