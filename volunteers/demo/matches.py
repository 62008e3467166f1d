"""A cohort of twelve nurses, who waits for a companion, and matches in every state."""

import datetime
import random
from typing import NamedTuple

from django.utils import timezone

from ibs_portal.accounts.models import Organisation, User
from volunteers.actions.run import create_run, forbid_pair, update_weights
from volunteers.models import (
    Cohort,
    Match,
    MatchNeed,
    Meeting,
    MeetingFeedback,
    MeetingNote,
    NeedHelp,
    Offer,
    Programme,
    SkilledWorker,
    Volunteer,
    WorkerLanguage,
)
from volunteers.queries.matching import judge
from volunteers.rules.matching import MAXIMUM


class Nurse(NamedTuple):
    """Languages as ``code:level``; ``need`` is priority, wished gender and topics, or empty."""

    given: str
    family: str
    original: str
    origin: str
    profession: str
    languages: str
    district: str
    postcode: str
    times: str
    need: str


TABLE = """
Anjali | Thomas | അഞ്ജലി തോമസ് | IN | Pflegefachkraft | ml:4 en:3 hi:3 de:2 | Katharinenviertel | 49078 | tue_evening sat_morning | 2 - conversation town
Maricel | Dela Peña-Quiñones |  | PH | Pflegefachkraft | fil:4 en:4 de:1 | Schinkel | 49084 | mon_evening sun_afternoon | 2 - contacts sport
Ayşegül | Karabağ |  | TR | Altenpflegerin | tr:4 de:2 | Schinkel | 49084 | wed_afternoon sat_afternoon | 2 woman authorities doctor
Arun | Balakrishnan Nair | അരുൺ ബാലകൃഷ്ണൻ നായർ | IN | Pflegefachkraft | ml:4 ta:3 en:4 de:2 | Innenstadt | 49074 | thu_evening sun_morning | 2 - housing contacts
Zahra | Mohammadi-Nežād | زهرا محمدی‌نژاد | IR | Intensivpflegerin | fa:4 en:3 de:3 | Wüste | 49080 | fri_evening | 2 - letters authorities
Rosa Mae | Villanueva |  | PH | Pflegefachkraft | fil:4 en:4 de:2 | Katharinenviertel | 49078 | tue_evening wed_evening sat_morning | 2 woman town conversation
Gözde | Yağmuroğlu-Şahin |  | TR | Hebamme | tr:4 en:2 de:2 | Haste | 49090 | mon_morning tue_morning | 1 woman children doctor
Thịnh | Đỗ |  | VN | Pflegefachkraft | vi:4 en:2 de:2 | Innenstadt | 49074 | sat_morning sat_afternoon | 2 - cooking sport
Ilyas | Aït Ben Haddou | إلياس آيت بن حدو | MA | Pflegefachkraft | ar:4 fr:4 de:2 | Westerberg | 49076 | tue_evening sun_afternoon | 2 man culture conversation
Lucía | Ibáñez Ferrándiz |  | ES | OP-Pflegerin | es:4 en:2 | Schölerberg | 49082 | wed_evening | 3 - housing letters
Devi |  | ദേവി | IN | Pflegefachkraft | ml:4 en:2 | Nahne | 49082 | mon_afternoon | 2 - town contacts
Jhun Mark | Macaraeg |  | PH | Pflegehelfer | fil:4 en:4 de:1 | Voxtrup | 49086 | thu_morning |
"""  # noqa: E501
SHIFTS = (
    "Früh und Spät im Wechsel, jedes zweite Wochenende frei",
    "meist Frühdienst, ab 15 Uhr frei",
    "Nachtdienst, vormittags nicht erreichbar",
    "",
)
KINDS = ("in_person", "in_person", "in_person", "out", "out", "office", "phone")
NOTES = ("", "", "Fahrkarte gekauft", "Brief vom Amt gelesen", "Spaziergang am Rubbenbruchsee")


def nurses() -> list[Nurse]:
    return [Nurse(*(part.strip() for part in line.split("|"))) for line in TABLE.strip().splitlines()]


