"""Appointments, and the calendars that they are booked in."""

import counselling.models.ranges
import counselling.rules.appointment
import datetime
import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import ibs_portal.languages
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (("appointment", "client_id", "client", "CASCADE"),)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0012_households'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('channel', models.CharField(choices=[('in_person', 'in person'), ('phone', 'by phone'), ('video', 'by video')], default='in_person', max_length=10, verbose_name='channel')),
                ('name', models.CharField(blank=True, help_text='Of somebody without a file.', max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=ibs_portal.languages.language_choices, default='de', max_length=8, verbose_name='language of the talk')),
                ('contact_language', models.CharField(choices=ibs_portal.languages.site_language_choices, default='de', max_length=12, verbose_name='language of letters')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('needs_interpreter', models.BooleanField(default=False, verbose_name='needs an interpreter')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='message')),
                ('state', models.CharField(choices=[('booked', 'booked'), ('came', 'came'), ('missed', 'did not come'), ('cancelled_person', 'cancelled by the person'), ('cancelled_house', 'cancelled by us')], default='booked', max_length=20, verbose_name='state')),
                ('cancel_reason', models.CharField(blank=True, choices=[('staff_away', 'Your counsellor is not in on that day.'), ('closed', 'The counselling centre is closed on that day.'), ('interpreter', 'There is no interpreter on that day.'), ('agreed', 'You have agreed on it with us.'), ('other', 'Something came up at short notice.')], max_length=20, verbose_name='why cancelled')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended at')),
                ('moved_from', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='moved from')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminded')),
                ('reference', models.CharField(default=counselling.rules.appointment.new_reference, editable=False, max_length=12, unique=True, verbose_name='reference number')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.centre', verbose_name='centre')),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('ended_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.staffmember', verbose_name='with')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'appointment',
                'verbose_name_plural': 'appointments',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['controller', 'starts_at'], name='counselling_appointment_day'), models.Index(condition=models.Q(('state', 'booked')), fields=['starts_at'], name='counselling_appointment_coming')],
                'constraints': [models.UniqueConstraint(fields=('id', 'controller'), name='counselling_appointment_id_controller'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['booked', 'came', 'missed'])), expressions=[('staff', '='), (counselling.models.ranges.MomentRange('starts_at', 'ends_at'), '&&')], name='counselling_appointment_one_at_a_time', violation_error_message='There is already an appointment at this time.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at__lte', django.db.models.expressions.CombinedExpression(models.F('starts_at'), '+', models.Value(datetime.timedelta(seconds=14400))))), name='counselling_appointment_length', violation_error_message='An appointment lasts from 5 to 240 minutes.'), models.CheckConstraint(condition=models.Q(models.Q(('client', None), models.Q(('name', ''), _negated=True)), models.Q(('client__isnull', False), ('name', '')), _connector='OR'), name='counselling_appointment_file_or_name', violation_error_message='Choose a person with a file, or enter a name.'), models.CheckConstraint(condition=models.Q(('created_by__isnull', False), models.Q(('email', ''), ('phone', ''), _negated=True), _connector='OR'), name='counselling_appointment_reachable', violation_error_message='Give an e-mail address or a phone number.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'booked')), models.Q(models.Q(('state', 'booked'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='counselling_appointment_end_has_time', violation_error_message='An appointment that is over says since when.'), models.CheckConstraint(condition=models.Q(('cancel_reason', ''), ('state', 'cancelled_house'), _connector='OR'), name='counselling_appointment_reason_of_house', violation_error_message='Only what we cancel ourselves has a reason of ours.')],
            },
        ),
        migrations.CreateModel(
            name='BookingCalendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_bookable', models.BooleanField(default=True, verbose_name='the public can book')),
                ('slot_minutes', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(10), django.core.validators.MaxValueValidator(120)], verbose_name='minutes of an appointment')),
                ('feed_number', models.PositiveIntegerField(default=0, editable=False, verbose_name="number of the feed's address")),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='employer')),
                ('staff', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar', to='counselling.staffmember', verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'booking calendar',
                'verbose_name_plural': 'booking calendars',
                'constraints': [models.CheckConstraint(condition=models.Q(('slot_minutes__range', (10, 120))), name='counselling_bookingcalendar_minutes', violation_error_message='An appointment takes from 10 to 120 minutes.')],
            },
        ),
        migrations.CreateModel(
            name='ConsultationWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                ('opens', models.TimeField(verbose_name='from')),
                ('closes', models.TimeField(verbose_name='until')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='employer')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='counselling.staffmember', verbose_name='staff member')),
            ],
            options={
                'verbose_name': 'consultation hours',
                'verbose_name_plural': 'consultation hours',
                'ordering': ['staff', 'weekday', 'opens'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='counselling_consultationwindow_times_in_order', violation_error_message='Enter both times, the earlier one first.'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='counselling_consultationwindow_weekday', violation_error_message='A week has seven days, counted from 0 to 6.')],
            },
        ),
        *(one_controller(*key) for key in KEYS),
    ]
