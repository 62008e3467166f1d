"""A copy of everything about a person: for machines (Art. 20 GDPR) and on paper (Art. 15)."""

import datetime
import json
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ibs_portal.documents.pdf import pdf
from volunteers.documents.certificate import writable

JSON_MEDIA_TYPE = "application/json"


def data_json(data: Any, *, today: datetime.date) -> bytes:
    """``{"made_on", "controller", "data": {model: [{field: value}]}, …}``; ``data`` is of ``queries.my_data``."""
    content = {
        "made_on": today.isoformat(),
        "controller": data.programme.organisation.name,
        "programme": data.programme.name,
        "data": {section.rows[0].holding.label: [row.values for row in section.rows] for section in data.sections},
        "kept_by_the_coordination": [{"what": str(what), "number": number} for what, number in data.kept_back],
        "opened_by": [
            {"month": f"{look.month:%Y-%m}", "role": str(look.role), "times": look.looks, "people": look.people}
            for look in data.looks
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def data_pdf(data: Any, *, today: datetime.date) -> bytes:
    """On paper in German, as the papers of the house are."""
    with override("de"):
        return pdf("volunteers/my_data.typ", _document(data, today))


def _document(data: Any, today: datetime.date) -> dict[str, Any]:
    house = data.programme.organisation.name
    return {
        "title": _("What we keep about you"),
        "name": writable(data.person.name),
        "organisation": house,
        "made": _("Made on %(day)s by %(house)s (Articles 15 and 20 GDPR).")
        % {"day": date_format(today, "DATE_FORMAT"), "house": house},
        "sections": [
            {
                "title": str(section.title),
                "rows": [[[str(label), writable(text)] for label, text in row.lines] for row in section.rows],
            }
            for section in data.sections
        ],
        "kept_title": _("What the coordination keeps besides"),
        "kept": [f"{what}: {number}" for what, number in data.kept_back],
        "kept_note": _("It concerns somebody else as well, or is your own secret: we tell you more on request.")
        if data.is_from_desk
        else _("Ask for a copy; you get it."),
        "looks_title": _("Who has opened your file"),
        "looks_header": [_("Month"), _("Who"), _("How often"), _("Different people")],
        "looks": [[f"{look.month:%m.%Y}", str(look.role), str(look.looks), str(look.people)] for look in data.looks],
        "nobody": _("Nobody has opened your file in the last two years."),
        "page": _("Page"),
        "of": _("of"),
    }
