"""Files shown to another controller, and notes opened in an emergency."""

import counselling.models.ranges
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (("disclosure", "client_id", "client", "CASCADE"), ("breakglass", "client_id", "client", "CASCADE"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0005_one_controller'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('expires_at', models.DateTimeField(editable=False, verbose_name='open until')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'opening of notes',
                'verbose_name_plural': 'openings of notes',
                'ordering': ['-opened_at', '-pk'],
                'permissions': [('open_notes', 'Can open the notes of a file with a typed reason')],
                'indexes': [models.Index(fields=['user', '-expires_at'], name='counselling_breakglass_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('opened_at')), ('expires_at__lte', django.db.models.expressions.CombinedExpression(models.F('opened_at'), '+', models.Value(datetime.timedelta(seconds=28800))))), name='counselling_breakglass_hours', violation_error_message='Notes are opened for eight hours at most.'), models.CheckConstraint(condition=django.db.models.lookups.GreaterThanOrEqual(django.db.models.functions.text.Length(django.db.models.functions.text.Trim('reason')), 10), name='counselling_breakglass_reason', violation_error_message='Say why, in ten characters or more.')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('consent', 'consent of the person, released from confidentiality (Art. 6(1)(a), 9(2)(a) GDPR)'), ('duty', 'legal duty or task of the authority (Art. 6(1)(c), (e) GDPR)'), ('vital', 'danger to life or health (Art. 6(1)(d) GDPR)')], max_length=10, verbose_name='legal basis')),
                ('scope', models.CharField(choices=[('file', 'the file with contacts and follow-ups'), ('facts', 'facts and cases, no contacts')], max_length=10, verbose_name='what is shown')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disclosures', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='shown to')),
                ('withdrawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'disclosure',
                'verbose_name_plural': 'disclosures',
                'ordering': ['-starts_on', '-pk'],
                'permissions': [('disclose_file', 'Can show any file of the own organisation to another controller')],
                'constraints': [models.CheckConstraint(condition=models.Q(('recipient', models.F('controller')), _negated=True), name='counselling_disclosure_to_another', violation_error_message='Your own organisation has the file already.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('ends_on__lte', django.db.models.expressions.CombinedExpression(models.F('starts_on'), '+', models.Value(datetime.timedelta(days=731))))), name='counselling_disclosure_ends', violation_error_message='A disclosure ends after it began, and within two years.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='counselling_disclosure_has_reason', violation_error_message='Say why.'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='counselling_disclosure_withdrawn_by_somebody', violation_error_message='Whoever withdraws a disclosure is named.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None)), expressions=[('client', '='), ('recipient', '='), (counselling.models.ranges.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='counselling_disclosure_no_overlap', violation_error_message='This file is already shown to this organisation on some of these days.')],
            },
        ),
        *(one_controller(*key) for key in KEYS),
    ]
