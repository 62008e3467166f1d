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
and whether there is a text at all are no secret. The role of jobs needs ``ru`` on the table, so that
``manage.py rotate_file_key`` can replace a key.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibs_portal.privacy.encryption import DamagedError, KeyMissingError, decrypt, encrypt, is_current

AT_ONCE = 200
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
        return decrypt(held, about=self.field.about(instance)).decode() if held else ""

    def __set__(self, instance: Any, value: Any) -> None:
        """The same words again leave what is held as it is: nothing was changed, and the trail says so."""
        if not isinstance(value, str) or not self._holds(instance, value):
            instance.__dict__[self.field.attname] = value

    def _holds(self, instance: Any, words: str) -> bool:
        held = instance.__dict__.get(self.field.attname)
        try:
            return isinstance(held, bytes | memoryview) and self.__get__(instance) == words
        except (KeyMissingError, DamagedError):
            return False


class SealedTextField(models.BinaryField):
    """``bound_to`` names the field of the row that the text is bound to: unique, and never changed."""

    descriptor_class = SealedText
    empty_values = [None, "", b""]

    def __init__(self, *args: Any, bound_to: str = "token", **kwargs: Any) -> None:
        self.bound_to = bound_to
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bound_to": self.bound_to}

    def about(self, instance: models.Model) -> str:
        return f"{instance._meta.label_lower}.{self.name} {getattr(instance, self.bound_to)}"

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """``ValidationError`` without a key, so that a form says it where the words still stand."""
        return self._held_by(model_instance)

    def _held_by(self, instance: models.Model) -> Any:
        held = instance.__dict__.get(self.attname, self.get_default())
        if isinstance(held, str):
            held = instance.__dict__[self.attname] = self._sealed(held, instance)
        return held

    def _sealed(self, text: str, instance: models.Model) -> bytes:
        if not text:
            return b""
        try:
            return encrypt(text.encode(), about=self.about(instance))
        except KeyMissingError:
            raise ValidationError(
                _("Nothing can be kept here: the key for encrypted texts is missing. Please tell your administrator."),
                code="no_key",
            ) from None

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise FieldError(f"{self.name} is encrypted: it is written by saving its row, and never searched.")
        return super().get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self.get_prep_value(value), connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Words come here only to be checked against a constraint of their row: that they are not empty."""
        return super().get_db_prep_value(value.encode() if isinstance(value, str) else value, connection, prepared)

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

    text: str = ""
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
    row = model(**{field.bound_to: bound_to})
    row.__dict__[field.attname] = bytes.fromhex(held.removeprefix("\\x"))
    return opened(row, name)


# --- Another key ---------------------------------------------------------------------------------------------


def models_with_sealed_texts() -> list[tuple[type[models.Model], list[SealedTextField]]]:
    found = [(model, [f for f in model._meta.local_fields if isinstance(f, SealedTextField)]) for model in _models()]
    return [(model, fields) for model, fields in found if fields]


@transaction.atomic
def seal_anew(model: type[models.Model], *, after: int = 0) -> tuple[int, int]:
    """Encrypts the texts of the next rows with the first key; how many, and the last row (0: none is left).

    What no key here opens stays as it is: it may be somebody's who is coming with the key.
    """
    fields = dict(models_with_sealed_texts())[model]
    rows = model._base_manager.select_for_update(of=("self",)).filter(pk__gt=after).order_by("pk")
    changed = last = 0
    for row in rows[:AT_ONCE]:
        last = row.pk
        names = [field.attname for field in fields if _is_older(row.__dict__[field.attname])]
        try:
            row.__dict__.update({name: getattr(row, name) for name in names})
        except (KeyMissingError, DamagedError):
            continue
        if names:
            row.save(update_fields=names)
            changed += 1
    return changed, last


def _is_older(held: Any) -> bool:
    return bool(held) and not is_current(held)


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not model._meta.proxy]
