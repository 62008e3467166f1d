"""The slip of an appointment: German on one side, the person's language on the other."""

from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counselling.models import Appointment
from counselling.rules.opening import local
from ibs_portal.languages import direction


def slip_sides(appointment: Appointment) -> list[dict[str, Any]]:
    """One side per language, each with its words under ``lang`` and ``dir``; German alone if that is the language."""
    languages = list(dict.fromkeys(["de", appointment.contact_language]))
    return [side_in(language, appointment) for language in languages]


def side_in(language: str, appointment: Appointment) -> dict[str, Any]:
    centre, start = appointment.centre, local(appointment.starts_at)
    with translation.override(language):
        where = f"{centre.name}\n{centre.address}" if appointment.channel == "in_person" else _("We call you.")
        return {
            "lang": language,
            "dir": direction(language),
            "title": _("Your appointment"),
            "rows": [
                {"label": _("Day"), "value": formats.date_format(start, _("l, j F Y"))},
                {"label": _("Time"), "value": formats.time_format(start, "G:i"), "is_time": True},
                {"label": _("Where"), "value": where, "is_german": appointment.channel == "in_person"},
                {
                    "label": pgettext("appointment", "Reference number"),
                    "value": appointment.reference_text,
                    "is_time": True,
                },
                *([{"label": _("Phone"), "value": centre.phone, "is_time": True}] if centre.phone else []),
            ],
            "bring": list(appointment.topic.text("bring", language).splitlines()) if appointment.topic else [],
            "bring_title": _("What to bring"),
            "cannot": _("You cannot come? Please call us, so that somebody else gets the time."),
        }
