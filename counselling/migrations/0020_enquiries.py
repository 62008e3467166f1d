"""Enquiries with their calls and prepared answers; each row of one controller with what it belongs to."""

import counselling.rules.appointment
import django.db.models.deletion
import django.utils.timezone
import ibs_portal.languages
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller


KEYS = (
    ("enquiry", "contact_id", "contact", "SET NULL (contact_id)"),
    ("callattempt", "enquiry_id", "enquiry", "CASCADE"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0019_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='centre',
            name='enquiries_to',
            field=models.ForeignKey(blank=True, help_text='Which carrier answers what the public asks on the website; empty means the first one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='enquiries go to'),
        ),
        migrations.CreateModel(
            name='AnswerTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='Read by colleagues only.', max_length=80, unique=True, verbose_name='title')),
                ('texts', models.JSONField(default=dict, verbose_name='texts')),
                ('order', models.PositiveSmallIntegerField(default=100, verbose_name='order')),
                ('is_active', models.BooleanField(default=True, help_text='Switch off instead of deleting.', verbose_name='in use')),
            ],
            options={
                'verbose_name': 'answer template',
                'verbose_name_plural': 'answer templates',
                'ordering': ['order', 'title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('texts__de__isnull', False)), name='counselling_answertemplate_german', violation_error_message='A template needs its German text.')],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=counselling.rules.appointment.new_reference, editable=False, max_length=12, unique=True, verbose_name='reference number')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('channel', models.CharField(choices=[('web', 'form on the website'), ('phone', 'phone'), ('email', 'e-mail'), ('in_person', 'at the counter'), ('letter', 'letter')], default='web', max_length=10, verbose_name='channel')),
                ('message', models.TextField(blank=True, max_length=1000, verbose_name='message')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('language', models.CharField(choices=ibs_portal.languages.language_choices, default='de', max_length=8, verbose_name='language of the talk')),
                ('contact_language', models.CharField(choices=ibs_portal.languages.site_language_choices, default='de', max_length=12, verbose_name='language of letters')),
                ('reach', models.CharField(choices=[('phone', 'by phone'), ('email', 'by e-mail'), ('visit', 'comes by')], default='phone', max_length=10, verbose_name='wants the answer')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('call_when', models.CharField(blank=True, max_length=100, verbose_name='best time for a call')),
                ('may_leave_message', models.BooleanField(default=False, verbose_name='a message may be left')),
                ('state', models.CharField(choices=[('new', 'new'), ('claimed', 'taken on'), ('answered', 'answered'), ('closed', 'closed')], default='new', editable=False, max_length=10, verbose_name='state')),
                ('claimed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken on at')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='answered at')),
                ('answered_how', models.CharField(blank=True, choices=[('email', 'By e-mail'), ('phone', 'On the phone'), ('in_person', 'In person')], max_length=10, verbose_name='answered how')),
                ('answer', models.TextField(blank=True, max_length=4000, verbose_name='answer')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                ('close_reason', models.CharField(blank=True, choices=[('answered', 'answered'), ('came', 'came for counselling'), ('not_reached', 'not reached'), ('passed_on', 'sent to another service'), ('withdrawn', 'no longer needed'), ('no_enquiry', 'advertising or a mistake')], max_length=20, verbose_name='why closed')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.centre', verbose_name='centre')),
                ('claimed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken on by')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='counselling.contact', verbose_name='became the contact')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.topic', verbose_name='topic')),
            ],
            options={
                'verbose_name': 'enquiry',
                'verbose_name_plural': 'enquiries',
                'ordering': ['-received_at', '-pk'],
                'permissions': [('answer_enquiry', 'Can answer enquiries')],
            },
        ),
        migrations.CreateModel(
            name='CallAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('result', models.CharField(choices=[('reached', 'Reached'), ('message', 'Message left'), ('nobody', 'Nobody there')], max_length=10, verbose_name='result')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller')),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='counselling.enquiry', verbose_name='enquiry')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['controller', 'received_at', 'id'], name='counselling_enquiry_open'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(fields=['controller', '-closed_at', '-id'], name='counselling_enquiry_closed'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_enquiry_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_at', None), ('claimed_by', None), ('state', 'new')), models.Q(models.Q(('state', 'new'), _negated=True), ('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='counselling_enquiry_claimed_by_somebody', violation_error_message='An enquiry that is no longer new has been taken on by somebody.'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), ('closed_at__isnull', False), models.Q(('close_reason', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('close_reason', ''), ('closed_at', None)), _connector='OR'), name='counselling_enquiry_closed_with_reason', violation_error_message='A closed enquiry has a time and a reason, an open one has neither.'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answer', ''), ('answered_how', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_how', ''), _negated=True)), _connector='OR'), name='counselling_enquiry_answered_somehow', violation_error_message='An answer says when and how it was given.'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('reach', 'phone'), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), models.Q(models.Q(('reach', 'email'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR')), name='counselling_enquiry_reachable', violation_error_message='Without a number nobody can call, without an address nobody can write.'),
        ),
        *(one_controller(*key) for key in KEYS),
    ]
