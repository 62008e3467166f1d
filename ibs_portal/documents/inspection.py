"""What somebody uploads is what it says: the type is read from the content, pictures are drawn anew, macros refused."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
# A Word file is a packed folder: what comes out must not be a hundred times of what went in.
MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2_000, 200 * 1024 * 1024, 150
CONTENT_TYPES = "[Content_Types].xml"
WORD_MAIN = b"wordprocessingml.document.main+xml"
ACTIVE = ("vbaproject", "vbadata", "/activex/", "/embeddings/oleobject")


@dataclass(frozen=True)
class FileType:
    name: str
    media_type: str
    extensions: tuple[str, ...]


PDF = FileType("PDF", "application/pdf", ("pdf",))
JPEG = FileType("JPEG", "image/jpeg", ("jpg", "jpeg"))
PNG = FileType("PNG", "image/png", ("png",))
DOCX = FileType("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
TYPES = {kind.media_type: kind for kind in (PDF, JPEG, PNG, DOCX)}


@dataclass(frozen=True)
class Inspected:
    type: FileType
    data: bytes


def inspected(name: str, data: bytes) -> Inspected:
    """The clean content and its type; ``ValidationError`` in plain words for anything else.

    ``name`` is only compared with the content and then forgotten.
    """
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(data) > LARGEST:
        raise ValidationError(_("The file is larger than 20 MB."), code="too_large")
    kind = _type_of(data)
    if kind is None:
        raise ValidationError(_("This is no PDF, no JPEG or PNG picture and no Word document (.docx)."), code="type")
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension and extension not in kind.extensions:
        words = {"extension": extension[:10], "type": kind.name}
        message = _("The name ends in “.%(extension)s”, but the content is %(type)s. Please check where it comes from.")
        raise ValidationError(message, params=words, code="lies")
    return Inspected(kind, CLEANERS[kind](data))


def _type_of(data: bytes) -> FileType | None:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return DOCX if data.startswith(b"PK\x03\x04") else None


def _damaged() -> ValidationError:
    return ValidationError(_("The file is damaged and cannot be read."), code="damaged")


def _pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise _damaged()
    return data


def _drawn_anew(data: bytes, name: str, modes: tuple[str, ...]) -> bytes:
    """The same picture without place, time, camera and whatever else was hidden in the file."""
    try:
        with Image.open(io.BytesIO(data), formats=[name]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels."), code="too_large")
            clean = ImageOps.exif_transpose(image)
            clean = clean if clean.mode in modes else clean.convert(modes[-1])
            clean.info = {}
            out = io.BytesIO()
            clean.save(out, name, **({"quality": 88} if name == "JPEG" else {"optimize": False}))
    except ValidationError:
        raise
    except Exception as error:  # a broken picture can fail in any way
        raise _damaged() from error
    return out.getvalue()


def _docx(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or _is_bomb(parts):
                raise ValidationError(_("Unpacked, this document would be far too large."), code="bomb")
            with packed.open(CONTENT_TYPES) as listing:
                types = listing.read(1024 * 1024)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise _damaged() from error
    if WORD_MAIN not in types and b"macroEnabled" not in types:
        raise ValidationError(_("This is a packed file, but no Word document."), code="type")
    names = " ".join(f"/{part.filename.lower()}" for part in parts)
    if b"macroEnabled" in types or any(word in names for word in ACTIVE):
        message = _("This Word document contains macros or programs. Save it without them, or as PDF.")
        raise ValidationError(message, code="macros")
    return data


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    return any(p.file_size > 1024 * 1024 and p.file_size > MOST_RATIO * max(p.compress_size, 1) for p in parts)


CLEANERS: dict[FileType, Callable[[bytes], bytes]] = {
    PDF: _pdf,
    JPEG: lambda data: _drawn_anew(data, "JPEG", ("L", "RGB")),
    PNG: lambda data: _drawn_anew(data, "PNG", ("L", "RGB", "RGBA")),
    DOCX: _docx,
}
