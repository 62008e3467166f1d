"""Bulk actions and mails to several volunteers."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ("volunteers", "0013_matching_run"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('step', 'Next step'), ('pause', 'Pause')], max_length=8, verbose_name='kind')),
                ('done_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='done at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'bulk action',
                'verbose_name_plural': 'bulk actions',
                'ordering': ['-done_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='statuschange',
            name='bulk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='steps', to='volunteers.bulkact', verbose_name='bulk action'),
        ),
        migrations.CreateModel(
            name='BulkMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=120, verbose_name='subject')),
                ('text', models.TextField(max_length=5000, verbose_name='text')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='random name')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent at')),
                ('count', models.PositiveIntegerField(default=0, editable=False, verbose_name='recipients')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to='volunteers.companiongroup', verbose_name='group')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'mail to several people',
                'verbose_name_plural': 'mails to several people',
                'ordering': ['-sent_at', '-pk'],
                'permissions': [('send_bulk_mail', 'Write to several volunteers at once')],
            },
        ),
        migrations.CreateModel(
            name='BulkMailRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='volunteers.bulkmail', verbose_name='mail')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bulk_mails', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'mail to several people',
                'verbose_name_plural': 'mails to several people',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('mail', 'volunteer'), name='volunteers_bulk_mail_once_each')],
            },
        ),
        one_programme("bulkmailrecipient", "volunteer_id", "volunteer"),
    ]
