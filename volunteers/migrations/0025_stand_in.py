"""Standing in for a companion."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import volunteers.models.ranges
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0024_cohorts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('expired', 'not answered in time'), ('withdrawn', 'withdrawn'), ('ended', 'ended')], default='asked', max_length=9, verbose_name='state')),
                ('agreed_how', models.CharField(help_text='Nobody sees her phone number before she has said yes.', max_length=120, verbose_name='how the skilled worker agreed')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answered_how', models.CharField(blank=True, max_length=120, verbose_name='how it was answered')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
            ],
            options={
                'verbose_name': 'stand-in',
                'verbose_name_plural': 'stand-ins',
                'ordering': ['-starts_on', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.UniqueConstraint(fields=('id', 'volunteer'), name='volunteers_match_of_volunteer'),
        ),
        migrations.AddField(
            model_name='standin',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='standin',
            name='companion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replaced_by', to='volunteers.volunteer', verbose_name='volunteer who is away'),
        ),
        migrations.AddField(
            model_name='standin',
            name='match',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='volunteers.match', verbose_name='match'),
        ),
        migrations.AddField(
            model_name='standin',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='standin',
            name='volunteer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='volunteers.volunteer', verbose_name='volunteer who stands in'),
        ),
        migrations.AddIndex(
            model_name='standin',
            index=models.Index(fields=['volunteer', 'state'], name='volunteers_standin_mine'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('asked', 'accepted'))), expressions=[('match', '='), (volunteers.models.ranges.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(True, True)), '&&')], name='volunteers_standin_no_overlap', violation_error_message='Somebody is asked already or stands in on some of these days.'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='volunteers_standin_order', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('volunteer', models.F('companion')), _negated=True), name='volunteers_standin_somebody_else', violation_error_message='Nobody stands in for herself.'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_how', ''), _negated=True), name='volunteers_standin_worker_agreed', violation_error_message='The skilled worker is asked first.'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'declined', 'ended']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='volunteers_standin_answered', violation_error_message='An answer has a time.'),
        ),
        migrations.AddConstraint(
            model_name='standin',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_on', None)), _connector='OR'), name='volunteers_standin_ended', violation_error_message='What has ended has its last day, anything else has none.'),
        ),
        one_programme("standin", "match_id", "match"),
        one_programme("standin", "volunteer_id", "volunteer"),
        one_programme("standin", "companion_id", "volunteer"),
        migrations.RunSQL(
            "ALTER TABLE volunteers_standin ADD CONSTRAINT volunteers_standin_for_companion "
            "FOREIGN KEY (match_id, companion_id) REFERENCES volunteers_match (id, volunteer_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE volunteers_standin DROP CONSTRAINT volunteers_standin_for_companion",
        ),
    ]
