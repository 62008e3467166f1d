"""Households with those who are advised along; two more turns of a case."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (("householdmember", "client_id", "client", "CASCADE"), ("householdmember", "household_id", "household", "CASCADE"))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0011_team_week'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('opened', 'Case opened'), ('closed', 'Case closed'), ('reopened', 'Case reopened'), ('assigned', 'Case handed over'), ('deputy', 'Other deputy'), ('changed', 'Case changed')], max_length=10, verbose_name='what'),
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'household',
                'verbose_name_plural': 'households',
            },
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('reference', 'reference person'), ('partner', 'partner'), ('child', 'child'), ('parent', 'parent'), ('sibling', 'sibling'), ('relative', 'other relative'), ('other', 'other person')], max_length=10, verbose_name='in the household')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of birth')),
                ('is_co_advised', models.BooleanField(default=False, verbose_name='advised along')),
                ('joined_on', models.DateField(verbose_name='since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='counselling.household', verbose_name='household')),
            ],
            options={
                'verbose_name': 'member of a household',
                'verbose_name_plural': 'members of households',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_household_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('client',), name='counselling_householdmember_one_household', violation_error_message='This person already lives in a household.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('relation', 'reference')), fields=('household',), name='counselling_householdmember_one_reference', violation_error_message='This household already has a reference person.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('joined_on')), _connector='OR'), name='counselling_householdmember_ends_after_start', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.CheckConstraint(condition=models.Q(('client', None), models.Q(('birth_year', None), ('is_co_advised', False)), _connector='OR'), name='counselling_householdmember_file_or_facts', violation_error_message='Whoever has a file is counted by it.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.CheckConstraint(condition=models.Q(('birth_year', None), ('birth_year__range', (1900, 2100)), _connector='OR'), name='counselling_householdmember_birth_year', violation_error_message='This cannot be a year of birth.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
