"""Releases from confidentiality and referrals. The database itself refuses a referral without a release that holds."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ibs_portal.database.keys import one_controller

KEYS = (
    ("confidentialityrelease", "client_id", "client", "CASCADE"),
    ("referral", "client_id", "client", "CASCADE"),
    ("referral", "case_id", "case", "NO ACTION"),
    ("referral", "release_id", "confidentialityrelease", "NO ACTION"),
    ("referral", "followup_id", "followup", "SET NULL (followup_id)"),
)
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
# Locks the release, so that a withdrawal at the same moment comes before or after, never between.
REFERRAL_GUARD = f"""
CREATE FUNCTION counselling_guard_referral() RETURNS trigger {DEFINER} AS $$
DECLARE
    release counselling_confidentialityrelease;
BEGIN
    IF NEW.release_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO release FROM counselling_confidentialityrelease WHERE id = NEW.release_id FOR SHARE;
    IF TG_OP = 'INSERT' OR (OLD.release_id, OLD.client_id, OLD.controller_id, OLD.partner_id, OLD.recipient_name,
        OLD.matters, OLD.referred_on) IS DISTINCT FROM (NEW.release_id, NEW.client_id, NEW.controller_id,
        NEW.partner_id, NEW.recipient_name, NEW.matters, NEW.referred_on)
    THEN
        IF release.id IS NULL OR release.withdrawn_at IS NOT NULL OR release.given_on IS NULL
            OR NEW.referred_on < release.given_on OR NEW.referred_on > release.valid_until
            OR (release.client_id, release.controller_id, release.partner_id, release.recipient_name)
                IS DISTINCT FROM (NEW.client_id, NEW.controller_id, NEW.partner_id, NEW.recipient_name)
            OR NOT NEW.matters <@ release.matters
        THEN
            RAISE EXCEPTION 'A referral with personal data needs a release that holds on that day and covers it.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'counselling_referral_needs_release';
        END IF;
    END IF;
    IF release.withdrawn_at IS NOT NULL AND NEW.answer IN ('pending', 'waiting_list', 'no_answer') THEN
        NEW.flagged_at := coalesce(NEW.flagged_at, release.withdrawn_at);
    END IF;
    RETURN NEW;
END $$
"""
RELEASE_GUARD = f"""
CREATE FUNCTION counselling_guard_release() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at
        OR OLD.given_on IS NOT NULL AND NEW.given_on IS DISTINCT FROM OLD.given_on
    THEN
        RAISE EXCEPTION 'A release is signed once and withdrawn for good.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'counselling_release_is_final';
    END IF;
    RETURN NEW;
END $$
"""
FLAGGING = f"""
CREATE FUNCTION counselling_flag_referrals() RETURNS trigger {DEFINER} AS $$
BEGIN
    UPDATE counselling_referral SET flagged_at = NEW.withdrawn_at WHERE release_id = NEW.id
    AND flagged_at IS NULL AND answer IN ('pending', 'waiting_list', 'no_answer');
    RETURN NULL;
