"""Files, cases, twelve months of contacts and the follow-ups of the next weeks; all of it invented."""

import datetime
import random
import uuid
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from counselling.demo.people import (
    AIMS,
    CITY_PEOPLE,
    COUNTY_PEOPLE,
    FOLLOWUPS,
    ORIGINS,
    STREETS,
    TEAM_NOTES,
)
from counselling.models import (
    Case,
    CaseEvent,
    Centre,
    Client,
    ClientName,
    Contact,
    ContactNote,
    ContactTopic,
    EndReason,
    FollowUp,
    NameKeys,
    NumberSeries,
    Topic,
)
from counselling.queries.workdays import working_days
from counselling.rules.case import case_number, file_number
from counselling.rules.followup import next_working_day
from counselling.rules.naming import script_of, search_key, sort_key
from ibs_portal.accounts.models import User

BERLIN = ZoneInfo("Europe/Berlin")
DAY = datetime.timedelta(days=1)
CHANNELS = ["in_person"] * 14 + ["phone"] * 4 + ["email"] * 2 + ["letter", "outreach"]
OUTCOMES = ["done"] * 6 + ["open"] * 3 + ["referred"]
MINUTES = [5, 10, 10, 15, 15, 15, 20, 20, 30, 30, 45, 60]
TOPIC_WEIGHTS = [9, 8, 8, 6, 5, 4, 4, 3, 3, 3, 1, 2]
ANONYMOUS = 0.15
# People and contacts a working day: a whole office, and a small one for tests.
WHOLE = {"city": (150, 12), "county": (45, 3)}
SMALL = {"city": (62, 5), "county": (20, 1)}


def seed_casework(accounts: dict[str, User], centre: Centre, *, now: datetime.datetime, is_small: bool = False) -> None:
    """The same for the same ``now``: city and county each on their own, in bulk."""
    chance, size = random.Random(7), SMALL if is_small else WHOLE
    city = [accounts[name] for name in ("beratung", "beratung", "leitung")]
    county = [accounts["koordination-landkreis"]]
    _Controller(centre, city, CITY_PEOPLE, *size["city"], chance, now, counter=accounts["bfd"]).seed()
    _Controller(centre, county, COUNTY_PEOPLE, *size["county"], chance, now).seed()


