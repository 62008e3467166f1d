"""What both sides say of their companionship, and what the desk notes on a wish, is encrypted."""

from django.db import migrations, models
from django.db.models import Q

from ibs_portal.privacy.sealed_line import SealedLineField
from ibs_portal.privacy.sealing import AddToken, SealField

YOURSELF = "A few words for yourself and the coordination."
WORDS = (
    ("checkin", "words", SealedLineField("a sentence for the coordination", max_length=300, blank=True)),
    ("matchneed", "note", SealedLineField("note", max_length=300, blank=True, help_text="For the desk; nobody else reads it.")),
    ("meetingfeedback", "words", SealedLineField("in a few words", max_length=200, blank=True)),
    ("meetingnote", "text", SealedLineField("note", max_length=300, help_text=YOURSELF)),
)
ANSWERED = models.CheckConstraint(
    condition=Q(answer="", answered_at__isnull=True, words=b"", welcome__isnull=True)
    | (~Q(answer="") & Q(answered_at__isnull=False)),
    name="volunteers_checkin_answered",
    violation_error_message="An answer has a time.",
)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0027_federal_states")]
    operations = [
        # Links between rows are looked at before the tables change.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RemoveConstraint("checkin", ANSWERED.name),
        *(AddToken(model) for model, _name, _field in WORDS),
        *(SealField(model, name, field) for model, name, field in WORDS),
        migrations.AddConstraint("checkin", ANSWERED),
    ]
