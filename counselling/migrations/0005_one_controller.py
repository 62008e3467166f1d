"""A row of a file has one controller with all that it belongs to: foreign keys over both columns say so.

They act on deletion as the models say. Django knows no such keys, so they stand here. Notes learn their client
and case, which the rules of the database ask for on each row.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from ibs_portal.database.keys import one_controller

# child, column, parent, what happens to the child when its parent goes
KEYS = (
    ("clientname", "client_id", "client", "CASCADE"),
    ("case", "client_id", "client", "NO ACTION"),
    ("caseevent", "client_id", "client", "CASCADE"),
    ("caseevent", "case_id", "case", "CASCADE"),
    ("contact", "client_id", "client", "NO ACTION"),
    ("contact", "case_id", "case", "NO ACTION"),
    ("contacttopic", "contact_id", "contact", "CASCADE"),
    ("contactnote", "contact_id", "contact", "CASCADE"),
    ("contactnote", "client_id", "client", "NO ACTION"),
    ("contactnote", "case_id", "case", "NO ACTION"),
    ("followup", "client_id", "client", "CASCADE"),
    ("followup", "case_id", "case", "NO ACTION"),
    ("followup", "contact_id", "contact", "SET NULL (contact_id)"),
)
FILL_NOTES = [
    """
    UPDATE counselling_contactnote note SET client_id = contact.client_id, case_id = contact.case_id
    FROM counselling_contact contact WHERE contact.id = note.contact_id
    """,
    "SET CONSTRAINTS ALL IMMEDIATE",
]


def link(model: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=f"counselling.{model}",
        verbose_name=model,
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("counselling", "0004_public_names")]
    operations = [
        migrations.AddField("contactnote", "client", link("client", null=True)),
        migrations.AddField("contactnote", "case", link("case", null=True, blank=True)),
        migrations.RunSQL(FILL_NOTES, migrations.RunSQL.noop),
        migrations.AlterField("contactnote", "client", link("client")),
        migrations.AlterField(
            "contact",
            "token",
            models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="number of the form"),
        ),
        migrations.AddConstraint(
            "contact",
            models.UniqueConstraint(fields=("controller", "token"), name="counselling_contact_token"),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
