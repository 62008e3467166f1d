"""The mark of the weekly mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0025_stand_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeeklyDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monday', models.DateField(verbose_name='week that begins on')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='volunteers.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'weekly mail',
                'verbose_name_plural': 'weekly mails',
                'constraints': [models.UniqueConstraint(fields=('programme', 'monday'), name='volunteers_weeklydigest_once', violation_error_message='The mail of this week has been sent already.')],
            },
        ),
    ]
