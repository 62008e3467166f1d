"""Projects, events and guests for the demo: the facts are real, the people are invented."""

import datetime
import random
import uuid

from dateutil.relativedelta import FR, SA, relativedelta
from django.utils import timezone

from ibs_portal.accounts.models import Organisation, User
from projects.models import Event, EventSeries, Place, Project, Registration
from projects.models.content import RegistrationMode
from projects.models.registration import REFERENCE_LENGTH, REFERENCE_LETTERS
from projects.rules.series import public_holidays

LOCAL_ZONE = timezone.get_default_timezone()
SECOND_SATURDAY, NEXT_FRIDAY = relativedelta(weekday=SA(2)), relativedelta(weekday=FR)
FESTIVAL_HOURS = datetime.timedelta(hours=6)
COOKING_HOURS = datetime.timedelta(hours=3)
SEWING_SINCE = datetime.date(2022, 11, 14)

GUESTS = (
    "Łukasz Đorđević",
    "Nguyễn Thị Ánh",
    "Suharto",
    "عبد الرحمن القاسم",
    "Олександра Щербань",
    "María del Pilar Núñez y Ibáñez",
    "Siegrun Müßiggang-Đặng",
    "Yonas Tewolde-Medhin",
    "Ġorġ Żahra",
    "Zaw Min Htun",
    "Jörg-Uwe Zschiesche",
    "Hewan Tesfamariam",
    "Samiullah Ahmadzai",
    "Familie Öztürk-Çağlayan",
    "Nour Eddine ben Yahia",
    "Aleksandra Đurđević",
    "D'Angelo Cecchini",
    "Bärbel Wünsche",
)
# Day or year, reason: the editions of the festival that are known from the town's press releases.
EDITIONS = (
    (datetime.date(2019, 5, 4), "Wetter", "Weather"),
    (datetime.date(2020, 5, 16), "Corona-Pandemie", "Covid pandemic"),
    (2021, "Corona-Pandemie", "Covid pandemic"),
    (datetime.date(2022, 5, 14), "", ""),
    (datetime.date(2023, 5, 13), "", ""),
    (datetime.date(2024, 5, 11), "", ""),
)


def seed(accounts: dict[str, User], organisations: dict[str, Organisation], *, now: datetime.datetime) -> None:
    """Three projects of the city with what was and what comes, seen from ``now``."""
    chance, city = random.Random(7), organisations["city"]
    places = _places()
    _festival(city, places, now=now)
    _sewing(city, places, now=now)
    _cooking(city, places, chance, now=now)


def _places() -> dict[str, Place]:
    return {
        "market": Place.objects.create(
            name="Hauptmarkt", postcode="08056", town="Zwickau", is_step_free=True, hint_de="", hint_en=""
        ),
        "lichthaus": Place.objects.create(
            name="Lichthaus e.V.", street="Neuplanitzer Straße 31", postcode="08062", town="Zwickau"
        ),
        "centre": Place.objects.create(
            name="IBS Zwickau",
            street="Hauptstraße 56",
            postcode="08056",
            town="Zwickau",
            is_step_free=True,
            hint_de="Erdgeschoss",
            hint_en="Ground floor",
        ),
        "park": Place.objects.create(
            name="Schwanenteichpark",
            town="Zwickau",
            is_step_free=True,
            hint_de="Treffpunkt am Eingang",
            hint_en="Meet at the entrance",
        ),
    }


def _at(day: datetime.date, hour: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), LOCAL_ZONE)


def _festival(city: Organisation, places: dict[str, Place], *, now: datetime.datetime) -> None:
    festival = Project.objects.create(
        organisation=city,
        slug="zwikkolor",
        kind=Project.Kind.FESTIVAL,
        order=10,
        title_de="zwikkolör",
        title_en="zwikkolör",
        summary_de="Das interkulturelle Fest und Fest des Ehrenamts auf dem Hauptmarkt.",
        summary_en="The intercultural festival of volunteers on the main square.",
        description_de=(
            "Vereine und Gruppen zeigen an Ständen und auf der Bühne, was sie tun. "
            "Kommen Sie einfach vorbei: Der Eintritt ist frei, der Platz ist ohne Stufen.\n\n"
            "Sie wollen mit Ihrem Verein dabei sein? Sprechen Sie uns an."
        ),
        description_en=(
            "Clubs and groups show what they do, at stands and on the stage. "
            "Just come: it is free and the square is step-free.\n\nYour club wants to join in? Talk to us."
        ),
    )
    Event.objects.bulk_create(
        [_edition(festival, places["market"], when, *reason) for when, *reason in EDITIONS]
        + [_edition(festival, places["market"], _next_festival(timezone.localdate(now)))]
    )


def _next_festival(today: datetime.date) -> datetime.date:
    """The second Saturday of May, this year or next."""
    this_year, next_year = (datetime.date(year, 5, 1) + SECOND_SATURDAY for year in (today.year, today.year + 1))
    return this_year if this_year > today else next_year


def _edition(
    festival: Project, place: Place, when: datetime.date | int, reason_de: str = "", reason_en: str = ""
) -> Event:
    start = None if isinstance(when, int) else _at(when, 14)
    return Event(
        project=festival,
        title_de="zwikkolör",
        title_en="zwikkolör",
        description_de="Stände, Bühne, Essen aus vielen Ländern.",
        description_en="Stands, stage, food from many countries.",
        place=place,
        starts_at=start,
        ends_at=start and start + FESTIVAL_HOURS,
        year=when if isinstance(when, int) else None,
        state=Event.State.CANCELLED if reason_de else Event.State.PLANNED,
        cancel_reason_de=reason_de,
        cancel_reason_en=reason_en,
    )


