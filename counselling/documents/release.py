"""The form of a release from confidentiality: to be read in two languages, and signed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counselling.documents.bilingual import Bilingual
from counselling.models import ConfidentialityRelease, Matter

RIGHTS = (
    _("This is voluntary. If you do not sign, you will be advised all the same."),
    _("You can take it back at any time, for the future, without giving reasons: in person, by phone or in writing."),
    _("What is not ticked here may not be told. Nobody else than the service named above is told anything."),
    _(
        "The people who advise you must keep silent about you (section 203 of the German Criminal Code, StGB). Only "
        "with this paper may they speak about you with the service named above."
    ),
    _(
        "The law behind it: your consent under Articles 6(1)(a) and 7 of the General Data Protection Regulation "
        "(GDPR); for health and religion also Article 9(2)(a)."
    ),
    _("You get a copy of this paper."),
)


def release_sheet(release: ConfidentialityRelease, *, name: str, birth: str, second: str) -> dict[str, Any]:
    """All texts of the form; what was typed stands there once, as it was typed."""
    both, until = Bilingual(second), f"{release.valid_until:%d.%m.%Y}"
    return {
        "title": both(_("Release from confidentiality")),
        "person": both(_("I, %(name)s"), name=name),
        "birth": both(_("Date of birth: %(birth)s"), birth=birth) if birth else None,
        "allow": both(
            _("allow the staff of %(centre)s (%(controller)s) to speak about me with this service:"),
            centre=release.client.centre.name,
            controller=release.controller.name,
        ),
        "purpose": both(_("What for:")),
        "may_be_told": both(_("This may be told:")),
        "matters": [(both(matter.label), matter.value in release.matters) for matter in Matter],
        "also": both(_("More precisely:")),
        "until": both(_("This release ends on %(day)s."), day=until),
        "rights": both.each(RIGHTS),
        "signatures": both.each((_("Place, date"), _("Signature"), _("Signature of the staff"))),
        "interpreted": both(_("Read aloud and translated by (name, language):")),
        "oral": both(_("The person said so orally; it was noted here."))
        if release.form == ConfidentialityRelease.Form.ORAL
        else None,
    }