def seed_matches(
    programme: Programme,
    people: list[Volunteer],
    accounts: dict[str, User],
    organisations: dict[str, Organisation],
    *,
    now: datetime.datetime,
) -> None:
    """``people`` are the volunteers in the order of their table; the first is the account ``begleiterin``."""
    today = timezone.localdate(now)
    workers = _seed_workers(programme, accounts["fachkraft"], organisations, today)
    needs = _seed_needs(programme, workers, today)
    people[0].max_matches = 2
    Volunteer.objects.bulk_update(people[:1], ["max_matches"])
    couples = _Couples(programme, accounts["freiwilligenagentur"], now)
    # Worker, volunteer (places in their tables), days since it began, days since the last meeting.
    for worker, volunteer, days, last in (
        (0, 0, 130, 5),
        (1, 3, 70, 12),
        (2, 4, 110, 26),
        (3, 7, 95, 51),
        (8, 5, 80, 9),
    ):
        couples.meet(couples.begin(needs[worker], people[volunteer], days), until=last)
    couples.end(couples.begin(needs[4], people[1], 180), days=20)
    couples.ask(needs[5], people[0])
    coordinator = accounts["freiwilligenagentur"]
    update_weights(programme, points=MAXIMUM, by=coordinator)
    create_run(programme, by=coordinator, now=now)
    forbid_pair(needs[9], people[5], note="Arbeiten auf derselben Station.", by=coordinator, now=now)


def _seed_workers(
    programme: Programme, account: User, organisations: dict[str, Organisation], today: datetime.date
) -> list:
    arrived = today - datetime.timedelta(days=190)
    cohort = Cohort.objects.create(
        programme=programme,
        name=f"Pflegekräfte {arrived.year}, Klinikum",
        employer=organisations["hospital"],
        agency=organisations["employment_agency"],
        arrives_on=arrived,
        expected=12,
    )
    rows = [_worker(cohort, nurse, number, arrived) for number, nurse in enumerate(nurses())]
    rows[0].user, rows[0].email, rows[0].contact_language = account, account.email, account.language
    rows[0].given_name, _, rows[0].family_name = account.name.partition(" ")
    workers = SkilledWorker.objects.bulk_create(rows)
    WorkerLanguage.objects.bulk_create(
        WorkerLanguage(programme=programme, worker=worker, code=code, level=int(level))
        for worker, nurse in zip(workers, nurses(), strict=True)
        for code, level in (pair.split(":") for pair in nurse.languages.split())
    )
    return workers


def _worker(cohort: Cohort, nurse: Nurse, number: int, arrived: datetime.date) -> SkilledWorker:
    return SkilledWorker(
        programme=cohort.programme,
        cohort=cohort,
        given_name=nurse.given,
        family_name=nurse.family,
        original_name=nurse.original,
        # Not everybody writes mails: those are asked in person.
        email="" if number % 4 == 3 else f"fachkraft{number:02}@example.org",
        phone=f"0151 00000{number:02}",
        contact_language="de" if number % 3 == 2 else "en",
        origin=nurse.origin,
        profession=nurse.profession,
        employer=cohort.employer,
        availability=nurse.times.split(),
        shifts=SHIFTS[number % len(SHIFTS)],
        interests=("Chor, Kochen", "Fußball, Kino", "Lesen, Garten", "")[number % 4],
        postcode=nurse.postcode,
        district=nurse.district,
        applied_on=arrived,
        arrived_on=arrived,
        profile_completed_at=datetime.datetime.combine(arrived, datetime.time(12), datetime.UTC),
    )


