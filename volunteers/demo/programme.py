"""The programme with its topics and groups."""

import datetime
from itertools import cycle

from django.utils import timezone
from django.utils.translation import gettext_noop

from ibs_portal.accounts.models import Organisation
from volunteers.models import CompanionGroup, GroupMembership, Offer, Programme, Volunteer

OFFERS = (
    ("conversation", "Gespräche auf Deutsch", gettext_noop("Conversation in German")),
    ("town", "Die Stadt zeigen", gettext_noop("Showing the town")),
    ("authorities", "Zu Ämtern mitgehen", gettext_noop("Going along to authorities")),
    ("letters", "Briefe und Formulare verstehen", gettext_noop("Understanding letters and forms")),
    ("doctor", "Arzttermine finden", gettext_noop("Finding a doctor")),
    ("housing", "Wohnung und Möbel suchen", gettext_noop("Looking for a flat and furniture")),
    ("children", "Kita, Schule und Familie", gettext_noop("Child care, school and family")),
    ("contacts", "Vereine und Leute kennenlernen", gettext_noop("Getting to know clubs and people")),
    ("sport", "Sport und Bewegung", gettext_noop("Sport and exercise")),
    ("cooking", "Kochen und Essen", gettext_noop("Cooking and eating")),
    ("culture", "Musik, Kunst und Feste", gettext_noop("Music, art and festivals")),
)
# Name, focus, places, when it meets.
GROUPS = (
    ("Ankommen", "die ersten Wochen in der Stadt", 6, "erster Dienstag im Monat, 18:00 Uhr"),
    ("Pflege und Klinik", "Fachkräfte im Krankenhaus", 8, "zweiter Mittwoch im Monat, 17:30 Uhr"),
    ("Sprechen", "Deutsch im Alltag", 5, "jeden zweiten Montag, 17:00 Uhr"),
    ("Familien", "Kita, Schule, Nachzug", 6, "letzter Samstag im Monat, 10:00 Uhr"),
    ("Ämter und Briefe", "Formulare, Termine, Fristen", 4, "dritter Donnerstag im Monat, 16:00 Uhr"),
    ("Bewegung", "Radfahren, Laufen, Vereine", 6, "sonntags nach Absprache"),
    ("Kochen verbindet", "gemeinsam essen", 6, "zweiter Freitag im Monat, 18:30 Uhr"),
    ("Südstadt", "Nachbarschaft Schölerberg und Nahne", 5, "nach Absprache"),
)


def seed_programme(organisations: dict[str, Organisation]) -> Programme:
    programme = Programme.objects.create(
        organisation=organisations["agency"],
        slug="osnabrueck",
        name="Begleitprojekt Osnabrück",
        town="Osnabrück",
        federal_state="NI",
        summary="Freiwillige begleiten Fachkräfte aus aller Welt in ihren ersten Monaten in Osnabrück.",
        next_step="Wir rufen Sie in den nächsten fünf Werktagen an und lernen uns kennen.",
        contact_email="begleitprojekt@example.org",
        contact_phone="0541 000000",
        contact_place="Freiwilligen-Agentur Osnabrück",
    )
    programme.partners.set([organisations["employment_agency"], organisations["welcome_center"]])
    Offer.objects.bulk_create(
        Offer(code=code, name_de=german, name_en=english, position=10 * n)
        for n, (code, german, english) in enumerate(OFFERS, 1)
    )
    return programme


def seed_groups(programme: Programme, people: list[Volunteer], *, now: datetime.datetime) -> None:
    """Active and pausing volunteers in groups; the first two share one, and each group's first member speaks for it."""
    groups = CompanionGroup.objects.bulk_create(
        CompanionGroup(programme=programme, name=name, focus=focus, seats=seats, meets=meets, max_matches=seats * 2)
        for name, focus, seats, meets in GROUPS
    )
    members = [v for v in people if v.status in ("active", "paused")]
    places = cycle([groups[1], groups[1], *groups])
    joined = timezone.localdate(now) - datetime.timedelta(days=60)
    rows = [
        GroupMembership(programme=programme, group=group, volunteer=volunteer, joined_on=joined)
        for volunteer, group in zip(members, places, strict=False)
    ]
    GroupMembership.objects.bulk_create(rows)
    for row in reversed(rows):
        row.group.speaker = row.volunteer
    CompanionGroup.objects.bulk_update(groups, ["speaker"])
