"""Pairs of files that are of different people, though their names are alike."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def one_controller(column):
    name = f"counselling_distinctpair_{column}_one_controller"
    return migrations.RunSQL(
        f"ALTER TABLE counselling_distinctpair ADD CONSTRAINT {name} FOREIGN KEY ({column}_id, controller_id) "
        "REFERENCES counselling_client (id, controller_id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE counselling_distinctpair DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0026_name_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DistinctPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='counselling.client', verbose_name='somebody else')),
            ],
            options={
                'verbose_name': 'pair of different people',
                'verbose_name_plural': 'pairs of different people',
                'constraints': [models.UniqueConstraint(fields=('client', 'other'), name='counselling_distinctpair_once'), models.CheckConstraint(condition=models.Q(('client__lt', models.F('other'))), name='counselling_distinctpair_order', violation_error_message='The older file of a pair comes first.')],
            },
        ),
        one_controller("client"),
        one_controller("other"),
    ]
