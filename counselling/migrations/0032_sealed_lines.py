"""What is typed about people in lines, drafts and enquiries is encrypted; what is there already is encrypted here."""

import datetime

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from ibs_portal.privacy.sealed_line import SealedJSONField, SealedLineField
from ibs_portal.privacy.sealing import AddToken, SealField

# model, field, label, length, whether it may be empty; bound to the token
LINES = (
    ("breakglass", "reason", "reason", 300, False),
    ("case", "aim", "aim", 200, True),
    ("caseevent", "text", "text", 300, True),
    ("client", "reach_note", "to be minded", 120, True),
    ("client", "restriction_reason", "why it is restricted", 200, True),
    ("confidentialityrelease", "purpose", "what for", 300, False),
    ("confidentialityrelease", "reason_longer", "why longer than twelve months", 300, True),
    ("confidentialityrelease", "scope_text", "what else, or what not", 300, True),
    ("deadline", "move_reason", "why it was moved", 200, True),
    ("deadline", "text", "what about", 200, True),
    ("disclosure", "reason", "reason", 300, False),
    ("document", "note", "in short", 200, True),
    ("followup", "text", "what is to be done", 200, False),
    ("goal", "client_does", "what the person does", 500, True),
    ("goal", "indicator", "reached when", 200, True),
    ("goal", "others_do", "who else helps", 500, True),
    ("goal", "state_note", "remark", 200, True),
    ("goal", "we_do", "what the counselling centre does", 500, True),
    ("goal", "wish", "goal", 300, False),
    ("need", "text", "in short", 300, True),
    ("referral", "answer_text", "what they said", 500, True),
    ("referral", "told", "what was given", 2000, False),
)
# The same; bound to the number that the person got.
OF_THE_PUBLIC = (
    ("appointment", "note", "message", 300, True),
    ("enquiry", "answer", "answer", 4000, True),
    ("enquiry", "call_when", "best time for a call", 100, True),
    ("enquiry", "message", "message", 1000, True),
)
VALUES = (
    ("clientmerge", "before", {"verbose_name": "values before", "editable": False}),
    ("draft", "content", {"verbose_name": "content", "blank": True}),
)
WITH_TOKEN = sorted({model for model, *_line in (*LINES, *VALUES)} - {"document"})
NOT_EDITED = {"restriction_reason", "move_reason"}


def line(model: str, name: str, label: str, length: int, may_be_empty: bool, bound_to: str = "token") -> SealField:
    more = {"help_text": "In one sentence: what is to be reached?"} if name == "aim" else {}
    field = SealedLineField(
        label, max_length=length, blank=may_be_empty, editable=name not in NOT_EDITED, bound_to=bound_to, **more
    )
    return SealField(model, name, field)


def says(model: str, name: str, words: str, condition) -> migrations.AddConstraint:
    return migrations.AddConstraint(
        model, models.CheckConstraint(condition=condition, name=name, violation_error_message=words)
    )


CONSTRAINTS = (
    says(
        "breakglass",
        "counselling_breakglass_reason",
        "Say why, in ten characters or more.",
        # Ten characters, and what encryption adds.
        GreaterThanOrEqual(Length("reason"), 43),
    ),
    says(
        "client",
        "counselling_client_restricted_with_reason",
        "Say why the file is restricted.",
        Q(is_restricted=False, restriction_reason=b"") | (Q(is_restricted=True) & ~Q(restriction_reason=b"")),
    ),
    says(
        "confidentialityrelease",
        "counselling_release_says_what",
        "Say what may be told.",
        ~Q(matters=[]) | ~Q(scope_text=b""),
    ),
    says("confidentialityrelease", "counselling_release_purpose", "Say what for.", ~Q(purpose=b"")),
    says(
        "confidentialityrelease",
        "counselling_release_not_for_ever",
        "Longer than twelve months only with a reason, and three years at most.",
        Q(given_on=None)
        | Q(valid_until__lte=F("given_on") + datetime.timedelta(days=366))
        | (~Q(reason_longer=b"") & Q(valid_until__lte=F("given_on") + datetime.timedelta(days=1096))),
    ),
    says("disclosure", "counselling_disclosure_has_reason", "Say why.", ~Q(reason=b"")),
    says(
        "enquiry",
        "counselling_enquiry_answered_somehow",
        "An answer says when and how it was given.",
        (Q(answered_at=None) & Q(answered_how="", answer=b"")) | (Q(answered_at__isnull=False) & ~Q(answered_how="")),
    ),
    says("goal", "counselling_goal_has_words", "Write down the goal.", ~Q(wish=b"")),
    says("referral", "counselling_referral_told", "Say what was given.", ~Q(told=b"")),
)


class Migration(migrations.Migration):
    dependencies = [("counselling", "0031_sealed_notes")]
    operations = [
        # Links between rows are looked at before the tables change.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        *(migrations.RemoveConstraint(added.model_name, added.constraint.name) for added in CONSTRAINTS),
        *(AddToken(model) for model in WITH_TOKEN),
        *(line(*facts) for facts in LINES),
        *(line(*facts, bound_to="reference") for facts in OF_THE_PUBLIC),
        *(SealField(model, name, SealedJSONField(default=dict, **more)) for model, name, more in VALUES),
        *CONSTRAINTS,
    ]
