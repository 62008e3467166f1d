"""Requests to join groups, dates of groups, and who was there."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ("volunteers", "0017_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('place', models.CharField(max_length=160, verbose_name='place')),
                ('topic', models.CharField(blank=True, max_length=160, verbose_name='what')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dates', to='volunteers.companiongroup', verbose_name='group')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'group date',
                'verbose_name_plural': 'group dates',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked at')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='volunteers.companiongroup', verbose_name='group')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_requests', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'request to join a group',
                'verbose_name_plural': 'requests to join groups',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GroupVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('yes', 'comes'), ('no', 'does not come')], max_length=3, verbose_name='answer')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('date', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='volunteers.groupdate', verbose_name='group date')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='group_visits', to='volunteers.volunteer', verbose_name='volunteer')),
            ],
            options={
                'verbose_name': 'visit of a group date',
                'verbose_name_plural': 'visits of group dates',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='groupdate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='volunteers_group_date_order', violation_error_message='A date ends after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='grouprequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('volunteer',), name='volunteers_group_request_one_open', violation_error_message='There is already a request that waits for an answer.'),
        ),
        migrations.AddConstraint(
            model_name='grouprequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='volunteers_group_request_settled', violation_error_message='A request is open, or it has the moment of its answer.'),
        ),
        migrations.AddConstraint(
            model_name='groupvisit',
            constraint=models.UniqueConstraint(fields=('date', 'volunteer'), name='volunteers_group_visit_once'),
        ),
        migrations.AddConstraint(
            model_name='groupvisit',
            constraint=models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__lte', 720), _connector='OR'), name='volunteers_group_visit_minutes', violation_error_message='A group date lasts twelve hours at most.'),
        ),
        migrations.RunSQL(
            "ALTER TABLE volunteers_groupdate ADD CONSTRAINT volunteers_groupdate_in_programme UNIQUE (id, programme_id)",
            "ALTER TABLE volunteers_groupdate DROP CONSTRAINT volunteers_groupdate_in_programme",
        ),
        one_programme("groupdate", "group_id", "companiongroup"),
        one_programme("groupvisit", "date_id", "groupdate"),
        one_programme("groupvisit", "volunteer_id", "volunteer"),
        one_programme("grouprequest", "group_id", "companiongroup"),
        one_programme("grouprequest", "volunteer_id", "volunteer"),
    ]
