"""Notes about volunteers, encrypted."""

import django.db.models.deletion
import django.utils.timezone
import ibs_portal.privacy.sealed_text
import uuid
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0005_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VolunteerNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='random name')),
                ('text', ibs_portal.privacy.sealed_text.SealedTextField(bound_to='token', editable=True, max_length=4000, verbose_name='note')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'note about a volunteer',
                'verbose_name_plural': 'notes about volunteers',
                'ordering': ['-written_at', '-pk'],
                'permissions': [('write_notes', 'Read and write notes about volunteers')],
                'indexes': [models.Index(fields=['volunteer', '-written_at'], name='volunteers_note_course')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', b''), _negated=True), name='volunteers_note_not_empty', violation_error_message='A note has a text.')],
            },
        ),
        one_programme("volunteernote", "volunteer_id", "volunteer"),
    ]