def _sewing(city: Organisation, places: dict[str, Place], *, now: datetime.datetime) -> None:
    words = {
        "title_de": "NäMo: Nähen am Montag",
        "title_en": "NäMo: sewing on Monday",
        "description_de": "Eine Ehrenamtliche zeigt, wie es geht. Auch wer noch nie genäht hat, ist willkommen.",
        "description_en": "A volunteer shows how it is done. Beginners are welcome too.",
    }
    project = Project.objects.create(
        organisation=city,
        slug="naemo",
        kind=Project.Kind.MEETING,
        order=20,
        summary_de="Gemeinsam nähen, für Frauen mit und ohne Migrationsgeschichte.",
        summary_en="Sewing together, for women with and without a history of migration.",
        **words,
    )
    series = EventSeries.objects.create(
        project=project,
        rule="FREQ=WEEKLY;BYDAY=MO",
        starts_on=SEWING_SINCE,
        start_time=datetime.time(10),
        minutes=90,
        holiday_region=EventSeries.HolidayRegion.SAXONY,
        place=places["lichthaus"],
        audience_de="Für Frauen",
        audience_en="For women",
        **words,
    )
    last = timezone.localdate(now) + relativedelta(months=6)
    times = series.times(first=SEWING_SINCE, last=last)
    Event.objects.bulk_create(
        [
            Event(project=project, series=series, starts_at=start, ends_at=end, **series.content())
            for start, end in times
        ]
    )


def _cooking(city: Organisation, places: dict[str, Place], chance: random.Random, *, now: datetime.datetime) -> None:
    project = Project.objects.create(
        organisation=city,
        slug="kochen-verbindet",
        kind=Project.Kind.EVENTS,
        order=30,
        title_de="Kochen und Grillen verbindet",
        title_en="Cooking brings people together",
        summary_de="Zusammen kochen, essen und reden, mehrmals im Jahr an wechselnden Orten.",
        summary_en="Cooking, eating and talking together, several times a year in changing places.",
    )
    today = timezone.localdate(now)

    def meal(days: int, seats: int, hour: int = 15, **fields: str) -> Event:
        day = _free_friday(today + relativedelta(days=days))
        is_outside = 5 <= day.month <= 9
        start = _at(day, hour)
        return Event.objects.create(
            project=project,
            title_de="Grillen verbindet" if is_outside else "Kochen verbindet",
            title_en="Barbecue together" if is_outside else "Cooking together",
            description_de="Wir besorgen alles. Es gibt immer auch Essen ohne Fleisch.",
            description_en="We bring everything. There is always food without meat.",
            place=places["park" if is_outside else "centre"],
            starts_at=start,
            ends_at=start + COOKING_HOURS,
            registration=RegistrationMode.OPEN,
            seats=seats,
            **fields,
        )

    meal(-150, 24)  # its guests are forgotten: registrations stay for 90 days
    _fill(meal(-80, 24), 21, chance, now=now)
    _fill(meal(-52, 16), 15, chance, now=now)
    _fill(meal(12, 24), 21, chance, now=now)
    full = meal(26, 12, hour=17)
    _fill(full, 12, chance, now=now)
    _wait(full, 3, chance, now=now)
    meal(
        40,
        20,
        state=Event.State.CANCELLED,
        cancel_reason_de="Die Küche wird renoviert.",
        cancel_reason_en="The kitchen is being renovated.",
    )


def _free_friday(day: datetime.date) -> datetime.date:
    """The next Friday that is no public holiday."""
    friday = day + NEXT_FRIDAY
    return _free_friday(friday + relativedelta(days=1)) if friday in public_holidays("SN", [friday.year]) else friday


def _fill(event: Event, wanted: int, chance: random.Random, *, now: datetime.datetime) -> None:
    """Guests for exactly this many places, in parties of one to four."""
    parties, left = [], wanted
    while left:
        parties.append(min(left, chance.choice((1, 1, 2, 2, 3, 4))))
        left -= parties[-1]
    _register(event, parties, Registration.State.REGISTERED, chance, now=now, days_before=30)


def _wait(event: Event, count: int, chance: random.Random, *, now: datetime.datetime) -> None:
    _register(event, [1, 2, 1][:count], Registration.State.WAITING, chance, now=now, days_before=3)


def _register(
    event: Event, parties: list[int], state: str, chance: random.Random, *, now: datetime.datetime, days_before: int
) -> None:
    names = chance.sample(GUESTS, len(parties))
    first = min(event.starts_at, now) - datetime.timedelta(days=days_before)
    Registration.objects.bulk_create(
        [
            Registration(
                organisation_id=event.project.organisation_id,
                event=event,
                name=name,
                email=f"gast{event.pk}-{number}@example.org",
                seats=seats,
                state=state,
                reference="".join(chance.choices(REFERENCE_LETTERS, k=REFERENCE_LENGTH)),
                form_key=uuid.UUID(int=chance.getrandbits(128)),
                created_at=first + datetime.timedelta(hours=number * 5 + chance.randrange(5)),
            )
            for number, (name, seats) in enumerate(zip(names, parties, strict=True), start=1)
        ]
    )
