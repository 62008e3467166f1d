"""Every row of the programme carries it, and no two rows of different programmes can be tied together."""

import django.db.models.deletion
from django.db import migrations, models

# The tables that Django made for two lists become models with a programme. Their rows stay.
OFFERS_BECOME_A_MODEL = """
ALTER TABLE volunteers_volunteer_offers RENAME TO volunteers_volunteeroffer;
ALTER TABLE volunteers_volunteeroffer RENAME CONSTRAINT
    volunteers_volunteer_offers_volunteer_id_offer_id_6977f694_uniq TO volunteers_offer_once;
"""
OFFERS_BECOME_A_LIST = """
ALTER TABLE volunteers_volunteeroffer RENAME CONSTRAINT
    volunteers_offer_once TO volunteers_volunteer_offers_volunteer_id_offer_id_6977f694_uniq;
ALTER TABLE volunteers_volunteeroffer RENAME TO volunteers_volunteer_offers;
"""
HELP_BECOMES_A_MODEL = """
ALTER TABLE volunteers_matchneed_help RENAME TO volunteers_needhelp;
ALTER TABLE volunteers_needhelp RENAME COLUMN matchneed_id TO need_id;
ALTER TABLE volunteers_needhelp RENAME CONSTRAINT
    volunteers_matchneed_help_matchneed_id_offer_id_97d06c38_uniq TO volunteers_need_help_once;
"""
HELP_BECOMES_A_LIST = """
ALTER TABLE volunteers_needhelp RENAME CONSTRAINT
    volunteers_need_help_once TO volunteers_matchneed_help_matchneed_id_offer_id_97d06c38_uniq;
ALTER TABLE volunteers_needhelp RENAME COLUMN need_id TO matchneed_id;
ALTER TABLE volunteers_needhelp RENAME TO volunteers_matchneed_help;
"""
PROGRAMMES = """
UPDATE volunteers_volunteeroffer SET programme_id = parent.programme_id
    FROM volunteers_volunteer parent WHERE parent.id = volunteer_id;
UPDATE volunteers_needhelp SET programme_id = parent.programme_id
    FROM volunteers_matchneed parent WHERE parent.id = need_id;
"""

PARENTS = ("volunteer", "companiongroup", "training", "trainingsession", "cohort", "skilledworker", "matchneed", "match")
# Child, its column, parent: the child's programme is its parent's.
FAMILIES = (
    ("volunteerlanguage", "volunteer", "volunteer"),
    ("volunteeroffer", "volunteer", "volunteer"),
    ("consent", "volunteer", "volunteer"),
    ("groupmembership", "volunteer", "volunteer"),
    ("groupmembership", "group", "companiongroup"),
    ("companiongroup", "speaker", "volunteer"),
    ("trainingsession", "training", "training"),
    ("trainingregistration", "session", "trainingsession"),
    ("trainingregistration", "volunteer", "volunteer"),
    ("qualificationgrant", "volunteer", "volunteer"),
    ("qualificationgrant", "training", "training"),
    ("skilledworker", "cohort", "cohort"),
    ("workerlanguage", "worker", "skilledworker"),
    ("matchneed", "worker", "skilledworker"),
    ("needhelp", "need", "matchneed"),
    ("match", "need", "matchneed"),
    ("match", "volunteer", "volunteer"),
    ("match", "worker", "skilledworker"),
    ("meeting", "match", "match"),
)


def bound() -> list[migrations.RunSQL]:
    """Composite keys, which Django does not know."""
    keys = [
        migrations.RunSQL(
            f"ALTER TABLE volunteers_{parent} ADD CONSTRAINT {name} UNIQUE (id, programme_id)",
            f"ALTER TABLE volunteers_{parent} DROP CONSTRAINT {name}",
        )
        for parent in PARENTS
        for name in [f"volunteers_{parent}_in_programme"]
    ]
    ties = [
        migrations.RunSQL(
            f"ALTER TABLE volunteers_{child} ADD CONSTRAINT {name} FOREIGN KEY ({column}_id, programme_id) "
            f"REFERENCES volunteers_{parent} (id, programme_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE volunteers_{child} DROP CONSTRAINT {name}",
        )
        for child, column, parent in FAMILIES
        for name in [f"volunteers_{child}_{column}_same_programme"]
    ]
    return [*keys, *ties]


def programme(**fields) -> models.ForeignKey:
    on_delete, to = django.db.models.deletion.PROTECT, "volunteers.programme"
    return models.ForeignKey(on_delete=on_delete, related_name="+", to=to, verbose_name="programme", **fields)


def link(to: str, words: str, related_name: str = "+") -> models.ForeignKey:
    on_delete = django.db.models.deletion.CASCADE
    return models.ForeignKey(on_delete=on_delete, related_name=related_name, to=to, verbose_name=words)


def number() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_match_reasons_blank")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(OFFERS_BECOME_A_MODEL, OFFERS_BECOME_A_LIST),
                migrations.RunSQL(HELP_BECOMES_A_MODEL, HELP_BECOMES_A_LIST),
            ],
            [
                migrations.CreateModel(
                    name="VolunteerOffer",
                    fields=[
                        ("id", number()),
                        ("volunteer", link("volunteers.volunteer", "volunteer")),
                        ("offer", link("volunteers.offer", "topic of companionship")),
                    ],
                    options={
                        "verbose_name": "offer of a volunteer",
                        "verbose_name_plural": "offers of volunteers",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=["volunteer", "offer"], name="volunteers_offer_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedHelp",
                    fields=[
                        ("id", number()),
                        ("need", link("volunteers.matchneed", "need")),
                        ("offer", link("volunteers.offer", "topic of companionship", "wished_in")),
                    ],
                    options={
                        "verbose_name": "help wanted",
                        "verbose_name_plural": "help wanted",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=["need", "offer"], name="volunteers_need_help_once")
                        ],
                    },
                ),
                migrations.AlterField(
                    model_name="volunteer",
                    name="offers",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="volunteers",
                        through="volunteers.VolunteerOffer",
                        to="volunteers.offer",
                        verbose_name="likes to do",
                    ),
                ),
                migrations.AlterField(
                    model_name="matchneed",
                    name="help",
                    field=models.ManyToManyField(
                        related_name="needs",
                        through="volunteers.NeedHelp",
                        to="volunteers.offer",
                        verbose_name="help wanted",
                    ),
                ),
            ],
        ),
        migrations.AddField("volunteeroffer", "programme", programme(null=True)),
        migrations.AddField("needhelp", "programme", programme(null=True)),
        migrations.RunSQL(PROGRAMMES, migrations.RunSQL.noop),
        migrations.AlterField("volunteeroffer", "programme", programme()),
        migrations.AlterField("needhelp", "programme", programme()),
        *bound(),
    ]
