"""Languages and topics of a volunteer, read together with the row."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from volunteers.models import VolunteerLanguage, VolunteerOffer


def with_languages_and_offers(rows: Any) -> Any:
    """Adds ``spoken_codes`` and ``offered_names``; ``spoken`` puts the first into words."""
    own = {"volunteer": OuterRef("pk")}
    spoken = VolunteerLanguage.objects.filter(**own).order_by("-level", "code")
    name = "offer__name_de" if (get_language() or "de").startswith("de") else "offer__name_en"
    offered = VolunteerOffer.objects.filter(**own).order_by("offer__position", "offer__code")
    return rows.annotate(
        spoken_codes=ArraySubquery(spoken.values(data=JSONObject(code="code", level="level"))),
        offered_names=ArraySubquery(offered.values(name)),
    )


def spoken(volunteer: Any) -> list[VolunteerLanguage]:
    """The languages as a template shows them."""
    return [VolunteerLanguage(**row) for row in volunteer.spoken_codes]
