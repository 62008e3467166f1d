"""Runs of matching with their proposals, and the weights of a programme."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0012_way'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchingRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started at')),
                ('weights', models.JSONField(help_text='The points of each term as they were in this run.', verbose_name='weights')),
                ('needs', models.PositiveIntegerField(verbose_name='open needs')),
                ('places', models.PositiveIntegerField(verbose_name='free places')),
                ('matched', models.PositiveIntegerField(verbose_name='proposals')),
                ('score', models.PositiveIntegerField(verbose_name='total of points')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matching_runs', to='volunteers.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'run of matching',
                'verbose_name_plural': 'runs of matching',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='MatchingProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(verbose_name='score')),
                ('reasons', models.JSONField(blank=True, default=list, help_text='The terms of the score as codes.', verbose_name='reasons')),
                ('fixed_at', models.DateTimeField(blank=True, null=True, verbose_name='fixed at')),
                ('fixed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='fixed by')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='volunteers.matchneed', verbose_name='need')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
                ('volunteer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='volunteers.volunteer', verbose_name='volunteer')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='volunteers.matchingrun', verbose_name='run of matching')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ['run', '-score', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MatchingWeights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.JSONField(help_text='The most points of each term; together 1000.', verbose_name='points')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='matching_weights', to='volunteers.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'weights of matching',
                'verbose_name_plural': 'weights of matching',
            },
        ),
        migrations.AddConstraint(
            model_name='matchingrun',
            constraint=models.CheckConstraint(condition=models.Q(('matched__lte', models.F('needs'))), name='volunteers_matchingrun_matched', violation_error_message='There are not more proposals than needs.'),
        ),
        migrations.AddConstraint(
            model_name='matchingrun',
            constraint=models.UniqueConstraint(fields=('id', 'programme'), name='volunteers_matchingrun_in_programme'),
        ),
        migrations.AddConstraint(
            model_name='matchingproposal',
            constraint=models.UniqueConstraint(fields=('run', 'need'), name='volunteers_matchingproposal_one_per_need', violation_error_message='A run proposes one volunteer for each need.'),
        ),
        migrations.AddConstraint(
            model_name='matchingproposal',
            constraint=models.CheckConstraint(condition=models.Q(('score__lte', 1000)), name='volunteers_matchingproposal_score', violation_error_message='A score lies between 0 and 1000.'),
        ),
        one_programme("matchingproposal", "run_id", "matchingrun"),
        one_programme("matchingproposal", "need_id", "matchneed"),
        one_programme("matchingproposal", "volunteer_id", "volunteer"),
    ]
