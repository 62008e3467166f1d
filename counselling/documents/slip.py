"""The slip that a person takes along to another service: where it is, when, in which languages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counselling.documents.bilingual import Bilingual
from counselling.models import Partner
from ibs_portal.languages import language_label

WHAT = {
    "where": _("Where"),
    "phone": _("Phone"),
    "hours": _("Opening hours"),
    "languages": _("Languages"),
    "costs": _("Costs"),
    "access": _("With a wheelchair"),
}


def slip_sheet(partner: Partner, *, second: str) -> dict[str, Any]:
    """Facts of the directory as they stand there; only words around them are in two languages."""
    both = Bilingual(second)
    facts = {
        "where": partner.address,
        "phone": partner.phone,
        "hours": partner.hours,
        "languages": [_label(code, both) for code in partner.languages],
        "costs": partner.costs,
        "access": both(Partner.Access(partner.access).label) if partner.access != Partner.Access.UNKNOWN else None,
    }
    return {
        "title": both(_("This service can help you")),
        "facts": [{"kind": kind, "label": both(WHAT[kind]), "value": value} for kind, value in facts.items() if value],
        "hint": both(_("You can show this paper there. It says nothing about you.")),
    }


def _label(code: str, both: Bilingual) -> dict[str, str]:
    second = language_label(code, both.second) if both.second else ""
    return {"german": language_label(code, "de"), "second": second}
