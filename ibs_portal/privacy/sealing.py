"""Migrations that encrypt columns of filled tables, and open them again on the way back::

    operations = [
        AddToken("need"),
        SealField("need", "text", SealedLineField(_("in short"), max_length=300, blank=True)),
    ]

Constraints that speak of the words are taken away before and put back after it: no text is ``b""`` now and not
``""``. Both ways need the key (``PORTAL_FILE_KEY``) as soon as there is one text. The trail is about what people do,
so the triggers of the table rest meanwhile.
"""

import copy
import uuid
from typing import Any

from django.db import migrations, models

from ibs_portal.privacy.encryption import KeyMissingError, decrypt, encrypt, has_key
from ibs_portal.privacy.sealed_text import SealedTextField

AT_ONCE = 1000


class AddToken(migrations.AddField):
    """A random name for each row, those that are there already included."""

    def __init__(self, model_name: str) -> None:
        field = models.UUIDField("random name", default=uuid.uuid4, unique=True, editable=False)
        super().__init__(model_name, "token", field)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = schema_editor.quote_name(to_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        schema_editor.execute(f"ALTER TABLE {table} ADD token uuid NOT NULL UNIQUE DEFAULT gen_random_uuid()")
        schema_editor.execute(f"ALTER TABLE {table} ALTER token DROP DEFAULT")


class SealField(migrations.AlterField):
    """Takes the place of a plain column; backwards the same with the two fields exchanged."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        old, new = (state.apps.get_model(app_label, self.model_name) for state in (from_state, to_state))
        table, column = old._meta.db_table, old._meta.get_field(self.name).column
        anew = copy.copy(new._meta.get_field(self.name))
        anew.default = b"" if _is_sealed(anew) else anew.get_default()
        anew.column = f"{column}_anew"
        schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} DISABLE TRIGGER USER")
        schema_editor.add_field(new, anew)
        self._carry(schema_editor, old, new, anew.column)
        # A row that was changed twice in one migration has links that wait to be looked at.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.remove_field(old, old._meta.get_field(self.name))
        schema_editor.execute(f"ALTER TABLE {table} RENAME COLUMN {anew.column} TO {column}")
        schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} ENABLE TRIGGER USER")

    def _carry(self, schema_editor: Any, old: Any, new: Any, anew: str) -> None:
        """What stands in the column, some rows after the others."""
        before, after = old._meta.get_field(self.name), new._meta.get_field(self.name)
        sealed, is_back = (before, True) if _is_sealed(before) else (after, False)
        table, asked = old._meta.db_table, before.column if is_back else f"{before.column}::text"
        empty = (b"", "", "{}", "[]") if before.get_internal_type() == "JSONField" else (b"", "")
        select = f"SELECT id, {sealed.bound_to}, {asked} FROM {table} WHERE id > %s ORDER BY id LIMIT {AT_ONCE}"
        turned, last = _plain if is_back else _sealed, 0
        with schema_editor.connection.cursor() as cursor:
            while rows := _read(cursor, select, last):
                last = rows[-1][0]
                values = [(turned(sealed, *row[1:]), row[0]) for row in rows if row[2] not in empty]
                cursor.executemany(f"UPDATE {table} SET {anew} = %s WHERE id = %s", values)


def _read(cursor: Any, select: str, last: int) -> list[Any]:
    cursor.execute(select, [last])
    return cursor.fetchall()


def _is_sealed(field: Any) -> bool:
    return isinstance(field, SealedTextField)


def _sealed(field: Any, bound_to: Any, words: str) -> bytes:
    if not has_key():
        raise KeyMissingError("Set PORTAL_FILE_KEY first: from this version on more texts are encrypted with it.")
    return encrypt(words.encode(), about=field.about(bound_to))


def _plain(field: Any, bound_to: Any, held: bytes) -> str:
    return decrypt(held, about=field.about(bound_to)).decode()
