"""What matching asks for: shifts, days away, ways, wishes of both sides, exclusions, and overridden rules."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import volunteers.rules.situation
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('volunteers', '0008_certificates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DistrictDistance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.CharField(help_text='A district or a postcode, as people write it.', max_length=80, verbose_name='from')),
                ('second', models.CharField(max_length=80, verbose_name='to')),
                ('minutes', models.PositiveSmallIntegerField(help_text='By bus or bicycle, in both directions.', verbose_name='minutes')),
            ],
            options={
                'verbose_name': 'distance between districts',
                'verbose_name_plural': 'distances between districts',
                'ordering': ['first', 'second'],
            },
        ),
        migrations.CreateModel(
            name='PairExclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, help_text='Only what others at the desk have to know.', max_length=300, verbose_name='note')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered at')),
            ],
            options={
                'verbose_name': 'exclusion',
                'verbose_name_plural': 'exclusions',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='VolunteerAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day away')),
                ('ends_on', models.DateField(verbose_name='last day away')),
            ],
            options={
                'verbose_name': 'absence of a volunteer',
                'verbose_name_plural': 'absences of volunteers',
                'ordering': ['starts_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WorkerAbsence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day away')),
                ('ends_on', models.DateField(verbose_name='last day away')),
            ],
            options={
                'verbose_name': 'absence of a skilled worker',
                'verbose_name_plural': 'absences of skilled workers',
                'ordering': ['starts_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='match',
            name='overridden',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, help_text='Codes of the rules that a coordinator decided otherwise.', size=None, verbose_name='overridden rules'),
        ),
        migrations.AddField(
            model_name='match',
            name='override_note',
            field=models.CharField(blank=True, max_length=300, verbose_name='why all the same'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='gender',
            field=models.CharField(blank=True, choices=[('woman', 'Woman'), ('man', 'Man'), ('diverse', 'Diverse')], help_text='Only to fulfil the wish of a volunteer; may stay empty.', max_length=8, verbose_name='gender'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='max_minutes',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Minutes from door to door. Leave empty for no limit.', null=True, verbose_name='way at most'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='shift_cycle',
            field=models.CharField(blank=True, max_length=56, verbose_name='cycle'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='shift_kind',
            field=models.CharField(blank=True, choices=[('days', 'Regular days: Monday to Friday, during the day'), ('turns', 'Early and late in turns: one week early, one week late'), ('three', 'Three shifts in turns: a week early, a week late, a week at night'), ('own', 'Another order of my own')], max_length=8, verbose_name='shift pattern'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='shift_starts_on',
            field=models.DateField(blank=True, null=True, verbose_name='first day of the cycle'),
        ),
        migrations.AddField(
            model_name='skilledworker',
            name='situation',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=volunteers.rules.situation.situation_choices, max_length=12), blank=True, default=list, size=None, verbose_name='life situation'),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='max_minutes',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Minutes from door to door. Leave empty for no limit.', null=True, verbose_name='way at most'),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='situation',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=volunteers.rules.situation.situation_choices, max_length=12), blank=True, default=list, size=None, verbose_name='life situation'),
        ),
        migrations.AddField(
            model_name='volunteer',
            name='wish_gender',
            field=models.CharField(blank=True, choices=[('woman', 'a woman'), ('man', 'a man')], max_length=8, verbose_name='would like to accompany'),
        ),
        migrations.AlterField(
            model_name='skilledworker',
            name='shifts',
            field=models.CharField(blank=True, help_text='In words, what the pattern does not say: every second weekend free.', max_length=200, verbose_name='shifts'),
        ),
        migrations.AddConstraint(
            model_name='match',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('overridden', []), ('override_note', '')), models.Q(models.Q(('overridden', []), _negated=True), models.Q(('override_note', ''), _negated=True)), _connector='OR'), name='volunteers_match_override_with_note', violation_error_message='Whoever overrides a rule says why, and nobody else.'),
        ),
        migrations.AddConstraint(
            model_name='skilledworker',
            constraint=models.CheckConstraint(condition=models.Q(('max_minutes', None), models.Q(('max_minutes__gte', 5), ('max_minutes__lte', 180)), _connector='OR'), name='volunteers_worker_max_minutes', violation_error_message='A way has 5 to 180 minutes at most, or no limit.'),
        ),
        migrations.AddConstraint(
            model_name='skilledworker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('shift_cycle', ''), ('shift_kind', ''), ('shift_starts_on', None)), models.Q(models.Q(('shift_kind', ''), _negated=True), models.Q(('shift_cycle', ''), _negated=True), ('shift_starts_on__isnull', False)), _connector='OR'), name='volunteers_worker_shifts', violation_error_message='A shift pattern has a cycle and a first day.'),
        ),
        migrations.AddConstraint(
            model_name='skilledworker',
            constraint=models.CheckConstraint(condition=models.Q(('shift_cycle__regex', '^[ELNDO]*$')), name='volunteers_worker_shift_letters', violation_error_message='A shift pattern has a cycle and a first day.'),
        ),
        migrations.AddConstraint(
            model_name='volunteer',
            constraint=models.CheckConstraint(condition=models.Q(('max_minutes', None), models.Q(('max_minutes__gte', 5), ('max_minutes__lte', 180)), _connector='OR'), name='volunteers_volunteer_max_minutes', violation_error_message='A way has 5 to 180 minutes at most, or no limit.'),
        ),
        migrations.AddField(
            model_name='districtdistance',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='distances', to='volunteers.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='pairexclusion',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='pairexclusion',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='pairexclusion',
            name='volunteer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='volunteers.volunteer', verbose_name='volunteer'),
        ),
        migrations.AddField(
            model_name='pairexclusion',
            name='worker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='volunteers.skilledworker', verbose_name='skilled worker'),
        ),
        migrations.AddField(
            model_name='volunteerabsence',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='volunteerabsence',
            name='volunteer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='volunteers.volunteer', verbose_name='volunteer'),
        ),
        migrations.AddField(
            model_name='workerabsence',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme'),
        ),
        migrations.AddField(
            model_name='workerabsence',
            name='worker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='volunteers.skilledworker', verbose_name='skilled worker'),
        ),
        migrations.AddConstraint(
            model_name='districtdistance',
            constraint=models.UniqueConstraint(models.F('programme'), django.db.models.functions.comparison.Least(django.db.models.functions.text.Lower('first'), django.db.models.functions.text.Lower('second')), django.db.models.functions.comparison.Greatest(django.db.models.functions.text.Lower('first'), django.db.models.functions.text.Lower('second')), name='volunteers_districtdistance_pair', violation_error_message='These two are in the table already, in this or the other direction.'),
        ),
        migrations.AddConstraint(
            model_name='districtdistance',
            constraint=models.CheckConstraint(condition=models.Q(('first__iexact', models.F('second')), _negated=True), name='volunteers_districtdistance_two', violation_error_message='From and to are the same.'),
        ),
        migrations.AddConstraint(
            model_name='districtdistance',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='volunteers_districtdistance_minutes', violation_error_message='Minutes lie between 1 and 240.'),
        ),
        migrations.AddConstraint(
            model_name='pairexclusion',
            constraint=models.UniqueConstraint(fields=('worker', 'volunteer'), name='volunteers_pairexclusion_once', violation_error_message='It is noted already that these two must not meet.'),
        ),
        migrations.AddConstraint(
            model_name='volunteerabsence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='volunteers_volunteerabsence_order', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='volunteerabsence',
            constraint=models.UniqueConstraint(fields=('volunteer', 'starts_on', 'ends_on'), name='volunteers_volunteerabsence_once', violation_error_message='These days are noted already.'),
        ),
        migrations.AddConstraint(
            model_name='workerabsence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='volunteers_workerabsence_order', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='workerabsence',
            constraint=models.UniqueConstraint(fields=('worker', 'starts_on', 'ends_on'), name='volunteers_workerabsence_once', violation_error_message='These days are noted already.'),
        ),
        *(
            one_programme(child, column, parent)
            for child, column, parent in (
                ("volunteerabsence", "volunteer_id", "volunteer"),
                ("workerabsence", "worker_id", "skilledworker"),
                ("pairexclusion", "worker_id", "skilledworker"),
                ("pairexclusion", "volunteer_id", "volunteer"),
            )
        ),
    ]
