"""From sign-up to the first talk, for volunteers and skilled workers: profile, reminders, consents one by one."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


# Whoever signed up before has answered everything at once. The text 2026-01 spoke of the use of details and of being
# introduced to somebody; since then these are two consents.
ALREADY_DONE = """
UPDATE volunteers_volunteer SET profile_completed_at = COALESCE(confirmed_at, applied_on::timestamptz);
UPDATE volunteers_skilledworker SET profile_completed_at = created_at,
    applied_on = (created_at AT TIME ZONE 'Europe/Berlin')::date;
INSERT INTO volunteers_consent (programme_id, volunteer_id, kind, version, how, given_at)
    SELECT programme_id, volunteer_id, 'matching', version, how, given_at FROM volunteers_consent
    WHERE kind = 'data' AND withdrawn_at IS NULL;
UPDATE volunteers_consent SET how = 'phone' FROM volunteers_volunteer person
    WHERE person.id = volunteer_id AND person.source = 'phone';
"""
JOINED = "DELETE FROM volunteers_consent WHERE kind <> 'data'"
SAME_PROGRAMME = (
    "ALTER TABLE volunteers_workerconsent ADD CONSTRAINT volunteers_workerconsent_worker_same_programme "
    "FOREIGN KEY (worker_id, programme_id) REFERENCES volunteers_skilledworker (id, programme_id) "
    "DEFERRABLE INITIALLY DEFERRED"
)
ANY_PROGRAMME = "ALTER TABLE volunteers_workerconsent DROP CONSTRAINT volunteers_workerconsent_worker_same_programme"


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0011_training_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkerConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("data", "Use of the details of the sign-up"),
                            ("matching", "Being introduced to somebody"),
                            ("news", "News by mail"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.CharField(max_length=20, verbose_name="version of the text")),
                (
                    "how",
                    models.CharField(
                        choices=[("online", "on the web"), ("phone", "by phone or in person"), ("paper", "in writing")],
                        default="online",
                        max_length=8,
                        verbose_name="given",
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="given at")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
            ],
            options={
                "verbose_name": "consent of a skilled worker",
                "verbose_name_plural": "consents of skilled workers",
                "ordering": ["-given_at"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="consent",
            name="volunteers_consent_one_open",
        ),
        migrations.AddField(
            model_name="consent",
            name="how",
            field=models.CharField(
                choices=[("online", "on the web"), ("phone", "by phone or in person"), ("paper", "in writing")],
                default="online",
                max_length=8,
                verbose_name="given",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="most_volunteers_waiting",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="With so many sign-ups not accepted yet, the sign-up says that it is full. Empty: no limit.",
                null=True,
                verbose_name="most volunteers who wait",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="most_workers_waiting",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="With so many sign-ups that nobody has called yet, the sign-up says that it is full.",
                null=True,
                verbose_name="most skilled workers who wait",
            ),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="applied_on",
            field=models.DateField(default=django.utils.timezone.localdate, verbose_name="signed up on"),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="e-mail confirmed at"),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="profile_completed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="profile complete since"),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="profile_draft",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="profile being filled in"),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="reminders",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                editable=False,
                size=None,
                verbose_name="reminders sent",
            ),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="source",
            field=models.CharField(
                choices=[("online", "Online"), ("phone", "By phone or in person"), ("list", "From a list")],
                default="phone",
                max_length=8,
                verbose_name="came by",
            ),
        ),
        migrations.AddField(
            model_name="skilledworker",
            name="welcomed_on",
            field=models.DateField(
                blank=True,
                help_text="Somebody has called: the sign-up is answered.",
                null=True,
                verbose_name="first talk on",
            ),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="profile_completed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="profile complete since"),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="profile_draft",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="profile being filled in"),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="reminders",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                editable=False,
                size=None,
                verbose_name="reminders sent",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("data", "Use of the details of the sign-up"),
                    ("matching", "Being introduced to somebody"),
                    ("news", "News by mail"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="skilledworker",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("settled", "Has settled in"),
                    ("moved", "Moved away"),
                    ("returned", "Went back"),
                    ("no_interest", "Does not want a companion"),
                    ("no_answer", "Does not answer any more"),
                    ("consent", "Has withdrawn the consent"),
                ],
                max_length=12,
                verbose_name="reason for leaving",
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("time", "No time any more"),
                    ("moved", "Moved away"),
                    ("other_work", "Found something else"),
                    ("personal", "Personal reasons"),
                    ("no_answer", "Does not answer any more"),
                    ("not_suitable", "Does not fit the programme"),
                    ("consent", "Has withdrawn the consent"),
                ],
                max_length=20,
                verbose_name="reason for leaving",
            ),
        ),
        migrations.AlterField(
            model_name="volunteer",
            name="source",
            field=models.CharField(
                choices=[("online", "Online"), ("phone", "By phone or in person"), ("list", "From a list")],
                default="online",
                max_length=8,
                verbose_name="came by",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("volunteer", "kind", "version"),
                name="volunteers_consent_one_open",
            ),
        ),
        migrations.AddField(
            model_name="workerconsent",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="volunteers.programme",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="workerconsent",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consents",
                to="volunteers.skilledworker",
                verbose_name="skilled worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="workerconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("worker", "kind", "version"),
                name="volunteers_workerconsent_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="workerconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                ),
                name="volunteers_workerconsent_order",
                violation_error_message="A consent is withdrawn after it was given.",
            ),
        ),
        migrations.AlterField(
            model_name='statuschange',
            name='reason',
            field=models.CharField(blank=True, choices=[('time', 'No time any more'), ('moved', 'Moved away'), ('other_work', 'Found something else'), ('personal', 'Personal reasons'), ('no_answer', 'Does not answer any more'), ('not_suitable', 'Does not fit the programme'), ('consent', 'Has withdrawn the consent')], max_length=20, verbose_name='reason for leaving'),
        ),
        migrations.RunSQL(SAME_PROGRAMME, ANY_PROGRAMME),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(ALREADY_DONE, JOINED),
    ]