END $$
"""
TRIGGERS = (
    (REFERRAL_GUARD, "counselling_guard_referral", "BEFORE INSERT OR UPDATE ON counselling_referral", ""),
    (RELEASE_GUARD, "counselling_guard_release", "BEFORE UPDATE ON counselling_confidentialityrelease", ""),
    (
        FLAGGING,
        "counselling_flag_referrals",
        "AFTER UPDATE ON counselling_confidentialityrelease",
        "WHEN (NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL)",
    ),
)


def guarded(function: str, name: str, event: str, condition: str) -> migrations.RunSQL:
    table = event.rpartition(" ")[2]
    return migrations.RunSQL(
        [function, f"CREATE TRIGGER {name} {event} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()"],
        [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_set_up'),
        ('counselling', '0013_appointments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConfidentialityRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient_name', models.CharField(blank=True, max_length=160, verbose_name='other recipient')),
                ('matters', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'name, date of birth, address'), ('concern', 'what help is needed'), ('course', 'what has been done and agreed here'), ('family', 'family and household'), ('residence', 'residence and papers'), ('income', 'income and benefits'), ('housing', 'housing'), ('work', 'school, work, language'), ('health', 'health'), ('documents', 'copies of documents')], max_length=10), blank=True, default=list, size=None, verbose_name='what may be told')),
                ('scope_text', models.CharField(blank=True, max_length=300, verbose_name='what else, or what not')),
                ('purpose', models.CharField(max_length=300, verbose_name='what for')),
                ('form', models.CharField(choices=[('written', 'in writing'), ('oral', 'orally, noted here')], default='written', max_length=10, verbose_name='how it was given')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='given on')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('reason_longer', models.CharField(blank=True, max_length=300, verbose_name='why longer than twelve months')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('withdrawn_how', models.CharField(blank=True, choices=[('in_person', 'in person'), ('phone', 'by phone'), ('writing', 'in writing'), ('discarded', 'was never signed')], editable=False, max_length=10, verbose_name='how it was withdrawn')),
            ],
            options={
                'verbose_name': 'release from confidentiality',
                'verbose_name_plural': 'releases from confidentiality',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('information', 'information only, nothing about the person'), ('with_data', 'with personal data, under a release')], max_length=12, verbose_name='kind')),
                ('recipient_name', models.CharField(blank=True, max_length=160, verbose_name='other recipient')),
                ('matters', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'name, date of birth, address'), ('concern', 'what help is needed'), ('course', 'what has been done and agreed here'), ('family', 'family and household'), ('residence', 'residence and papers'), ('income', 'income and benefits'), ('housing', 'housing'), ('work', 'school, work, language'), ('health', 'health'), ('documents', 'copies of documents')], max_length=10), blank=True, default=list, size=None, verbose_name='what is told')),
                ('told', models.TextField(max_length=2000, verbose_name='what was given')),
                ('referred_on', models.DateField(verbose_name='on')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('answer', models.CharField(choices=[('pending', 'no answer yet'), ('accepted', 'accepted'), ('waiting_list', 'on the waiting list'), ('refused', 'refused'), ('no_answer', 'does not answer'), ('stopped', 'taken back by us')], default='pending', max_length=12, verbose_name='answer')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                ('answer_text', models.CharField(blank=True, max_length=500, verbose_name='what they said')),
                ('flagged_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='release withdrawn while open')),
            ],
            options={
                'verbose_name': 'referral',
                'verbose_name_plural': 'referrals',
                'ordering': ['-referred_on', '-pk'],
            },
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('opened', 'Case opened'), ('closed', 'Case closed'), ('reopened', 'Case reopened'), ('assigned', 'Case handed over'), ('deputy', 'Other deputy'), ('changed', 'Case changed'), ('referred', 'Referred to another service')], max_length=10, verbose_name='what'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_followup_id_controller'),
        ),
        migrations.AddField(
            model_name='confidentialityrelease',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='confidentialityrelease',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='counselling.client', verbose_name='client'),
        ),
        migrations.AddField(
            model_name='confidentialityrelease',
            name='controller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller'),
        ),
        migrations.AddField(
            model_name='confidentialityrelease',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.partner', verbose_name='partner service'),
        ),
        migrations.AddField(
            model_name='confidentialityrelease',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AddField(
            model_name='referral',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='referral',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.case', verbose_name='case'),
        ),
        migrations.AddField(
            model_name='referral',
            name='client',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='counselling.client', verbose_name='client'),
        ),
        migrations.AddField(
            model_name='referral',
            name='controller',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='controller'),
        ),
        migrations.AddField(
            model_name='referral',
            name='followup',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='counselling.followup', verbose_name='follow-up'),
        ),
        migrations.AddField(
            model_name='referral',
            name='partner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counselling.partner', verbose_name='partner service'),
        ),
        migrations.AddField(
            model_name='referral',
            name='release',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='counselling.confidentialityrelease', verbose_name='release from confidentiality'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.UniqueConstraint(fields=('id', 'controller'), name='counselling_release_id_controller'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('partner__isnull', False), ('recipient_name', '')), models.Q(('partner', None), models.Q(('recipient_name', ''), _negated=True)), _connector='OR'), name='counselling_release_one_recipient', violation_error_message='Choose a partner, or write who else it is; one of the two.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('matters', []), _negated=True), models.Q(('scope_text', ''), _negated=True), _connector='OR'), name='counselling_release_says_what', violation_error_message='Say what may be told.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(('matters__contained_by', ['identity', 'concern', 'course', 'family', 'residence', 'income', 'housing', 'work', 'health', 'documents'])), name='counselling_release_matters', violation_error_message='Choose from the list what may be told.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='counselling_release_purpose', violation_error_message='Say what for.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(('given_on', None), ('valid_until__gte', models.F('given_on')), _connector='OR'), name='counselling_release_ends', violation_error_message='The release would end before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(('given_on', None), ('valid_until__lte', django.db.models.expressions.CombinedExpression(models.F('given_on'), '+', models.Value(datetime.timedelta(days=366)))), models.Q(models.Q(('reason_longer', ''), _negated=True), ('valid_until__lte', django.db.models.expressions.CombinedExpression(models.F('given_on'), '+', models.Value(datetime.timedelta(days=1096))))), _connector='OR'), name='counselling_release_not_for_ever', violation_error_message='Longer than twelve months only with a reason, and three years at most.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'oral'), _negated=True), ('given_on__isnull', False), _connector='OR'), name='counselling_release_oral_is_given', violation_error_message='Say on which day the person said so.'),
        ),
        migrations.AddConstraint(
            model_name='confidentialityrelease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_how', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_how', ''), _negated=True)), _connector='OR'), name='counselling_release_withdrawn_by_somebody', violation_error_message='A withdrawal says when, how, and who noted it.'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('flagged_at__isnull', False)), fields=['controller', 'by'], name='counselling_flagged'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('partner__isnull', False), ('recipient_name', '')), models.Q(('partner', None), models.Q(('recipient_name', ''), _negated=True)), _connector='OR'), name='counselling_referral_one_recipient', violation_error_message='Choose a partner, or write who else it is; one of the two.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'information'), ('matters', []), ('release', None)), models.Q(('kind', 'with_data'), ('release__isnull', False)), _connector='OR'), name='counselling_referral_data_with_release', violation_error_message='Personal data are told under a release only.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('told', ''), _negated=True), name='counselling_referral_told', violation_error_message='Say what was given.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'pending'), ('answered_on', None)), models.Q(models.Q(('answer', 'pending'), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='counselling_referral_answered_on_a_day', violation_error_message='An answer has a day.'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on', None), ('answered_on__gte', models.F('referred_on')), _connector='OR'), name='counselling_referral_answered_after', violation_error_message='The answer lies before the referral.'),
        ),
        *(one_controller(*key) for key in KEYS),
        *(guarded(*trigger) for trigger in TRIGGERS),
    ]
