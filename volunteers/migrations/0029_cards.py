from django.db import migrations


class Migration(migrations.Migration):
    """What one side knows of the other comes by a function that tells more; ``migrate`` makes it and the policies."""

    dependencies = [("volunteers", "0028_sealed_words")]

    operations = [
        migrations.RunSQL(
            """
            DROP FUNCTION IF EXISTS volunteers_cards();
            DROP FUNCTION IF EXISTS volunteers_own_companions() CASCADE;
            DROP FUNCTION IF EXISTS volunteers_own_accompanied() CASCADE;
            """,
            migrations.RunSQL.noop,
        )
    ]
