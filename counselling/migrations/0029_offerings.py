"""Phone, e-mail and services have hours of their own; consultation hours of one person no longer overlap."""

import counselling.models.ranges
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


SAME_DAY = (
    "later.staff_id = earlier.staff_id AND later.weekday = earlier.weekday AND later.id <> earlier.id "
    "AND later.opens < earlier.closes AND earlier.opens < later.closes"
)
# Of two spans that overlap one is cut off where the other ends; what lies within another one goes.
WITHOUT_OVERLAP = [
    f"DELETE FROM counselling_consultationwindow later USING counselling_consultationwindow earlier WHERE {SAME_DAY} "
    "AND later.opens >= earlier.opens AND later.closes <= earlier.closes "
    "AND (later.opens, later.closes, later.id) IS DISTINCT FROM (earlier.opens, earlier.closes, earlier.id) "
    "AND (later.id > earlier.id OR (later.opens, later.closes) <> (earlier.opens, earlier.closes))",
    f"UPDATE counselling_consultationwindow later SET opens = earlier.closes FROM counselling_consultationwindow earlier "
    f"WHERE {SAME_DAY} AND later.opens > earlier.opens",
    "SET CONSTRAINTS ALL IMMEDIATE",
]
TABLES = ("openingrule", "openingperiod", "openingexception")
# Back again only the hours of the door have a place.
ONLY_THE_DOOR = [
    *(f"DELETE FROM counselling_{table} WHERE offering_id IS NOT NULL" for table in TABLES),
    "SET CONSTRAINTS ALL IMMEDIATE",
]


def same_centre(table: str) -> migrations.RunSQL:
    name = f"counselling_{table}_offering_same_centre"
    return migrations.RunSQL(
        f"ALTER TABLE counselling_{table} ADD CONSTRAINT {name} FOREIGN KEY (offering_id, centre_id) "
        "REFERENCES counselling_offering (id, centre_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE counselling_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0028_merges'),
    ]

    operations = [
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phone', 'Phone'), ('email', 'E-mail'), ('service', 'Service')], default='service', max_length=10, verbose_name='kind')),
                ('name', models.CharField(blank=True, help_text='As the public reads it, for example: Language mediation.', max_length=80, verbose_name='name')),
                ('place', models.CharField(blank=True, help_text='For example: Town hall, room 12. Empty: in the centre.', max_length=120, verbose_name='place')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='address')),
                ('public_note', models.CharField(blank=True, max_length=200, verbose_name='text for the public')),
                ('follows_house', models.BooleanField(default=True, help_text='Closures of the centre count here as well.', verbose_name='closed when the centre is closed')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting.', verbose_name='in use')),
            ],
            options={
                'verbose_name': 'offer with hours of its own',
                'verbose_name_plural': 'offers with hours of their own',
                'ordering': ['centre', 'kind', 'name'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='openingexception',
            name='counselling_openingexception_no_overlapping_closures',
        ),
        migrations.RemoveConstraint(
            model_name='openingexception',
            name='counselling_openingexception_no_overlapping_times',
        ),
        migrations.RemoveConstraint(
            model_name='openingperiod',
            name='counselling_openingperiod_no_overlap',
        ),
        migrations.RemoveConstraint(
            model_name='openingrule',
            name='counselling_openingrule_no_overlap',
        ),
        migrations.AddField(
            model_name='bookingcalendar',
            name='are_hours_public',
            field=models.BooleanField(default=False, help_text='Shown on the team page beside the languages.', verbose_name='consultation hours on the website'),
        ),
        migrations.RunSQL(WITHOUT_OVERLAP, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='consultationwindow',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('staff', '='), ('weekday', '='), (counselling.models.ranges.TimeOfDayRange('opens', 'closes'), '&&')], name='counselling_consultationwindow_no_overlap', violation_error_message='These times overlap with others of the same weekday.'),
        ),
        migrations.AddField(
            model_name='offering',
            name='centre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offerings', to='counselling.centre', verbose_name='centre'),
        ),
        migrations.AddField(
            model_name='openingexception',
            name='offering',
            field=models.ForeignKey(blank=True, help_text='Empty: the door of the centre.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='counselling.offering', verbose_name='offer'),
        ),
        migrations.AddField(
            model_name='openingperiod',
            name='offering',
            field=models.ForeignKey(blank=True, help_text='Empty: the door of the centre.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='counselling.offering', verbose_name='offer'),
        ),
        migrations.AddField(
            model_name='openingrule',
            name='offering',
            field=models.ForeignKey(blank=True, help_text='Empty: the door of the centre.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='opening_rules', to='counselling.offering', verbose_name='offer'),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, ONLY_THE_DOOR),
        migrations.AddConstraint(
            model_name='openingexception',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('mode', ''), ('withdrawn_at', None)), expressions=[('centre', '='), (django.db.models.functions.comparison.Coalesce('offering', models.Value(0)), '='), (counselling.models.ranges.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&'), (counselling.models.ranges.TimeOfDayRange('opens', 'closes'), '&&')], name='counselling_openingexception_no_overlapping_closures', violation_error_message='A closure is already announced for some of this time.'),
        ),
        migrations.AddConstraint(
            model_name='openingexception',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('mode', ''), _negated=True)), expressions=[('centre', '='), (django.db.models.functions.comparison.Coalesce('offering', models.Value(0)), '='), (counselling.models.ranges.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&'), (counselling.models.ranges.TimeOfDayRange('opens', 'closes'), '&&')], name='counselling_openingexception_no_overlapping_times', violation_error_message='Other times are already announced for some of this time.'),
        ),
        migrations.AddConstraint(
            model_name='openingperiod',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None)), expressions=[('centre', '='), (django.db.models.functions.comparison.Coalesce('offering', models.Value(0)), '='), (counselling.models.ranges.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='counselling_openingperiod_no_overlap', violation_error_message='There is already a period on some of these days.'),
        ),
        migrations.AddConstraint(
            model_name='openingrule',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), (django.db.models.functions.comparison.Coalesce('offering', models.Value(0)), '='), ('weekday', '='), (django.db.models.functions.comparison.Coalesce('period', models.Value(0)), '='), (counselling.models.ranges.DateRange('valid_from', 'valid_until', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&'), (counselling.models.ranges.TimeOfDayRange('opens', 'closes'), '&&')], name='counselling_openingrule_no_overlap', violation_error_message='These times overlap with others of the same weekday.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'service'), models.Q(('name', ''), _negated=True)), models.Q(models.Q(('kind', 'service'), _negated=True), ('address', ''), ('name', ''), ('place', '')), _connector='OR'), name='counselling_offering_named_service', violation_error_message='A service needs a name; phone and e-mail have none and no place.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('phone', 'email'))), fields=('centre', 'kind'), name='counselling_offering_one_channel', violation_error_message='This channel has hours of its own already.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(condition=models.Q(('is_active', True), ('kind', 'service')), fields=('centre', 'name'), name='counselling_offering_one_name', violation_error_message='There is already a service of this name.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('id', 'centre'), name='counselling_offering_id_centre'),
        ),
        *(same_centre(table) for table in TABLES),
    ]
