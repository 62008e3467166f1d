"""A note is of the client and the case of its contact, an addition of those of its note: by keys, wherever they move."""

from django.conf import settings
from django.db import migrations, models

# child, its link, parent, column that both have
KEYS = (
    ("contactnote", "contact_id", "contact", "client_id"),
    ("contactnote", "contact_id", "contact", "case_id"),
    ("noteaddendum", "note_id", "contactnote", "client_id"),
    ("noteaddendum", "note_id", "contactnote", "case_id"),
)


def follows(child: str, link: str, parent: str, column: str) -> migrations.RunSQL:
    """Both columns are the parent's; what is changed there is changed here, in the same statement."""
    table, name = f"counselling_{child}", f"counselling_{child}_{column.removesuffix('_id')}_of_{parent}"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({link}, {column}) REFERENCES "
        f"counselling_{parent} (id, {column}) ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0023_interpreters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('id', 'client'), name='counselling_contact_id_client'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('id', 'case'), name='counselling_contact_id_case'),
        ),
        migrations.AddConstraint(
            model_name='contactnote',
            constraint=models.UniqueConstraint(fields=('id', 'client'), name='counselling_contactnote_id_client'),
        ),
        migrations.AddConstraint(
            model_name='contactnote',
            constraint=models.UniqueConstraint(fields=('id', 'case'), name='counselling_contactnote_id_case'),
        ),
        *(follows(*key) for key in KEYS),
    ]
