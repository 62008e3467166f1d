"""A break of a match can be planned ahead."""

import django.contrib.postgres.constraints
import volunteers.models.ranges
from django.db import migrations, models


# All breaks until now began on their first day. On the way back there is no place for those that are planned.
QUIET = "ALTER TABLE volunteers_matchpause DISABLE TRIGGER USER"
AS_BEFORE = "ALTER TABLE volunteers_matchpause ENABLE TRIGGER USER"
ALL_HAVE_BEGUN = "UPDATE volunteers_matchpause SET began_on = starts_on"
NONE_IS_PLANNED = "DELETE FROM volunteers_matchpause WHERE began_on IS NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0030_cards_languages'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='matchpause',
            name='volunteers_matchpause_one_open',
        ),
        migrations.AddField(
            model_name='matchpause',
            name='began_on',
            field=models.DateField(blank=True, help_text='Empty as long as the break is planned.', null=True, verbose_name='has begun on'),
        ),
        migrations.RunSQL(
            [QUIET, ALL_HAVE_BEGUN, "SET CONSTRAINTS ALL IMMEDIATE", AS_BEFORE],
            [QUIET, NONE_IS_PLANNED, "SET CONSTRAINTS ALL IMMEDIATE", AS_BEFORE],
        ),
        migrations.AddConstraint(
            model_name='matchpause',
            constraint=models.UniqueConstraint(condition=models.Q(('began_on__isnull', False), ('ended_on', None)), fields=('match',), name='volunteers_matchpause_one_open', violation_error_message='This companionship is taking a break already.'),
        ),
        migrations.AddConstraint(
            model_name='matchpause',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_on', None)), expressions=[('match', '='), (volunteers.models.ranges.DateRange('starts_on', 'until'), '&&')], name='volunteers_matchpause_no_overlap', violation_error_message='There is a break on some of these days already.'),
        ),
        migrations.AddConstraint(
            model_name='matchpause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('began_on', None), ('ended_on', None)), models.Q(('began_on__gte', models.F('starts_on')), ('began_on__isnull', False)), _connector='OR'), name='volunteers_matchpause_began', violation_error_message='A break begins on its first day at the earliest, and ends after that.'),
        ),
    ]
