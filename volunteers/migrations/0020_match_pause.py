"""Breaks of a match."""

import django.db.models.deletion
from django.db import migrations, models

from ibs_portal.database.keys import one_programme


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0019_gettogether'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('away', 'away, on holiday or travelling'), ('work', 'work or exams leave no time'), ('private', 'private reasons'), ('other', 'another reason')], max_length=8, verbose_name='reason')),
                ('side', models.CharField(choices=[('volunteer', 'Volunteer'), ('worker', 'Skilled worker'), ('desk', 'Coordination')], max_length=9, verbose_name='who wished for it')),
                ('starts_on', models.DateField(verbose_name='begins on')),
                ('until', models.DateField(help_text='The first day after the break.', verbose_name='goes on again on')),
                ('ended_on', models.DateField(blank=True, help_text='Empty as long as the break lasts.', null=True, verbose_name='went on again on')),
                ('match', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='volunteers.match', verbose_name='match')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='volunteers.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'break of a match',
                'verbose_name_plural': 'breaks of matches',
                'ordering': ['-starts_on', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('match',), name='volunteers_matchpause_one_open', violation_error_message='This companionship is taking a break already.'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('starts_on'))), name='volunteers_matchpause_order', violation_error_message='A break ends after it begins.'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='volunteers_matchpause_ended', violation_error_message='A break ends after it begins.')],
            },
        ),
        one_programme("matchpause", "match_id", "match"),
    ]
