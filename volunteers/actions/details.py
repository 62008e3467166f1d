"""What is known about a volunteer, written the same way whoever enters it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit import trail
from volunteers.models import Offer, Volunteer, VolunteerLanguage

FIELDS = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "gender",
    "contact_language",
    "postcode",
    "district",
    "availability",
    "interests",
    "max_matches",
    "wish_gender",
    "max_minutes",
    "situation",
    "motivation",
)


@transaction.atomic
def write_details(
    volunteer: Volunteer,
    *,
    verb: str,
    by: User | None,
    details: Mapping[str, Any],
    languages: Iterable[tuple[str, int]] | None = None,
    offers: Iterable[Offer] | None = None,
) -> Volunteer:
    """Sets the given details, checks and saves the row, new or locked by the caller, and writes ``verb`` to the trail.

    ``languages`` are pairs of code and level (1 to 4); ``None`` leaves languages or offers as they are.
    """
    changed = [name for name in FIELDS if name in details and getattr(volunteer, name) != details[name]]
    for name in changed:
        setattr(volunteer, name, details[name])
    # The account stands with the row or is made with it; whoever is asking need not see it.
    volunteer.full_clean(exclude=["user"])
    volunteer.save()
    if languages is not None:
        _replace_languages(volunteer, languages)
        changed.append("languages")
    if offers is not None:
        volunteer.offers.set(offers, through_defaults={"programme": volunteer.programme})
        changed.append("offers")
    trail.record(verb, volunteer, by=by, fields=changed)
    return volunteer


def _replace_languages(volunteer: Volunteer, languages: Iterable[tuple[str, int]]) -> None:
    volunteer.languages.all().delete()
    rows = [
        VolunteerLanguage(programme=volunteer.programme, volunteer=volunteer, code=code, level=level)
        for code, level in dict(languages).items()
    ]
    for row in rows:
        row.full_clean(validate_unique=False, validate_constraints=False)
    VolunteerLanguage.objects.bulk_create(rows)