def _seed_needs(programme: Programme, workers: list[SkilledWorker], today: datetime.date) -> list[MatchNeed]:
    offers = {offer.code: offer.pk for offer in Offer.objects.all()}
    rows, topics = [], []
    for number, (worker, nurse) in enumerate(zip(workers, nurses(), strict=True)):
        if nurse.need:
            priority, wish, *codes = nurse.need.split()
            since = today - datetime.timedelta(days=3 + 8 * (number % 6))
            rows.append(
                MatchNeed(
                    programme=programme,
                    worker=worker,
                    priority=int(priority),
                    wish_gender=wish.strip("-"),
                    opened_on=since,
                )
            )
            topics.append([offers[code] for code in codes])
    needs = MatchNeed.objects.bulk_create(rows)
    NeedHelp.objects.bulk_create(
        NeedHelp(programme=programme, need=need, offer_id=offer)
        for need, chosen in zip(needs, topics, strict=True)
        for offer in chosen
    )
    return needs


class _Couples:
    """Writes matches as they would have come about, without mails."""

    def __init__(self, programme: Programme, coordinator: User, now: datetime.datetime) -> None:
        self.programme, self.coordinator, self.now = programme, coordinator, now
        self.today, self.dice = timezone.localdate(now), random.Random(7)

    def begin(self, need: MatchNeed, volunteer: Volunteer, days: int) -> Match:
        began = self.now - datetime.timedelta(days=days)
        asked = began - datetime.timedelta(days=4)
        need.opened_on = timezone.localdate(asked) - datetime.timedelta(days=16)
        need.save(update_fields=["opened_on"])
        yes = {"volunteer_answer": "yes", "volunteer_answered_at": began, "worker_answer": "yes"}
        match = self._match(need, volunteer, "active", approved_at=asked, **yes)
        match.worker_answered_at, match.started_on = began, timezone.localdate(began)
        match.save()
        self._set(need, "matched")
        return match

    def ask(self, need: MatchNeed, volunteer: Volunteer) -> Match:
        asked = self.now - datetime.timedelta(days=2)
        match = self._match(need, volunteer, "asked", approved_at=asked)
        match.worker_answer, match.worker_answered_at = "yes", asked + datetime.timedelta(hours=5)
        match.worker_answered_how = "am Telefon"
        match.save()
        self._set(need, "proposed")
        return match

    def end(self, match: Match, *, days: int) -> None:
        self.meet(match, until=days + 6)
        match.state, match.end_reason = "ended", Match.EndReason.GOAL_REACHED
        match.ended_on = self.today - datetime.timedelta(days=days)
        match.save()
        self._set(match.need, "closed")

    def meet(self, match: Match, *, until: int) -> None:
        """About every ten days, the last one ``until`` days ago."""
        days = range((self.today - match.started_on).days - 3, until, -10)
        meetings = Meeting.objects.bulk_create(self._meeting(match, ago) for ago in [*days, until])
        MeetingNote.objects.bulk_create(
            MeetingNote(programme=self.programme, meeting=meeting, volunteer=match.volunteer, text=text)
            for meeting in meetings
            if (text := self.dice.choice(NOTES))
        )
        MeetingFeedback.objects.bulk_create(
            MeetingFeedback(programme=self.programme, meeting=meeting, worker=match.worker, how=how)
            for meeting in meetings
            if (how := self.dice.choice(("", "good", "good", "fine")))
        )

    def _meeting(self, match: Match, ago: int) -> Meeting:
        on = self.today - datetime.timedelta(days=ago)
        return Meeting(
            programme=self.programme,
            match=match,
            volunteer=match.volunteer,
            on=on,
            minutes=self.dice.choice((45, 60, 60, 90, 120, 180)),
            kind=self.dice.choice(KINDS),
            logged_by=match.volunteer.user,
            logged_on=on,
        )

    def _match(self, need: MatchNeed, volunteer: Volunteer, state: str, **fields) -> Match:
        pair = judge(need, volunteer, today=timezone.localdate(fields["approved_at"]))
        return Match(
            programme=self.programme,
            need=need,
            worker=need.worker,
            volunteer=volunteer,
            state=state,
            score=pair.score,
            reasons=pair.reasons,
            approved_by=self.coordinator,
            **fields,
        )

    def _set(self, need: MatchNeed, state: str) -> None:
        need.state = state
        need.save(update_fields=["state", "opened_on"])
