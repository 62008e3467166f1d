"""Contacts can be corrected and put into a file later; notes get additions, each of one controller with its note."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("noteaddendum", "note_id", "contactnote", "CASCADE"),
    ("noteaddendum", "client_id", "client", "NO ACTION"),
    ("noteaddendum", "case_id", "case", "NO ACTION"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0014_referrals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoteAddendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=4000, verbose_name='addition')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
            ],
            options={
                'verbose_name': 'addition to a note',
                'verbose_name_plural': 'additions to notes',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='contact',
            name='attached_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put into the file'),
        ),
        migrations.AddField(
            model_name='contact',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('attached_at', None), ('client__isnull', False), _connector='OR'), name='counselling_contact_attached_has_client', violation_error_message='A contact that was put into a file has a client.'),
        ),
        migrations.AddConstraint(
            model_name='contactnote',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_contactnote_id_controller'),
        ),
        migrations.AddField(
            model_name='noteaddendum',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author'),
        ),
        migrations.AddField(
            model_name='noteaddendum',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.case', verbose_name='case'),
        ),
        migrations.AddField(
            model_name='noteaddendum',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.client', verbose_name='client'),
        ),
        migrations.AddField(
            model_name='noteaddendum',
            name='controller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller'),
        ),
        migrations.AddField(
            model_name='noteaddendum',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addenda', to='counselling.contactnote', verbose_name='note'),
        ),
        migrations.AddConstraint(
            model_name='noteaddendum',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='counselling_noteaddendum_not_empty', violation_error_message='An addition has a text.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
