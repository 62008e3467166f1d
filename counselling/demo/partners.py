"""The directory of the demo: kinds of services that every town has, all of them invented."""

import datetime

from counselling.models import Partner, Topic

KIND = Partner.Kind
FREE, DAYS = "kostenlos", "Mo–Do 9–12 Uhr, Di auch 13–18 Uhr"
# name, kind, codes of topics, what they offer, languages, street, hours, access, costs, months since the last check
PARTNERS = (
    (
        *(
            "Jobcenter Beispielstadt",
            KIND.AUTHORITY,
            "benefits work",
            "Bürgergeld, Vermittlung in Arbeit, Sprachkurse.",
        ),
        *(["de"], "Werkstraße 10", "Mo–Fr 8–12 Uhr, Do auch 13–18 Uhr", "yes", FREE, 2),
    ),
    (
        *("Schuldnerberatung am Markt", KIND.ADVICE, "benefits letters", "Hilfe bei Schulden, Pfändung und Insolvenz."),
        *(["de", "ru"], "Markt 4", DAYS, "partly", FREE, 4),
    ),
    (
        *(
            "Verein Willkommen",
            KIND.ASSOCIATION,
            "volunteering family",
            "Begegnungscafé, Begleitung zu Ämtern, Nähtreff.",
        ),
        *(["de", "ar", "fa", "en"], "Gartenstraße 2", "Mi und Fr 15–19 Uhr", "yes", FREE, 1),
    ),
    (
        *("Volkshochschule, Sprachkurse", KIND.LANGUAGE, "german", "Integrationskurse A1 bis B2, Einstufungstest."),
        *(["de", "en", "uk"], "Schulweg 1", DAYS, "yes", "mit Berechtigung kostenlos", 3),
    ),
    (
        *("Psychosoziales Zentrum", KIND.HEALTH, "health", "Gespräche nach Flucht und Gewalt, mit Sprachmittlung."),
        *(["de", "ar", "fa", "ti"], "Ringstraße 8", "nach Terminvergabe, Warteliste", "partly", FREE, 5),
    ),
    (
        *("Schwangerenberatung", KIND.HEALTH, "family health", "Beratung rund um Geburt, Anträge, Erstausstattung."),
        *(["de", "vi"], "Lindenallee 20", DAYS, "yes", FREE, 7),
    ),
    (
        *("Frauen- und Kinderschutz", KIND.SHELTER, "family", "Schutz und Unterkunft, Tag und Nacht erreichbar."),
        *(["de", "en", "ar", "ru"], "", "rund um die Uhr, nur telefonisch", "unknown", FREE, 1),
    ),
    (
        *("Anerkennungsberatung", KIND.WORK, "work", "Anerkennung von Abschlüssen, Übersetzung, Kosten."),
        *(["de", "en", "uk", "es"], "Bahnhofstraße 30", "nach Terminvereinbarung", "yes", FREE, 6),
    ),
    (
        *("Mieterberatung", KIND.HOUSING, "housing", "Mietvertrag, Nebenkosten, Kündigung."),
        *(["de"], "Leipziger Straße 12", "Di 14–17 Uhr", "no", "Jahresbeitrag 60 Euro", 15),
    ),
    (
        *("Rechtsberatungsstelle für Migration", KIND.LAW, "residence", "Aufenthaltsrecht, Familiennachzug, Klagen."),
        *(["de", "en", "fr", "ar"], "Am Brunnen 5", "Do 15–18 Uhr ohne Termin", "partly", "10 Euro je Gespräch", 20),
    ),
    (
        *("Kita-Platzvermittlung", KIND.SCHOOL, "school family", "Anmeldung für Krippe, Kita und Hort."),
        *(["de"], "Rathausplatz 1", "Mo, Di, Do 9–12 Uhr", "yes", FREE, None),
    ),
)


def seed_partners(*, now: datetime.datetime) -> list[Partner]:
    topics = {topic.code: topic for topic in Topic.objects.all()}
    partners = Partner.objects.bulk_create(_partner(number, line, now) for number, line in enumerate(PARTNERS))
    links = [
        Partner.topics.through(partner=partner, topic=topics[code])
        for partner, line in zip(partners, PARTNERS, strict=True)
        for code in line[2].split()
        if code in topics
    ]
    Partner.topics.through.objects.bulk_create(links)
    return partners


def _partner(number: int, line: tuple, now: datetime.datetime) -> Partner:
    name, kind, _topics, offers, languages, street, hours, access, costs, months = line
    return Partner(
        name=name,
        kind=kind,
        offers=offers,
        languages=languages,
        street=street,
        postcode="08056" if street else "",
        town="Zwickau",
        phone=f"0375 000 2{number:02d}",
        email=f"kontakt{number}@example.org",
        hours=hours,
        access=access,
        costs=costs,
        checked_on=None if months is None else now.date() - datetime.timedelta(days=30 * months),
    )