class _Controller:
    """One controller's year."""

    def __init__(self, centre, staff, people, number, a_day, chance, now, counter=None) -> None:
        self.centre, self.staff, self.people, self.number, self.a_day = centre, staff, people, number, a_day
        self.chance, self.now, self.today = chance, now, now.astimezone(BERLIN).date()
        self.controller, self.counter = staff[0].organisation, counter or staff[0]
        self.is_working_day = working_days(centre, self.today - 370 * DAY, self.today + 60 * DAY)

    def seed(self) -> None:
        self.clients = self._clients()
        self.cases = self._cases()
        self._contacts()
        self._followups()

    # --- People --------------------------------------------------------------------------------------------

    def _clients(self) -> list[Client]:
        people = [*self.people, *(self._anybody() for _number in range(self.number - len(self.people)))]
        clients = Client.objects.bulk_create(self._client(n, person) for n, person in enumerate(people, start=1))
        rows = [list(self._names(client, person)) for client, person in zip(clients, people, strict=True)]
        ClientName.objects.bulk_create(row for names in rows for row in names)
        NameKeys.objects.bulk_create(
            NameKeys.of(client, [(name.given, name.family) for name in names])
            for client, names in zip(clients, rows, strict=True)
        )
        self._series("client", 0, len(clients))
        return clients

    def _anybody(self) -> tuple:
        language, country, given, family = self.chance.choice(ORIGINS)
        languages = [language, "de"] if self.chance.random() < 0.5 else [language]
        return self.chance.choice(given.split()), self.chance.choice(family.split()), (), languages, country

    def _client(self, number: int, person: tuple) -> Client:
        _given, _family, _more, languages, country = person
        precision = self.chance.choices(["day", "year", "estimated", "unknown"], [80, 6, 10, 4])[0]
        born = datetime.date(self.chance.randint(1955, 2005), self.chance.randint(1, 12), self.chance.randint(1, 28))
        if precision in ("year", "estimated"):
            born = born.replace(month=1, day=1)
        is_known = self.chance.random() < 0.7
        return Client(
            controller=self.controller,
            centre=self.centre,
            file_number=file_number(number),
            created_by=self.staff[0],
            birth_date=None if precision == "unknown" else born,
            birth_precision=precision,
            languages=languages,
            nationality=self.chance.choices([country, "stateless", "unknown", ""], [85, 3, 3, 9])[0],
            gender=self.chance.choice(["female", "male", "female", "male", ""]),
            phone=f"0375 000 {number:02d} {self.chance.randint(10, 99)}" if is_known else "",
            street=f"{self.chance.choice(STREETS)} {self.chance.randint(1, 80)}" if is_known else "",
            postcode="08056" if is_known else "",
            town="Zwickau" if is_known else "",
        )

    def _names(self, client: Client, person: tuple) -> Iterator[ClientName]:
        given, family, more, _languages, _country = person
        for position, (kind, first, last) in enumerate([("official", given, family), *more]):
            yield ClientName(
                controller=self.controller,
                client=client,
                kind=kind,
                given=first,
                family=last,
                script=script_of(first or last),
                is_primary=position == 0,
                search_key=search_key(first, last),
                sort_key=sort_key(first, last),
            )

    # --- Cases ---------------------------------------------------------------------------------------------

    def _cases(self) -> dict[int, Case]:
        """Two of three people have a case; the first of all has one whose course goes far back."""
        numbers: dict[int, int] = {}
        cases = [self._case(client, numbers) for client in self.clients[: self.number * 2 // 3]]
        Case.objects.bulk_create(cases)
        CaseEvent.objects.bulk_create(event for case in cases for event in self._turns(case))
        for year, last in numbers.items():
            self._series("case", year, last)
        return {case.client_id: case for case in cases}

    def _case(self, client: Client, numbers: dict[int, int]) -> Case:
        owner = self.chance.choice(self.staff)
        deputies = [person for person in self.staff if person != owner]
        opened = self.today - self.chance.randint(20, 340) * DAY
        numbers[opened.year] = numbers.get(opened.year, 0) + 1
        case = Case(controller=self.controller, client=client, number=case_number(opened.year, numbers[opened.year]))
        case.owner, case.deputy = owner, self.chance.choice(deputies) if deputies else None
        case.kind, case.aim, case.opened_on = self.chance.choice(Case.Kind.values), self.chance.choice(AIMS), opened
        is_closed = self.chance.random() < 0.3 and (self.today - opened).days > 60
        if is_closed and client != self.clients[0]:
            case.status, case.end_reason = Case.Status.CLOSED, self.chance.choice(EndReason.values[:5])
            case.closed_on = opened + self.chance.randint(40, (self.today - opened).days) * DAY
        return case

    def _turns(self, case: Case) -> Iterator[CaseEvent]:
        common = {"controller": self.controller, "client": case.client, "case": case, "by": case.owner}
        yield CaseEvent(kind="opened", at=self._moment(case.opened_on, 9), text=case.aim, **common)
        if case.closed_on:
            moment = self._moment(case.closed_on, 16)
            yield CaseEvent(kind="closed", at=moment, end_reason=case.end_reason, **common)

    # --- Contacts ------------------------------------------------------------------------------------------

    def _contacts(self) -> None:
        days = [self.today - n * DAY for n in range(365)]
        planned = [day for day in days if self.is_working_day(day) for _n in range(self._how_many(day))]
        made = [contact for day in planned if (contact := self._contact(day))]
        contacts = Contact.objects.bulk_create(made)
        topics = list(Topic.objects.active())
        ContactTopic.objects.bulk_create(row for contact in contacts for row in self._topics(contact, topics))
        with_note = (c for c in contacts if c.client_id and self.chance.random() < 0.45)
        ContactNote.objects.bulk_create(self._note(contact) for contact in with_note)

    def _how_many(self, day: datetime.date) -> int:
        """Wednesdays and Fridays are short, summer is quiet."""
        usual = self.a_day * (0.6 if day.weekday() in (2, 4) else 1.3) * (0.7 if day.month in (7, 8) else 1)
        return max(0, round(self.chance.gauss(usual, usual / 3)))

    def _contact(self, day: datetime.date) -> Contact | None:
        at = self._moment(day, self.chance.choice([9, 10, 11, 13, 14, 15]), self.chance.randrange(0, 60, 5))
        at = at if at < self.now else self.now - datetime.timedelta(minutes=self.chance.randint(15, 240))
        client = None if self.chance.random() < ANONYMOUS else self._visitor()
        case = self.cases.get(client.pk) if client else None
        if case and (case.opened_on > day or (case.closed_on and case.closed_on < day)):
            case = None
        by = self.counter if client is None else case.owner if case else self.chance.choice(self.staff)
        return Contact(
            controller=self.controller,
            centre=self.centre,
            client=client,
            case=case,
            by=by,
            at=at,
            created_at=at,
            token=uuid.UUID(int=self.chance.getrandbits(128)),
            minutes=self.chance.choice(MINUTES),
            channel=self.chance.choice(CHANNELS),
            outcome=self.chance.choice(OUTCOMES),
            language=self._language(client),
            persons_counted=self.chance.choices([1, 2, 3, 4], [80, 12, 5, 3])[0],
        )

    def _visitor(self) -> Client:
        """Some come often; the first person of all has a thick file."""
        if self.chance.random() < 0.03:
            return self.clients[0]
        place = int(self.chance.betavariate(1, 2) * len(self.clients))
        return self.clients[min(place, len(self.clients) - 1)]

    def _language(self, client: Client | None) -> str:
        if client and self.chance.random() < 0.6:
            return client.languages[0]
        return self.chance.choice(["de", "de", "ar", "en", "uk", "fa"])

    def _topics(self, contact: Contact, topics: list[Topic]) -> Iterator[ContactTopic]:
        weights = TOPIC_WEIGHTS[: len(topics)]
        chosen = self.chance.choices(topics[: len(weights)], weights, k=self.chance.choice([1, 1, 1, 2, 2, 3]))
        for topic in dict.fromkeys(chosen):
            yield ContactTopic(controller=self.controller, contact=contact, topic=topic)

    def _note(self, contact: Contact) -> ContactNote:
        text = self.chance.choice(TEAM_NOTES)
        return ContactNote(
            controller=self.controller,
            contact=contact,
            client=contact.client,
            case=contact.case,
            author=contact.by,
            text=text,
            created_at=contact.at,
        )

    # --- Follow-ups ----------------------------------------------------------------------------------------

    def _followups(self) -> None:
        """Some overdue, some today, the others in the coming weeks; and many that are done."""
        open_cases = [case for case in self.cases.values() if case.is_open]
        coming = [-6, -3, -1, 0, 0, 0, 1, 2, 3, 5, 7, 8, 12, 14, 20, 28]
        rows = [self._followup(case, days) for case, days in zip(open_cases, coming, strict=False)]
        done = self.chance.choices(open_cases, k=len(open_cases))
        rows += [self._followup(case, -self.chance.randint(8, 60), is_done=True) for case in done]
        FollowUp.objects.bulk_create(rows)

    def _followup(self, case: Case, days: int, *, is_done: bool = False) -> FollowUp:
        due = self._due(self.today + days * DAY)
        followup = FollowUp(controller=self.controller, client_id=case.client_id, case=case, due_on=due)
        followup.text, followup.assigned_to, followup.created_by = self.chance.choice(FOLLOWUPS), case.owner, case.owner
        followup.created_at = self._moment(due - 10 * DAY, 10)
        if is_done:
            followup.done_at, followup.done_by, followup.result = self._moment(due, 15), case.owner, "done"
        return followup

    def _due(self, day: datetime.date) -> datetime.date:
        """A working day: of the past the last one before that day, of the future the next one."""
        if day > self.today:
            return next_working_day(day, self.is_working_day)
        return next(past for back in range(30) if self.is_working_day(past := day - back * DAY))

    # --- Small things --------------------------------------------------------------------------------------

    def _moment(self, day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
        moment = datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=BERLIN)
        return min(moment, self.now)

    def _series(self, kind: str, year: int, last: int) -> None:
        NumberSeries.objects.create(controller=self.controller, kind=kind, year=year, last=last)
