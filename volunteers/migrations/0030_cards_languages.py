from django.db import migrations


class Migration(migrations.Migration):
    """The languages both speak come by the same function; ``migrate`` makes it anew."""

    dependencies = [("volunteers", "0029_cards")]

    operations = [migrations.RunSQL("DROP FUNCTION IF EXISTS volunteers_cards()", migrations.RunSQL.noop)]
