"""Files that only the head, whoever leads a case of the person and the deputy know of."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0024_notes_follow_contacts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='client',
            options={'permissions': [('find_client', "Can find a client's name and language"), ('view_client_file', 'Can read client files of the own organisation'), ('create_client', 'Can create a client file'), ('view_restricted_file', 'Can see and restrict any file of the own organisation')], 'verbose_name': 'client', 'verbose_name_plural': 'clients'},
        ),
        migrations.AddField(
            model_name='client',
            name='is_restricted',
            field=models.BooleanField(default=False, editable=False, verbose_name='restricted'),
        ),
        migrations.AddField(
            model_name='client',
            name='restriction_reason',
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it is restricted'),
        ),
        migrations.AddIndex(
            model_name='client',
            index=models.Index(condition=models.Q(('is_restricted', True)), fields=['controller'], name='counselling_client_restricted'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_restricted', False), ('restriction_reason', '')), models.Q(('is_restricted', True), models.Q(('restriction_reason', ''), _negated=True)), _connector='OR'), name='counselling_client_restricted_with_reason', violation_error_message='Say why the file is restricted.'),
        ),
    ]
