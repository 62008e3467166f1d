"""Assessments by area of life, and support plans with goals."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("assessment", "client_id", "client", "CASCADE"),
    ("need", "client_id", "client", "CASCADE"),
    ("need", "assessment_id", "assessment", "CASCADE"),
    ("supportplan", "client_id", "client", "NO ACTION"),
    ("supportplan", "case_id", "case", "NO ACTION"),
    ("goal", "client_id", "client", "NO ACTION"),
    ("goal", "plan_id", "supportplan", "CASCADE"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0015_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_on', models.DateField(verbose_name='day')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ['-made_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('residence', 'Residence and papers'), ('language', 'German and courses'), ('work', 'Work and training'), ('school', 'School and childcare'), ('housing', 'Housing'), ('money', 'Money and benefits'), ('debts', 'Debts'), ('health', 'Health'), ('family', 'Family and children'), ('legal', 'Legal questions'), ('social', 'Neighbours, friends, leisure'), ('safety', 'Safety and protection')], max_length=20, verbose_name='area')),
                ('level', models.PositiveSmallIntegerField(choices=[(0, 'no need'), (1, 'some need'), (2, 'high need'), (3, 'urgent')], verbose_name='level')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='in short')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='counselling.assessment', verbose_name='assessment')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
            },
        ),
        migrations.CreateModel(
            name='SupportPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('status', models.CharField(choices=[('draft', 'being written'), ('signed', 'in force'), ('ended', 'ended')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='looked at again on')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ended on')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='counselling.case', verbose_name='case')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'support plan',
                'verbose_name_plural': 'support plans',
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(choices=[('residence', 'Residence and papers'), ('language', 'German and courses'), ('work', 'Work and training'), ('school', 'School and childcare'), ('housing', 'Housing'), ('money', 'Money and benefits'), ('debts', 'Debts'), ('health', 'Health'), ('family', 'Family and children'), ('legal', 'Legal questions'), ('social', 'Neighbours, friends, leisure'), ('safety', 'Safety and protection')], max_length=20, verbose_name='area')),
                ('wish', models.CharField(max_length=300, verbose_name='goal')),
                ('indicator', models.CharField(blank=True, max_length=200, verbose_name='reached when')),
                ('client_does', models.TextField(blank=True, max_length=500, verbose_name='what the person does')),
                ('we_do', models.TextField(blank=True, max_length=500, verbose_name='what the counselling centre does')),
                ('others_do', models.TextField(blank=True, max_length=500, verbose_name='who else helps')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('state', models.CharField(choices=[('open', 'open'), ('reached', 'reached'), ('partly', 'partly reached'), ('dropped', 'dropped')], default='open', editable=False, max_length=10, verbose_name='state')),
                ('state_on', models.DateField(blank=True, null=True, verbose_name='state of')),
                ('state_note', models.CharField(blank=True, max_length=200, verbose_name='remark')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='counselling.supportplan', verbose_name='support plan')),
            ],
            options={
                'verbose_name': 'goal',
                'verbose_name_plural': 'goals',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['client', '-made_on'], name='counselling_assessment_course'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_assessment_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.UniqueConstraint(fields=('assessment', 'area'), name='counselling_need_one_per_area'),
        ),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(('level__lte', 3)), name='counselling_need_level', violation_error_message='Choose a level from the list.'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_supportplan_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.UniqueConstraint(fields=('case', 'version'), name='counselling_supportplan_version'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('case',), name='counselling_supportplan_one_draft', violation_error_message='A plan of this case is being written already.'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'signed')), fields=('case',), name='counselling_supportplan_one_in_force', violation_error_message='A plan of this case is in force already.'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on', None), ('signed_on', None), ('status', 'draft')), models.Q(('ended_on', None), ('signed_on__isnull', False), ('status', 'signed')), models.Q(('ended_on__isnull', False), ('signed_on__isnull', False), ('status', 'ended')), _connector='OR'), name='counselling_supportplan_days_fit_state', violation_error_message='A plan in force has a day of signing, one that ended its end.'),
        ),
        migrations.AddConstraint(
            model_name='supportplan',
            constraint=models.CheckConstraint(condition=models.Q(('review_on', None), ('signed_on', None), ('review_on__gte', models.F('signed_on')), _connector='OR'), name='counselling_supportplan_review_after_signing', violation_error_message='A plan is looked at again after it was signed.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('wish', ''), _negated=True), name='counselling_goal_has_words', violation_error_message='Write down the goal.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('due_on', None), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='counselling_goal_ends_after_start', violation_error_message='The goal ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), ('state_on', None)), models.Q(models.Q(('state', 'open'), _negated=True), ('state_on__isnull', False)), _connector='OR'), name='counselling_goal_state_with_day', violation_error_message='Say on which day the goal was reached or dropped.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
