"""Twenty-five invented volunteers with names that break what breaks easily."""

import datetime
import random
from typing import NamedTuple

from django.utils import timezone

from ibs_portal.accounts.models import User
from volunteers.models import Consent, Offer, Programme, Volunteer, VolunteerLanguage, VolunteerOffer
from volunteers.rules.availability import SLOTS
from volunteers.rules.consent import CURRENT


class Person(NamedTuple):
    """``days`` in the present status; languages as ``code:level``."""

    given: str
    family: str
    gender: str
    district: str
    postcode: str
    languages: str
    offers: str
    status: str
    days: int


TABLE = """
Amelie | Dvořáková | woman | Katharinenviertel | 49078 | de:4 en:3 cs:3 hi:1 | conversation town contacts | active | 140
Łukasz | Đorđević | man | Wüste | 49080 | de:3 pl:4 sr:3 | authorities letters sport | active | 200
Thị Ánh | Nguyễn | woman | Innenstadt | 49074 | de:3 vi:4 en:2 | cooking doctor | active | 90
Suparman |  | man | Schinkel | 49084 | de:2 id:4 en:3 | sport contacts | active | 75
Fatma | Yıldırım-Öztürk | woman | Schinkel | 49084 | de:4 tr:4 | children authorities doctor | active | 320
Joséphine | d’Albret | woman | Westerberg | 49076 | de:4 fr:4 en:3 | culture conversation | active | 45
Siegrun | Müßiggang | woman | Schölerberg | 49082 | de:4 en:2 | conversation town letters | active | 260
Rajesh | Krishnamurthy | man | Innenstadt | 49074 | de:3 hi:4 ta:4 en:4 | town housing contacts | active | 130
María José | Núñez y Ibáñez | woman | Haste | 49090 | de:3 es:4 | children cooking | active | 30
Олена | Щербань | woman | Eversburg | 49090 | de:2 uk:4 ru:4 | conversation children | trained | 12
Karl-Heinz | von der Osten-Sacken | man | Westerberg | 49076 | de:4 | letters authorities | trained | 20
Aïcha | Ben Yahia | woman | Wüste | 49080 | de:3 ar:4 fr:4 | doctor children | accepted | 9
Jürgen | Große-Wächter | man | Nahne | 49082 | de:4 en:2 | housing sport | accepted | 15
Ngozi | Okonkwo | woman | Innenstadt | 49074 | de:2 en:4 ig:4 | culture contacts | accepted | 4
Þórdís | Sæmundsdóttir | woman | Sutthausen | 49082 | de:3 en:4 | town sport | accepted | 22
Mehmet Ali | Çağlayan | man | Fledder | 49086 | de:4 tr:4 | sport contacts cooking | interview | 6
Elżbieta | Wiśniewska-Krüger | woman | Voxtrup | 49086 | de:4 pl:4 | conversation letters | interview | 3
João | Gonçalves | man | Hafen | 49090 | de:2 pt:4 en:3 | sport cooking | applied | 0
Anneliese | Brüggemann | woman | Dodesheide | 49088 | de:4 | conversation | applied | 2
عبد الرحمن | القاسم | man | Schinkel | 49084 | ar:4 de:2 | town authorities | applied | 5
Zoë | Åkesson-O’Neill | diverse | Innenstadt | 49074 | en:4 de:3 | culture town | applied | 17
Priya | Ramasubramanian | woman | Westerberg | 49076 | en:4 ta:4 ml:3 de:2 | conversation doctor | applied | 8
Nicolás | Peña | man | Gartlage | 49084 | es:4 de:3 | town | paused | 40
Ġorġ | Żahra | man | Sonnenhügel | 49088 | en:4 it:3 de:3 | conversation sport | paused | 25
Ilse | Tiemann-Đặng | woman | Pye | 49090 | de:4 | letters | left | 50
"""


def _person(line: str) -> Person:
    *words, days = (part.strip() for part in line.split("|"))
    return Person(*words, days=int(days))


