"""Names on the team page are a text of their own: the public may not look at accounts."""

from django.db import migrations, models

KEEP_CONSENT = """
UPDATE counselling_staffmember SET public_name = account.name
FROM accounts_user account WHERE account.id = user_id AND is_name_public
"""
BACK = "UPDATE counselling_staffmember SET is_name_public = public_name <> ''"


class Migration(migrations.Migration):
    dependencies = [("counselling", "0003_birth_dates")]
    operations = [
        migrations.AddField(
            model_name="staffmember",
            name="public_name",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Only with the person's consent; empty the field if it is taken back.",
                max_length=150,
                verbose_name="name on the website",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(KEEP_CONSENT, BACK),
        migrations.RemoveField(model_name="staffmember", name="is_name_public"),
    ]
