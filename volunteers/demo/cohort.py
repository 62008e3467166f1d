"""A cohort on its way, taken over from the agency's list as a coordinator would."""

import datetime

from django.utils import timezone

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.documents.spreadsheet import csv_file
from volunteers.actions.cohort_import import import_cohort, stage_cohort
from volunteers.models import Offer, Programme

HEADINGS = ("Name", "Vorname", "Herkunft", "Sprachen", "Deutsch", "Beruf", "Schicht", "Stadtteil")
LIST = """
Kurian|Sneha|Indien|Malayalam (Muttersprache), Englisch C1|B1|Pflegefachkraft|Wechselschicht|Haste
Xavier|Bibin|Indien|Malayalam (Muttersprache), Englisch C1|B1|Pflegefachkraft|Wechselschicht|Haste
Pathak|Ritika|Indien|Hindi (Muttersprache), Englisch C1|A2|Pflegefachkraft|meist früh|Schinkel
Dimaculangan|Lovely Joy|Philippinen|Filipino (Muttersprache), Englisch C2|B1|Altenpflegerin|Nachtdienst|Wüste
Buenaventura|Reynaldo|Philippinen|Filipino (Muttersprache), Englisch C2|A2|Pflegehelfer|Wechselschicht|Wüste
Çelikkıran|Şeyma|Türkei|Türkisch (Muttersprache)|B2|Altenpflegerin|meist spät|Schölerberg
El Yazidi|Soukaina|Marokko|Arabisch (Muttersprache), Französisch C1|B1|Pflegefachkraft|Wechselschicht|Innenstadt
Benítez Quiroga|Álvaro|Spanien|Spanisch (Muttersprache), Englisch B2|B1|Pflegefachkraft|Wechselschicht|Innenstadt
"""
DAYS_TO_ARRIVAL = 60


def seed_cohort(
    programme: Programme, organisations: dict[str, Organisation], *, by: User, now: datetime.datetime
) -> None:
    """Eight people who arrive in two months; nobody of them has been asked, so that the list can be taken back."""
    later = timezone.localdate(now) + datetime.timedelta(days=DAYS_TO_ARRIVAL)
    batch = stage_cohort(
        csv_file(HEADINGS, [line.split("|") for line in LIST.strip().splitlines()]),
        by=by,
        programme=programme,
        file_name="ankunft-altenhilfe.csv",
        name=f"Pflegekräfte {later.year}, Altenhilfe",
        agency=organisations["employment_agency"],
    )
    offers = Offer.objects.filter(code__in=("town", "authorities"))
    import_cohort(batch, by=by, now=now, arrives_on=later, help=offers, leave_out_alike=False)