# Has signed up, and not answered the two pages after the code yet.
UNFINISHED = ("João",)
PEOPLE = tuple(_person(line) for line in TABLE.strip().splitlines())


def seed_volunteers(programme: Programme, companion: User, *, now: datetime.datetime) -> list[Volunteer]:
    """Makes them in the order of ``PEOPLE``; the first is the account that the demo names."""
    dice, today = random.Random(7), timezone.localdate(now)
    rows = [_volunteer(programme, person, number, dice, today, now) for number, person in enumerate(PEOPLE, 1)]
    companion_row = rows[0]
    companion_row.user, companion_row.email = companion, companion.email
    companion_row.given_name, _, companion_row.family_name = companion.name.partition(" ")
    people = Volunteer.objects.bulk_create(rows)
    _languages_and_offers(programme, people)
    Consent.objects.bulk_create(consent for v in people for consent in _consents(v, now))
    return people


def _volunteer(
    programme: Programme, person: Person, number: int, dice: random.Random, today: datetime.date, now: datetime.datetime
) -> Volunteer:
    since = today - datetime.timedelta(days=person.days)
    is_online = number % 4 != 0
    has_left = person.status == "left"
    return Volunteer(
        programme=programme,
        given_name=person.given,
        family_name=person.family,
        gender=person.gender,
        email=f"begleitung{number:02}@example.org" if is_online else "",
        phone=f"0541 0000{number:02}",
        contact_language="de" if "de:4" in person.languages or "de:3" in person.languages else "en",
        postcode=person.postcode,
        district=person.district,
        availability=sorted(dice.sample(SLOTS, 6), key=SLOTS.index),
        interests=dice.choice(("Chor, Wandern", "Fußball, Kino", "Garten, Backen", "Lesen, Theater", "")),
        max_matches=dice.choice((1, 1, 2, 3)),
        motivation=dice.choice(
            (
                "Ich bin selbst einmal neu hier angekommen.",
                "Ich habe Zeit und höre gern zu.",
                "Osnabrück ist schön!",
                "",
            )
        ),
        status=person.status,
        status_since=since,
        applied_on=since if person.status == "applied" else since - datetime.timedelta(days=40),
        interview_at=now + datetime.timedelta(days=2, hours=number) if person.status == "interview" else None,
        paused_until=today + datetime.timedelta(days=10 * (number % 3 + 1)) if person.status == "paused" else None,
        left_on=since if has_left else None,
        end_reason=Volunteer.EndReason.MOVED if has_left else "",
        source="online" if is_online else "phone",
        confirmed_at=now - datetime.timedelta(days=person.days) if is_online else None,
        profile_completed_at=None if person.given in UNFINISHED else now - datetime.timedelta(days=person.days),
    )


def _consents(volunteer: Volunteer, now: datetime.datetime) -> list[Consent]:
    """Most agreed to the present texts; two signed up under the old one and are asked again."""
    version = "2026-01" if volunteer.given_name in ("Fatma", "Siegrun") else CURRENT["data"]
    kinds = ("data", "matching") if version == "2026-01" else ("data", "matching", "news")
    how = "online" if volunteer.source == "online" else "phone"
    facts = {"programme": volunteer.programme, "volunteer": volunteer, "version": version, "how": how}
    return [Consent(**facts, kind=kind, given_at=now - datetime.timedelta(days=60)) for kind in kinds]


def _languages_and_offers(programme: Programme, people: list[Volunteer]) -> None:
    offers = {offer.code: offer for offer in Offer.objects.all()}
    languages, links = [], []
    for volunteer, person in zip(people, PEOPLE, strict=True):
        for pair in person.languages.split():
            code, _, level = pair.partition(":")
            languages.append(VolunteerLanguage(programme=programme, volunteer=volunteer, code=code, level=int(level)))
        links += [
            VolunteerOffer(programme=programme, volunteer=volunteer, offer=offers[code])
            for code in person.offers.split()
        ]
    VolunteerLanguage.objects.bulk_create(languages)
    VolunteerOffer.objects.bulk_create(links)
