"""Absences say whether they were planned, and no more; their employer is that of the person, and of the deputy."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


KINDS = "UPDATE counselling_absence SET kind = 'planned' WHERE kind NOT IN ('planned', 'short_notice')"
KINDS_BEFORE = ["UPDATE counselling_absence SET kind = 'away'", "SET CONSTRAINTS ALL IMMEDIATE"]
ONE_EMPLOYER = [
    "UPDATE counselling_absence away SET controller_id = member.controller_id "
    "FROM counselling_staffmember member WHERE member.id = away.staff_id",
    "UPDATE counselling_absence away SET deputy_id = NULL FROM counselling_staffmember member "
    "WHERE member.id = away.deputy_id AND member.controller_id <> away.controller_id",
    "SET CONSTRAINTS ALL IMMEDIATE",
]
KEYS = (("staff_id", "CASCADE"), ("deputy_id", "SET NULL (deputy_id)"))


def one_employer(column: str, on_delete: str) -> migrations.RunSQL:
    name = f"counselling_absence_{column.removesuffix('_id')}_one_controller"
    return migrations.RunSQL(
        f"ALTER TABLE counselling_absence ADD CONSTRAINT {name} FOREIGN KEY ({column}, controller_id) "
        f"REFERENCES counselling_staffmember (id, controller_id) ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE counselling_absence DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0010_reach_and_residence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='absence',
            options={'ordering': ['-starts_on'], 'permissions': [('view_team_week', 'Can see who is in'), ('report_absence', 'Can say that she is away herself'), ('plan_absence', 'Can enter absences of colleagues of the own organisation')], 'verbose_name': 'absence', 'verbose_name_plural': 'absences'},
        ),
        migrations.AddField(
            model_name='centre',
            name='staff_needed',
            field=models.PositiveSmallIntegerField(default=1, help_text='How many who counsel must be in so that the door can open.', verbose_name='colleagues needed'),
        ),
        migrations.AddField(
            model_name='centre',
            name='staff_needed_on',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(blank=True, null=True), blank=True, default=list, editable=False, size=None, verbose_name='colleagues needed, by weekday'),
        ),
        migrations.AlterField(
            model_name='absence',
            name='kind',
            field=models.CharField(choices=[('planned', 'planned'), ('short_notice', 'at short notice')], default='planned', max_length=12, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('staff_needed__lte', 20)), name='counselling_centre_staff_needed', violation_error_message='Enter a number from 0 to 20.'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.CheckConstraint(condition=models.Q(('staff_needed_on__len__in', [0, 7])), name='counselling_centre_staff_needed_on', violation_error_message='A week has seven days.'),
        ),
        migrations.AddConstraint(
            model_name='staffmember',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_staffmember_id_controller'),
        ),
        migrations.RunSQL(KINDS, KINDS_BEFORE),
        migrations.RunSQL(ONE_EMPLOYER, migrations.RunSQL.noop),
        *(one_employer(*key) for key in KEYS),
    ]
