"""A text that the database holds encrypted only: notes, health, residence, whatever a backup must not tell.

A model declares it, and a name of the row that never changes, to which the encryption binds the text::

    class Note(models.Model):
        token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
        text = SealedTextField(_("note"), max_length=4000)

``note.text = "…"`` and ``note.text`` are plain words; what is saved is AES-256-GCM (``encryption.py``). A ciphertext
that was put into another row or another field does not open. Reading raises ``KeyMissingError`` or ``DamagedError``;
a page reads through ``opened(note, "text")`` instead, which says in words why there is nothing to read, and
shows ``components/sealed.html``. A row whose text was not touched is saved as it is, also without the key.

Nothing can be searched, sorted or compared in it but ``isnull``, and ``QuerySet.update`` refuses plain words. Length
and whether there is a text at all are no secret. The role of jobs needs ``ru`` on these columns, so that
``manage.py rotate_file_key`` can replace a key (``key_change.py``). Lines among others and values that are no words:
``sealed_line.py``. A column that stands there in plain words is sealed by a migration: ``sealing.py``.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.encryption import LONGER, DamagedError, KeyMissingError, decrypt, encrypt

KEY_MISSING = _(
    "This text is encrypted, and the key for it is not here. It is safe, but cannot be read. "
    "Please tell your administrator (PORTAL_FILE_KEY)."
)
DAMAGED = _("What is stored is not what was written here. Please tell your administrator.")


class SealedText(DeferredAttribute):
    """Bytes on the instance are what the database holds; words are what somebody wrote or reads."""

    field: "SealedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        held = super().__get__(instance, cls)
        if instance is None or not isinstance(held, bytes | memoryview):
            return held
        return self.field.words_of(held, getattr(instance, self.field.bound_to))

    def __set__(self, instance: Any, value: Any) -> None:
        """The same words again leave what is held as it is: nothing was changed, and the trail says so."""
        if not self.field.is_plain(value) or not self._holds(instance, value):
            instance.__dict__[self.field.attname] = value

    def _held(self, instance: Any) -> bytes | memoryview | None:
        """What the database holds, if nothing else has been written since."""
        held = instance.__dict__.get(self.field.attname)
        return held if isinstance(held, bytes | memoryview) else None

    def _holds(self, instance: Any, value: Any) -> bool:
        try:
            return self._held(instance) is not None and self.__get__(instance) == value
        except (KeyMissingError, DamagedError):
            return False


class SealedTextField(models.BinaryField):
    """``bound_to`` names the field of the row that the text is bound to: unique, and never changed."""

    descriptor_class = SealedText
    # For the types: an instance gives words, where a field of bytes gives bytes.
    _pyi_private_get_type: Any
    empty_values = [None, "", b""]

    def __init__(self, *args: Any, bound_to: str = "token", **kwargs: Any) -> None:
        self.bound_to = bound_to
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "editable": self.editable, "bound_to": self.bound_to}

    def about(self, bound_to: Any) -> str:
        return f"{self.model._meta.label_lower}.{self.name} {bound_to}"

    def words_of(self, held: bytes | memoryview, bound_to: Any) -> Any:
        """``KeyMissingError`` or ``DamagedError`` if they cannot be read."""
        return self.from_words(decrypt(held, about=self.about(bound_to)).decode() if held else "")

    def is_plain(self, value: Any) -> bool:
        """Whether it is what somebody wrote, and not what the database holds."""
        return isinstance(value, str)

    def to_words(self, value: Any) -> str:
        return value

    def from_words(self, words: str) -> Any:
        return words

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """``ValidationError`` without a key, so that a form says it where the words still stand."""
        return self._held_by(model_instance)

    def _held_by(self, instance: models.Model) -> Any:
        held = instance.__dict__.get(self.attname, self.get_default())
        if self.is_plain(held):
            held = instance.__dict__[self.attname] = self._sealed(held, getattr(instance, self.bound_to))
        return held

    def _sealed(self, value: Any, bound_to: Any) -> bytes:
        words = self.to_words(value)
        if not words:
            return b""
        try:
            return encrypt(words.encode(), about=self.about(bound_to))
        except KeyMissingError:
            raise ValidationError(
                _("Nothing can be kept here: the key for encrypted texts is missing. Please tell your administrator."),
                code="no_key",
            ) from None

    def get_prep_value(self, value: Any) -> Any:
        if self.is_plain(value):
            raise FieldError(f"{self.name} is encrypted: it is written by saving its row, and never searched.")
        return super().get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self.get_prep_value(value), connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Words come here only to be checked against a constraint of their row: whether any, and how long."""
        words = self.to_words(value).encode() if self.is_plain(value) else None
        held = value if words is None else words and bytes(LONGER) + words
        return super().get_db_prep_value(held, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name in ("isnull", "exact") else None

    def value_to_string(self, obj: models.Model) -> str:
        """A dump holds what the database holds."""
        return bytes(self._held_by(obj) or b"").hex()

    def formfield(self, **kwargs: Any) -> Any:
        wanted = {"form_class": forms.CharField, "widget": forms.Textarea, "max_length": self.max_length}
        return super(models.BinaryField, self).formfield(**{**wanted, **kwargs})


@dataclass(frozen=True)
class Opened:
    """A text for a page: its words, or why they cannot be read."""

    text: Any = ""
    problem: str | Promise = ""

    def __str__(self) -> str:
        return self.text or str(self.problem)


def opened(row: models.Model, name: str) -> Opened:
    """The text of a row in words, or the reason why not; never an error."""
    try:
        return Opened(text=getattr(row, name) or "")
    except KeyMissingError:
        return Opened(problem=KEY_MISSING)
    except DamagedError:
        return Opened(problem=DAMAGED)


def opened_from(model: type[models.Model], name: str, held: str, bound_to: Any) -> Opened:
    """The same of a query that read both columns into JSON, where PostgreSQL writes bytes as ``\\x…``."""
    field: Any = model._meta.get_field(name)
    try:
        return Opened(text=field.words_of(held_bytes(held), bound_to))
    except KeyMissingError:
        return Opened(problem=KEY_MISSING)
    except DamagedError:
        return Opened(problem=DAMAGED)


def held_bytes(held: bytes | memoryview | str) -> bytes | memoryview:
    """What the database holds, also out of JSON, where it writes bytes as ``\\x…``."""
    return bytes.fromhex(held.removeprefix("\\x")) if isinstance(held, str) else held
