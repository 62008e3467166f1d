"""Steps of volunteers, and certificates of conduct where a programme asks for them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ("volunteers", "0009_criteria"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='clearance_years',
            field=models.PositiveSmallIntegerField(default=5, help_text='From the day it was issued.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='certificate of conduct counts for years'),
        ),
        migrations.AddField(
            model_name='programme',
            name='needs_clearance',
            field=models.BooleanField(default=False, help_text='Nobody becomes active or is matched without one. The portal never keeps the certificate itself.', verbose_name='asks for a certificate of conduct'),
        ),
        migrations.CreateModel(
            name='ClearanceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('seen_on', models.DateField(verbose_name='seen on')),
                ('is_clear', models.BooleanField(verbose_name='nothing stands against it')),
                ('valid_until', models.DateField(verbose_name='to be renewed after')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('seen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='seen by')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'certificate of conduct',
                'verbose_name_plural': 'certificates of conduct',
                'ordering': ['-seen_on', '-pk'],
                'permissions': [('check_clearance', 'Note that a certificate of conduct was seen')],
                'constraints': [models.UniqueConstraint(fields=('volunteer', 'seen_on'), name='volunteers_clearance_once_a_day', violation_error_message='A certificate was noted for this day already.'), models.CheckConstraint(condition=models.Q(('seen_on__gte', models.F('issued_on'))), name='volunteers_clearance_order', violation_error_message='A certificate is seen after it was issued.'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('issued_on'))), name='volunteers_clearance_valid', violation_error_message='A certificate is renewed after it was issued.')],
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(choices=[('applied', 'Signed up'), ('interview', 'Interview'), ('accepted', 'Accepted'), ('trained', 'Trained'), ('active', 'Active'), ('paused', 'Pausing'), ('left', 'Left')], max_length=12, verbose_name='status before')),
                ('after', models.CharField(choices=[('applied', 'Signed up'), ('interview', 'Interview'), ('accepted', 'Accepted'), ('trained', 'Trained'), ('active', 'Active'), ('paused', 'Pausing'), ('left', 'Left')], max_length=12, verbose_name='status after')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed at')),
                ('until', models.DateField(blank=True, null=True, verbose_name='pausing until')),
                ('reason', models.CharField(blank=True, choices=[('time', 'No time any more'), ('moved', 'Moved away'), ('other_work', 'Found something else'), ('personal', 'Personal reasons'), ('no_answer', 'Does not answer any more'), ('not_suitable', 'Does not fit the programme')], max_length=20, verbose_name='reason for leaving')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'step of a volunteer',
                'verbose_name_plural': 'steps of volunteers',
                'ordering': ['-changed_at', '-pk'],
                'indexes': [models.Index(fields=['volunteer', '-changed_at'], name='volunteers_step_course')],
                'constraints': [models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='volunteers_step_is_one', violation_error_message='A step leads to another status.')],
            },
        ),
        one_programme("clearancecheck", "volunteer_id", "volunteer"),
        one_programme("statuschange", "volunteer_id", "volunteer"),
    ]
