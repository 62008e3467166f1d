"""Measuring the finder: people of a list among a made-up crowd, searched by a made-up counsellor behind the walls."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.contrib.postgres.indexes import GinIndex
from django.db import connection

from counselling.demo.crowd import crowd
from counselling.models import Centre, ChannelState, Client, ClientName, NameKeys
from counselling.queries.finding import find_people
from counselling.rules.naming import fold, script_of, search_key, sort_key
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.database.identity import asking_as

FIRST = 5
BATCH = 2000


@dataclass(frozen=True)
class Pair:
    """A line of the list: who is looked for, and what somebody types."""

    line: int
    given: str
    family: str
    query: str

    @property
    def name(self) -> tuple[str, str]:
        return self.given, self.family


@dataclass(frozen=True)
class Answer:
    """``place`` counts from 1; 0 for a person that is not among the first fifty."""

    pair: Pair
    place: int
    milliseconds: float
    first: tuple[int, ...]


class Trial:
    """A house of its own with nobody else in it. Everything is to be rolled back by whoever makes it."""

    def __init__(self, pairs: Sequence[Pair], *, clients: int) -> None:
        self.pairs = pairs
        self.house = Organisation.objects.create(name="Probe", short_name="Probe", kind="city", is_controller=True)
        self.user = User.objects.create(email="probe@example.org", name="Probe", organisation=self.house)
        self.user.groups.add(Group.objects.get(name="counsellor"))
        self.centre = Centre.objects.create(
            slug="probe", name="Probe", short_name="Probe", street="Weg 1", postcode="08056", town="Zwickau",
            phone_state=ChannelState.OFF, email_state=ChannelState.OFF,
        )  # fmt: skip
        self.keys: dict[tuple[str, str], int] = {}
        self._load(clients)

    def _load(self, clients: int) -> None:
        wanted = dict.fromkeys(pair.name for pair in self.pairs)
        taken = {fold(" ".join(name)) for name in wanted}
        # Somebody with exactly the same name could not be told apart by any search.
        made = (one for one in crowd(clients) if fold(f"{one.given} {one.family}") not in taken)
        people = [(*name, None, "") for name in wanted] + [(one.given, one.family, one.born, one.phone) for one in made]
        indexes = [index for index in NameKeys._meta.indexes if isinstance(index, GinIndex)]
        with connection.schema_editor() as schema:
            # Made anew, they are ready in seconds. Nobody else can search until it is taken back.
            for index in indexes:
                schema.remove_index(NameKeys, index)
        for start in range(0, len(people), BATCH):
            self._add(people[start : start + BATCH], start)
        self.size = len(people)
        with connection.schema_editor() as schema, connection.cursor() as cursor:
            # Links that are checked at the end of a transaction keep an index from being made.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for index in indexes:
                schema.add_index(NameKeys, index)
            cursor.execute("ANALYZE counselling_client, counselling_clientname, counselling_namekeys")
        self.keys = {name: key for name, key in self.keys.items() if name in wanted}

    def _add(self, people: Sequence[tuple], start: int) -> None:
        clients = Client.objects.bulk_create(
            Client(
                controller=self.house, centre=self.centre, created_by=self.user, file_number=f"P-{number:06d}",
                birth_date=born, birth_precision="day" if born else "unknown", phone=phone,
            )
            for number, (_given, _family, born, phone) in enumerate(people, start)
        )  # fmt: skip
        pairs = list(zip(clients, people, strict=True))
        ClientName.objects.bulk_create(self._name(client, given, family) for client, (given, family, *_rest) in pairs)
        NameKeys.objects.bulk_create(
            NameKeys.of(client, [(given, family)]) for client, (given, family, *_rest) in pairs
        )
        for client, (given, family, *_rest) in pairs:
            self.keys.setdefault((given, family), client.pk)

    def _name(self, client: Client, given: str, family: str) -> ClientName:
        return ClientName(
            controller=self.house, client=client, given=given, family=family, is_primary=True,
            script=script_of(given or family), search_key=search_key(given, family), sort_key=sort_key(given, family),
        )  # fmt: skip

    def answers(self) -> Iterator[Answer]:
        for pair in self.pairs:
            with asking_as(self.user):
                before = time.perf_counter()
                found = [person.pk for person in find_people(self.user, pair.query)[:50]]
                spent = (time.perf_counter() - before) * 1000
            key = self.keys[pair.name]
            yield Answer(pair, found.index(key) + 1 if key in found else 0, spent, tuple(found[:FIRST]))

    def names(self, keys: Sequence[int]) -> list[str]:
        rows = {row.client_id: str(row) for row in ClientName.objects.filter(client__in=keys)}
        return [rows[key] for key in keys]
