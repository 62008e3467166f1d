"""Centres with their hours. The regular week of Zwickau is an example; the summer of 2025 was announced like this."""

import datetime

from counselling.models import (
    Centre,
    ChannelState,
    Mode,
    Offering,
    OpeningException,
    OpeningPeriod,
    OpeningRule,
    Reason,
    Weekday,
)
from counselling.rules.holidays import holiday_on
from ibs_portal.accounts.models import Organisation

MON, TUE, WED, THU, FRI = list(Weekday)[:5]
SINCE = datetime.date(2017, 3, 1)  # the centre opened
EXAMPLE_WEEK = (
    (MON, "09:00", "12:00"),
    (MON, "13:00", "18:00"),
    (TUE, "09:00", "12:00"),
    (TUE, "13:00", "15:00"),
    (WED, "09:00", "12:00"),
    (THU, "09:00", "12:00"),
    (THU, "13:00", "18:00"),
    (FRI, "09:00", "12:00"),
)
SUMMER_2025_WEEK = (
    (MON, "09:00", "12:00"),
    (MON, "13:00", "18:00"),
    (TUE, "09:00", "12:00"),
    (TUE, "13:00", "15:00"),
    (WED, None, None),
    (THU, "09:00", "12:00"),
    (THU, "13:00", "15:00"),
    (FRI, None, None),
)
COUNTY_WEEK = ((TUE, "09:00", "12:00"), (TUE, "13:00", "17:00"), (THU, "09:00", "12:00"), (WED, None, None))


def seed_centres(organisations: dict[str, Organisation]) -> dict[str, Centre]:
    """Zwickau, carried by city and county, and two centres of the county; keys are the slugs."""
    city, county = organisations["city"], organisations["county"]
    zwickau = Centre.objects.create(
        slug="zwickau",
        name="Integrationsberatungsstelle Zwickau",
        short_name="IBS Zwickau",
        street="Hauptstraße 56",
        postcode="08056",
        town="Zwickau",
        access_text="Erdgeschoss",
        map_text="Der Eingang ist an der Hauptstraße.",
        phone="0375 000 00 00",
        email="ibs@example.org",
        appointment_text="Einen Termin bekommen Sie am Telefon oder per E-Mail.",
        is_example_week=True,
        staff_needed=2,
        order=10,
    )
    zwickau.carriers.set([city, county])
    return {
        "zwickau": zwickau,
        "glauchau": _county_centre(county, "Glauchau", "08371", "03763 000 00 00", order=20),
        "limbach-oberfrohna": _county_centre(county, "Limbach-Oberfrohna", "09212", "03722 000 00 00", order=30),
    }


def _county_centre(county: Organisation, town: str, postcode: str, phone: str, *, order: int) -> Centre:
    centre = Centre.objects.create(
        slug=town.lower(),
        name=f"Integrationsberatungsstelle {town}",
        short_name=f"IBS {town}",
        street="Beispielstraße 1",
        postcode=postcode,
        town=town,
        phone=phone,
        phone_state=ChannelState.LIMITED,
        phone_note="Am besten dienstags.",
        email=f"ibs-{town.lower()}@example.org",
        appointment_text="Einen Termin bekommen Sie am Telefon oder per E-Mail.",
        is_example_week=True,
        # The demo has no team there whose absence could be missed.
        staff_needed=0,
        order=order,
    )
    centre.carriers.set([county])
    return centre


def seed_hours(centres: dict[str, Centre], *, now: datetime.datetime) -> None:
    zwickau = centres["zwickau"]
    summer = OpeningPeriod.objects.create(
        centre=zwickau,
        starts_on=datetime.date(2025, 6, 30),
        ends_on=datetime.date(2025, 8, 8),
        kind=OpeningPeriod.Kind.REDUCED,
        reason=Reason.HOLIDAYS,
        announced_on=datetime.date(2025, 6, 20),
    )
    weeks = [(zwickau, None, EXAMPLE_WEEK), (zwickau, summer, SUMMER_2025_WEEK)]
    weeks += [(centre, None, COUNTY_WEEK) for slug, centre in centres.items() if slug != "zwickau"]
    OpeningRule.objects.bulk_create(_rule(*week, *line) for *week, lines in weeks for line in lines)
    _own_hours(zwickau)
    OpeningException.objects.bulk_create([_training_2025(zwickau), *_coming(zwickau, now)])


PHONE_WEEK = tuple((day, "10:00", "12:00") for day in (MON, TUE, THU, FRI))
MEDIATION_WEEK = ((TUE, "14:00", "17:00"), (THU, "09:00", "12:00"))


def _own_hours(zwickau: Centre) -> None:
    """An example as well: the phone has hours of its own, and language mediation is at the town hall."""
    phone = Offering.objects.create(centre=zwickau, kind=Offering.Kind.PHONE)
    mediation = Offering.objects.create(
        centre=zwickau,
        name="Sprachmittlung",
        place="Rathaus Zwickau",
        address="Hauptmarkt 1, 08056 Zwickau",
        public_note="Beispiel: Hier bestellen Sie Sprachmittlung für Termine bei Behörden.",
        follows_house=False,
    )
    OpeningRule.objects.bulk_create(
        _rule(zwickau, None, *line, offering=offering)
        for offering, lines in ((phone, PHONE_WEEK), (mediation, MEDIATION_WEEK))
        for line in lines
    )


def _rule(centre, period, weekday, opens, closes, **more) -> OpeningRule:
    mode = Mode.OPEN if opens else Mode.BY_APPOINTMENT
    return OpeningRule(
        centre=centre, period=period, weekday=weekday, opens=opens, closes=closes, mode=mode, valid_from=SINCE, **more
    )


def _training_2025(centre: Centre) -> OpeningException:
    return OpeningException(
        centre=centre,
        starts_on=datetime.date(2025, 7, 7),
        ends_on=datetime.date(2025, 7, 11),
        reason=Reason.TRAINING,
        announced_at=datetime.datetime(2025, 6, 20, 8, tzinfo=datetime.UTC),
    )


def _coming(centre: Centre, now: datetime.datetime) -> list[OpeningException]:
    """A day of the team next week and two days of training five weeks from now; never on a public holiday."""
    monday = now.date() - datetime.timedelta(days=now.weekday())
    team_day = _working_day(centre, monday + datetime.timedelta(days=9))
    training = _working_day(centre, monday + datetime.timedelta(days=37))
    note = "In dringenden Fällen hilft die Beratungsstelle in Glauchau."
    return [
        OpeningException(
            centre=centre,
            starts_on=team_day,
            ends_on=team_day,
            reason=Reason.TEAM_DAY,
            public_note=note,
            announced_at=now,
        ),
        OpeningException(
            centre=centre,
            starts_on=training,
            ends_on=training + datetime.timedelta(days=1),
            reason=Reason.TRAINING,
            announced_at=now,
        ),
    ]


def _working_day(centre: Centre, day: datetime.date) -> datetime.date:
    while holiday_on(centre.federal_state, day) or day.weekday() > FRI:
        day += datetime.timedelta(days=1)
    return day
