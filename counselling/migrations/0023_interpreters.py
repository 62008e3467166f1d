"""Interpreters: services with their closures, and what is asked of them."""

import counselling.rules.appointment
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import ibs_portal.languages
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("interpreterrequest", "client_id", "client", "CASCADE"),
    ("interpreterrequest", "appointment_id", "appointment", "CASCADE"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0022_released_figures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InterpreterService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, help_text='What it can send.', size=None, verbose_name='languages')),
                ('email', models.EmailField(blank=True, help_text='Orders go there.', max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('lead_days', models.PositiveSmallIntegerField(default=3, help_text='So many working days before the appointment it is ordered.', verbose_name='working days before')),
                ('federal_state', models.CharField(choices=[('SN', 'Saxony'), ('NI', 'Lower Saxony')], default='SN', max_length=2, verbose_name='public holidays of')),
                ('note', models.CharField(blank=True, help_text='For example: hours, who pays.', max_length=300, verbose_name='note')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting.', verbose_name='in use')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
            ],
            options={
                'verbose_name': 'interpreter service',
                'verbose_name_plural': 'interpreter services',
                'ordering': ['order', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('languages__contained_by', ['de', 'en', 'ar', 'fa', 'prs', 'ps', 'ckb', 'kmr', 'uk', 'ru', 'tr', 'ti', 'am', 'so', 'vi', 'ro', 'pl', 'cs', 'sk', 'hu', 'bg', 'sr', 'hr', 'bs', 'sq', 'mk', 'it', 'es', 'pt', 'fr', 'el', 'hi', 'ur', 'pa', 'ml', 'ta', 'te', 'bn', 'ne', 'my', 'th', 'fil', 'id', 'zh', 'ja', 'ko', 'ka', 'hy', 'az', 'uz', 'kk', 'tg', 'mn', 'sw', 'ha', 'yo', 'ig', 'rw', 'ln', 'wo', 'ff', 'om', 'aa', 'he', 'rom', 'sgn'])), name='counselling_interpreterservice_languages', violation_error_message='Choose languages from the list.'), models.CheckConstraint(condition=models.Q(('lead_days__lte', 30)), name='counselling_interpreterservice_lead', violation_error_message='At most thirty working days before.')],
            },
        ),
        migrations.CreateModel(
            name='InterpreterRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=ibs_portal.languages.language_choices, max_length=8, verbose_name='language')),
                ('kind', models.CharField(choices=[('in_person', 'in person'), ('phone', 'by phone'), ('video', 'by video')], default='in_person', max_length=10, verbose_name='kind')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='minutes')),
                ('place', models.CharField(blank=True, help_text='Empty: the counselling centre.', max_length=200, verbose_name='place')),
                ('note', models.CharField(blank=True, help_text='No names and nothing about the person.', max_length=300, verbose_name='message to the service')),
                ('state', models.CharField(choices=[('needed', 'to be ordered'), ('ordered', 'ordered'), ('confirmed', 'confirmed'), ('refused', 'refused'), ('cancelled', 'cancelled'), ('done', 'done')], default='needed', max_length=10, verbose_name='state')),
                ('ordered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ordered at')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed')),
                ('reference', models.CharField(default=counselling.rules.appointment.new_reference, editable=False, max_length=12, unique=True, verbose_name='reference number')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='interpreters', to='counselling.appointment', verbose_name='appointment')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.centre', verbose_name='centre')),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.interpreterservice', verbose_name='interpreter service')),
            ],
            options={
                'verbose_name': 'interpreter request',
                'verbose_name_plural': 'interpreter requests',
                'ordering': ['starts_at', 'pk'],
                'indexes': [models.Index(fields=['controller', 'starts_at'], name='counselling_interpreter_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('appointment',), name='counselling_interpreterrequest_one_live', violation_error_message='There is already an interpreter request for this appointment.'), models.CheckConstraint(condition=models.Q(('minutes__range', (10, 480))), name='counselling_interpreterrequest_minutes', violation_error_message='An interpreter comes for 10 to 480 minutes.'), models.CheckConstraint(condition=models.Q(('state', 'needed'), ('state', 'cancelled'), ('ordered_at__isnull', False), _connector='OR'), name='counselling_interpreterrequest_ordered_when', violation_error_message='What is ordered says since when.')],
            },
        ),
        migrations.CreateModel(
            name='InterpreterClosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='counselling.interpreterservice', verbose_name='interpreter service')),
            ],
            options={
                'verbose_name': 'closure of a service',
                'verbose_name_plural': 'closures of a service',
                'ordering': ['starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='counselling_interpreterclosure_ends_after_start', violation_error_message='The last day is before the first.')],
            },
        ),
        *(one_controller(*key) for key in KEYS),
    ]
