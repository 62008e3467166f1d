"""The certificate on paper: one sheet of A4, tagged, with a code that anybody can check."""

import io
from collections.abc import Mapping
from typing import Any

import segno
from anyascii import anyascii
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from ibs_portal.accounts.models import User
from ibs_portal.documents.pdf import pdf
from volunteers.models import Certificate, Meeting, Volunteer
from volunteers.rules.hours import KINDS, Kind, Record, hours_words

# As many trainings as fit on the sheet; the rest is counted.
MOST_TRAININGS = 4
# The scripts in which the fonts of papers have letters: Latin and Cyrillic. Other names are written in Latin letters.
# What a kind of meeting shows of somebody's competences.
ACTIVITIES = {
    Meeting.Kind.IN_PERSON.value: gettext_lazy("regular conversations: listening, explaining, practising German"),
    Meeting.Kind.OUT.value: gettext_lazy("finding one's way in the town: places, clubs, everyday life, contacts"),
    Meeting.Kind.OFFICE.value: gettext_lazy("company at offices and authorities: letters, forms, appointments"),
    Meeting.Kind.PHONE.value: gettext_lazy("help from afar: by phone and video, reliably and on time"),
    Meeting.Kind.OTHER.value: gettext_lazy("support as the situation asked for it, across languages and cultures"),
}
WRITABLE = ((0x20, 0x24F), (0x2B0, 0x36F), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x2010, 0x2027))


def content_of(volunteer: Volunteer, done: Record, *, by: User) -> dict[str, Any]:
    """What the certificate says, to be kept as it is: codes and figures, and the names as they are today."""
    return {
        "name": volunteer.name,
        "programme": volunteer.programme.name,
        "organisation": volunteer.programme.organisation.name,
        "town": volunteer.programme.town,
        "place": volunteer.programme.contact_place,
        "phone": volunteer.programme.contact_phone,
        "email": volunteer.programme.contact_email,
        "minutes": {str(kind): minutes for kind, minutes in done.minutes.items()},
        "activities": list(done.activities),
        "people": done.people,
        "trainings": [[title, on.isoformat(), minutes] for title, on, minutes in done.trainings],
        "signed": by.name if by.pk != volunteer.user_id else "",
    }


def certificate_pdf(certificate: Certificate) -> bytes:
    """The paper, always in German: it is shown to German offices and employers."""
    with override("de"):
        return pdf("volunteers/certificate.typ", _document(certificate, certificate.content))


def _document(certificate: Certificate, content: Mapping[str, Any]) -> dict[str, Any]:
    name = writable(content["name"])
    return {
        "title": _("Certificate of volunteering"),
        "name": name,
        "organisation": content["organisation"],
        "programme": content["programme"],
        "sender": [part for part in (content["organisation"], content["place"]) if part],
        "reach": [part for part in (content["phone"], content["email"]) if part],
        "paragraphs": _paragraphs(certificate, content, name),
        "hours": [[str(KINDS[kind]), hours_words(m)] for kind in Kind if (m := content["minutes"].get(str(kind)))],
        "total": hours_words(certificate.minutes),
        "activities": [str(ACTIVITIES[code]) for code in content["activities"] if code in ACTIVITIES],
        "trainings": _trainings(content["trainings"]),
        "signature": [
            f"{content['town']}, {date_format(certificate.issued_on, 'DATE_FORMAT')}",
            _("For %(organisation)s") % {"organisation": content["organisation"]},
            content["signed"],
        ],
        "check": _check(certificate),
        "words": _words(),
        "issued": [certificate.issued_on.year, certificate.issued_on.month, certificate.issued_on.day],
    }


def _paragraphs(certificate: Certificate, content: Mapping[str, Any], name: str) -> list[str]:
    words = {
        "name": name,
        "programme": content["programme"],
        "since": date_format(certificate.since, "DATE_FORMAT"),
        "until": date_format(certificate.until, "DATE_FORMAT"),
        "total": hours_words(certificate.minutes),
    }
    return [
        _(
            "from %(since)s to %(until)s was active as a volunteer in the programme “%(programme)s”, unpaid and beside "
            "other duties, and gave %(total)s of time."
        )
        % words,
        _(
            "Volunteers of the programme accompany people who come to Germany to work. They help them to find their "
            "way in the town, at offices and in everyday life, to practise the language, and to feel welcome."
        ),
    ]


def _trainings(trainings: list[list[Any]]) -> list[list[str]]:
    shown = [[title, _day(on), hours_words(minutes)] for title, on, minutes in trainings[:MOST_TRAININGS]]
    more = len(trainings) - MOST_TRAININGS
    return [*shown, [_("and %(n)d more") % {"n": more}, "", ""]] if more > 0 else shown


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}.{month}.{year}"


def _check(certificate: Certificate) -> dict[str, str]:
    url = certificate.check_url
    stream = io.BytesIO()
    segno.make(url, error="m", micro=False).save(stream, kind="svg", border=0, scale=4, dark="#14212b")
    return {
        "qr": stream.getvalue().decode(),
        "url": url,
        "shown_url": url.partition("://")[2],
        "code": certificate.readable_code,
        "alt": _("QR code: leads to %(url)s, where this certificate can be checked.") % {"url": url},
        "text": _("Genuine? Check it with this code:"),
        "note": _(
            "The page shows first letters, time and hours, so that you can compare them with this paper. "
            "The certificate was made electronically and is valid without a signature."
        ),
    }


def _words() -> dict[str, Any]:
    return {
        "certifies": _("We certify that"),
        "hours": pgettext("certificate", "Time given"),
        "hours_header": [_("What for"), _("Hours")],
        "trainings_header": [_("Training"), _("Day"), _("Hours")],
        "total": _("In all"),
        "activities": _("Tasks and competences shown"),
        "trainings": _("Trainings attended"),
        "thanks": _("We thank for time, patience and warmth. This work makes a town a home."),
    }


def writable(name: str) -> str:
    """The name as it is, or in Latin letters where the paper has no letters for its script."""
    is_writable = all(any(first <= ord(sign) <= last for first, last in WRITABLE) for sign in name)
    return name if is_writable else anyascii(name).strip() or "?"
