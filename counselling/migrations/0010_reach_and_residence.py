"""How a person may be reached, what she speaks and how well, and a residence status where it is needed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (("residence", "client_id", "client", "CASCADE"),)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0009_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Residence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asylum_procedure', 'asylum procedure (Aufenthaltsgestattung)'), ('tolerated', 'tolerated stay (Duldung)'), ('temporary_protection', 'temporary protection (§ 24)'), ('permit', 'residence permit, limited (Aufenthaltserlaubnis)'), ('settled', 'settlement permit or EU long-term residence'), ('eu', 'freedom of movement (EU)'), ('visa', 'visa'), ('unclear', 'unclear or without papers')], max_length=30, verbose_name='residence status')),
                ('purpose', models.CharField(max_length=200, verbose_name='why it is recorded')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded')),
            ],
            options={
                'verbose_name': 'residence status',
                'verbose_name_plural': 'residence statuses',
            },
        ),
        migrations.AddField(
            model_name='client',
            name='email',
            field=models.EmailField(blank=True, max_length=120, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='client',
            name='is_address_unsafe',
            field=models.BooleanField(default=False, verbose_name='do not contact at this address'),
        ),
        migrations.AddField(
            model_name='client',
            name='mother_tongues',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None, verbose_name='mother tongue'),
        ),
        migrations.AddField(
            model_name='client',
            name='needs_interpreter',
            field=models.BooleanField(default=False, verbose_name='needs language mediation'),
        ),
        migrations.AddField(
            model_name='client',
            name='preferred_time',
            field=models.CharField(blank=True, max_length=80, verbose_name='best time'),
        ),
        migrations.AddField(
            model_name='client',
            name='preferred_way',
            field=models.CharField(blank=True, choices=[('call', 'call'), ('message', 'leave a message'), ('text', 'text message'), ('email', 'e-mail'), ('letter', 'letter')], max_length=10, verbose_name='preferred way'),
        ),
        migrations.AddField(
            model_name='client',
            name='reach_note',
            field=models.CharField(blank=True, max_length=120, verbose_name='to be minded'),
        ),
        migrations.AddField(
            model_name='client',
            name='safe_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'call'), ('message', 'leave a message'), ('text', 'text message'), ('email', 'e-mail'), ('letter', 'letter')], max_length=10), blank=True, default=list, size=None, verbose_name='we may'),
        ),
        migrations.AddField(
            model_name='client',
            name='speaks_some',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None, verbose_name='speaks some'),
        ),
        migrations.AddField(
            model_name='client',
            name='speaks_well',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, default=list, size=None, verbose_name='speaks well'),
        ),
        migrations.AddField(
            model_name='client',
            name='unsafe_ways',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('call', 'call'), ('message', 'leave a message'), ('text', 'text message'), ('email', 'e-mail'), ('letter', 'letter')], max_length=10), blank=True, default=list, size=None, verbose_name='we must not'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('mother_tongues__contained_by', models.F('languages'))), name='counselling_client_mother_tongues', violation_error_message='Choose languages from the list.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('speaks_well__contained_by', models.F('languages'))), name='counselling_client_speaks_well', violation_error_message='Choose languages from the list.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('speaks_some__contained_by', models.F('languages'))), name='counselling_client_speaks_some', violation_error_message='Choose languages from the list.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mother_tongues__overlap', models.F('speaks_well')), _negated=True), models.Q(('mother_tongues__overlap', models.F('speaks_some')), _negated=True), models.Q(('speaks_well__overlap', models.F('speaks_some')), _negated=True)), name='counselling_client_one_level', violation_error_message='Each language has one level.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('safe_ways__contained_by', ['call', 'message', 'text', 'email', 'letter']), ('unsafe_ways__contained_by', ['call', 'message', 'text', 'email', 'letter'])), name='counselling_client_ways', violation_error_message='Choose from the ways to get in touch.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('safe_ways__overlap', models.F('unsafe_ways')), _negated=True), name='counselling_client_ways_apart', violation_error_message='The same way cannot be both allowed and forbidden.'),
        ),
        migrations.AddConstraint(
            model_name='client',
            constraint=models.CheckConstraint(condition=models.Q(('preferred_way', ''), models.Q(('unsafe_ways__contains', [models.F('preferred_way')]), _negated=True), _connector='OR'), name='counselling_client_preferred_way_is_safe', violation_error_message='The preferred way is among those that are forbidden.'),
        ),
        migrations.AddField(
            model_name='residence',
            name='client',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='residence', to='counselling.client', verbose_name='client'),
        ),
        migrations.AddField(
            model_name='residence',
            name='controller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller'),
        ),
        migrations.AddField(
            model_name='residence',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by'),
        ),
        migrations.AddConstraint(
            model_name='residence',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='counselling_residence_has_purpose', violation_error_message='Say what the residence status is needed for.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
