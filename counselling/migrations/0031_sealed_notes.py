"""Notes, additions to them and residence are encrypted in their columns; what is there already is encrypted here."""

import uuid

import ibs_portal.privacy.sealed_text
from django.db import migrations, models

from ibs_portal.privacy.encryption import KeyMissingError, decrypt, encrypt, has_key

# table, model, column, label, length
TEXTS = (
    ("contactnote", "ContactNote", "text", "note", 4000),
    ("noteaddendum", "NoteAddendum", "text", "addition", 4000),
    ("residence", "Residence", "status", "residence status", 30),
    ("residence", "Residence", "purpose", "why it is recorded", 200),
)
MODELS = ("contactnote", "noteaddendum", "residence")
STATUSES = [
    ("asylum_procedure", "asylum procedure (Aufenthaltsgestattung)"),
    ("tolerated", "tolerated stay (Duldung)"),
    ("temporary_protection", "temporary protection (§ 24)"),
    ("permit", "residence permit, limited (Aufenthaltserlaubnis)"),
    ("settled", "settlement permit or EU long-term residence"),
    ("eu", "freedom of movement (EU)"),
    ("visa", "visa"),
    ("unclear", "unclear or without papers"),
]
# The trail is about what people do; this is none of it.
QUIET = [f"ALTER TABLE counselling_{table} DISABLE TRIGGER USER" for table in MODELS]
AS_BEFORE = [f"ALTER TABLE counselling_{table} ENABLE TRIGGER USER" for table in MODELS]


def seal(apps, schema_editor):
    """Needs the key (``PORTAL_FILE_KEY``) as soon as there is one text."""
    for table, model, column, _label, _length in TEXTS:
        about, name = f"counselling.{table}.{column}", f"{column}_sealed"
        for pk, token, text in _rows(schema_editor, f"SELECT id, token, {column} FROM counselling_{table}"):
            if not has_key():
                raise KeyMissingError("Set PORTAL_FILE_KEY first: from this version on notes are encrypted with it.")
            held = encrypt(text.encode(), about=f"{about} {token}")
            schema_editor.execute(f"UPDATE counselling_{table} SET {name} = %s WHERE id = %s", [held, pk])


def unseal(apps, schema_editor):
    for table, model, column, _label, _length in TEXTS:
        about, name = f"counselling.{table}.{column}", f"{column}_sealed"
        for pk, token, held in _rows(schema_editor, f"SELECT id, token, {name} FROM counselling_{table}"):
            text = decrypt(held, about=f"{about} {token}").decode()
            schema_editor.execute(f"UPDATE counselling_{table} SET {column} = %s WHERE id = %s", [text, pk])


def _rows(schema_editor, query):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def token(model: str) -> list:
    """A random name for each row, the ones that are there included."""
    words = {"default": uuid.uuid4, "editable": False, "verbose_name": "random name"}
    return [
        migrations.AddField(model, "token", models.UUIDField(null=True, **words)),
        migrations.RunSQL(
            [f"UPDATE counselling_{model} SET token = gen_random_uuid()", "SET CONSTRAINTS ALL IMMEDIATE"],
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(model, "token", models.UUIDField(unique=True, **words)),
    ]


def plain(column: str, label: str, length: int) -> models.Field:
    if column == "text":
        return models.TextField(max_length=length, default="", verbose_name=label)
    return models.CharField(max_length=length, default="", verbose_name=label)


def sealed(column: str, label: str, length: int) -> models.Field:
    more = {"choices": STATUSES} if column == "status" else {}
    return ibs_portal.privacy.sealed_text.SealedTextField(
        bound_to="token", editable=True, max_length=length, verbose_name=label, **more
    )


def not_empty(model: str, column: str, name: str, words: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q((column, b""), _negated=True), name=name, violation_error_message=words
    )


CONSTRAINTS = (
    ("contactnote", "text", "counselling_contactnote_not_empty", "A note has a text."),
    ("noteaddendum", "text", "counselling_noteaddendum_not_empty", "An addition has a text."),
    ("residence", "purpose", "counselling_residence_has_purpose", "Say what the residence status is needed for."),
)


class Migration(migrations.Migration):
    dependencies = [("counselling", "0030_waiting_times")]
    operations = [
        migrations.RunSQL(QUIET, AS_BEFORE),
        *(operation for model in MODELS for operation in token(model)),
        *(
            migrations.AddField(table, f"{column}_sealed", models.BinaryField(default=b""))
            for table, _model, column, _label, _length in TEXTS
        ),
        # Back again the words are written before the sealed columns go.
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        *(migrations.RemoveConstraint(model, name) for model, _column, name, _words in CONSTRAINTS),
        *(
            migrations.AlterField(table, column, plain(column, label, length))
            for table, _model, column, label, length in TEXTS
        ),
        migrations.RunSQL(migrations.RunSQL.noop, "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RunPython(migrations.RunPython.noop, unseal),
        *(migrations.RemoveField(table, column) for table, _model, column, _label, _length in TEXTS),
        *(
            migrations.RenameField(table, f"{column}_sealed", column)
            for table, _model, column, _label, _length in TEXTS
        ),
        *(
            migrations.AlterField(table, column, sealed(column, label, length))
            for table, _model, column, label, length in TEXTS
        ),
        *(
            migrations.AddConstraint(model, not_empty(model, column, name, words))
            for model, column, name, words in CONSTRAINTS
        ),
        migrations.RunSQL(AS_BEFORE, QUIET),
    ]
