"""Deadlines of clients, and the follow-ups that warn of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("deadline", "client_id", "client", "CASCADE"),
    ("deadline", "case_id", "case", "NO ACTION"),
    ("followup", "deadline_id", "deadline", "SET NULL (deadline_id)"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0016_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('objection', 'objection (Widerspruch), one month'), ('lawsuit', 'lawsuit (Klage), one month'), ('tax_objection', 'objection in tax law, child benefit (Einspruch), one month'), ('asylum_two_weeks', 'asylum: lawsuit, two weeks'), ('asylum_week', 'asylum: lawsuit and urgent request, one week'), ('no_instruction', 'notice without instruction on remedies, one year'), ('residence', 'residence document ends'), ('decision', 'decision expected'), ('other', 'other date')], max_length=20, verbose_name='kind')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='what about')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='day of the notice')),
                ('delivery', models.CharField(blank=True, choices=[('post', 'by post'), ('served', 'served (yellow envelope)'), ('handed', 'handed over'), ('electronic', 'electronically'), ('facility', 'given to the reception facility')], max_length=12, verbose_name='way of delivery')),
                ('due_on', models.DateField(verbose_name='ends on')),
                ('is_computed', models.BooleanField(default=False, verbose_name='computed')),
                ('warn_before', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='warn so many days before')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('moved_from', models.DateField(blank=True, editable=False, null=True, verbose_name='moved from')),
                ('move_reason', models.CharField(blank=True, editable=False, max_length=200, verbose_name='why it was moved')),
                ('done_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='finished')),
                ('result', models.CharField(blank=True, choices=[('done', 'done'), ('dropped', 'dropped')], editable=False, max_length=10, verbose_name='result')),
                ('assigned_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='for')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='counselling.case', verbose_name='case')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='counselling.client', verbose_name='client')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='finished by')),
            ],
            options={
                'verbose_name': 'deadline',
                'verbose_name_plural': 'deadlines',
                'ordering': ['due_on', 'pk'],
                'permissions': [('keep_deadlines', 'Can keep the deadlines of clients')],
            },
        ),
        migrations.AddField(
            model_name='followup',
            name='deadline',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followups', to='counselling.deadline', verbose_name='warns of'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['controller', 'due_on'], name='counselling_deadline_open'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_deadline_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('result', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='counselling_deadline_done_with_who_and_result', violation_error_message='A finished deadline says when, by whom and how.'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('is_computed', False), models.Q(('sent_on__isnull', False), models.Q(('delivery', ''), _negated=True)), _connector='OR'), name='counselling_deadline_computed_from', violation_error_message='For computing, day and way of delivery are needed.'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('sent_on', None), ('due_on__gte', models.F('sent_on')), _connector='OR'), name='counselling_deadline_ends_after_notice', violation_error_message='The deadline ends before the day of the notice.'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('warn_before__len__lte', 6)), name='counselling_deadline_warnings', violation_error_message='Six warnings at most.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
