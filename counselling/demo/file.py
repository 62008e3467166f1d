"""What files say beside names and contacts: levels of languages, ways to get in touch, a status here and there."""

import datetime
import random

from counselling.models import Case, Client, Household, HouseholdMember, Residence, Way

TIMES = ("nach 16 Uhr", "vormittags", "nicht freitags", "")
PURPOSES = {
    "permit": "Vom Titel hängt ab, ob die Familie Kindergeld bekommt.",
    "temporary_protection": "Für den Antrag auf Bürgergeld.",
    "tolerated": "Wegen der Arbeitserlaubnis für die Ausbildung.",
    "asylum_procedure": "Zugang zum Integrationskurs wird geprüft.",
}
SPEECH = ("languages", "mother_tongues", "speaks_well", "speaks_some", "needs_interpreter")
REACH = ("email", "safe_ways", "unsafe_ways", "preferred_way", "preferred_time", "is_address_unsafe")


def seed_files(*, now: datetime.datetime) -> None:
    chance = random.Random(11)
    clients = list(Client.objects.order_by("pk"))
    for client in clients:
        _speech(client, chance)
        _reach(client, chance)
    _in_danger(clients[1])
    Client.objects.bulk_update(clients, [*SPEECH, *REACH], batch_size=200)
    clients[1].save(update_fields=["reach_note"])
    _residences(clients, chance, now)


def _speech(client: Client, chance: random.Random) -> None:
    first, *others = client.languages
    client.mother_tongues = [first]
    if chance.random() < 0.7:
        client.speaks_some = others
    else:
        client.speaks_well = others
    client.needs_interpreter = "de" not in client.languages and chance.random() < 0.8


def _reach(client: Client, chance: random.Random) -> None:
    if not client.phone or chance.random() < 0.4:
        return
    client.safe_ways = sorted(chance.sample([Way.CALL, Way.TEXT, Way.LETTER], chance.randint(1, 3)))
    client.preferred_way, client.preferred_time = chance.choice(client.safe_ways), chance.choice(TIMES)
    if chance.random() < 0.3:
        client.email = f"person{client.pk}@example.org"


def _in_danger(client: Client) -> None:
    """Somebody whose letters others read."""
    client.is_address_unsafe, client.unsafe_ways, client.safe_ways = True, [Way.MESSAGE, Way.LETTER], [Way.TEXT]
    client.preferred_way, client.reach_note = Way.TEXT, "Der Bruder liest die Post."


def _residences(clients: list[Client], chance: random.Random, now: datetime.datetime) -> None:
    Residence.objects.bulk_create(
        Residence(
            client=client,
            controller_id=client.controller_id,
            status=(status := chance.choice(list(PURPOSES))),
            purpose=PURPOSES[status],
            recorded_at=now - datetime.timedelta(days=chance.randint(3, 300)),
            recorded_by_id=client.created_by_id,
        )
        for client in clients[::6]
    )


def seed_households(*, now: datetime.datetime) -> None:
    """Families: some with two files, most with children who are advised along."""
    chance, today = random.Random(12), now.date()
    for controller_id in (
        Client.objects.order_by().values_list("controller", flat=True).distinct().order_by("controller")
    ):
        clients = list(Client.objects.filter(controller=controller_id).order_by("pk"))
        for first, second in zip(clients[::5], clients[1::5], strict=False):
            _household(first, second if chance.random() < 0.4 else None, chance, today)


def _household(first: Client, partner: Client | None, chance: random.Random, today: datetime.date) -> None:
    household = Household.objects.create(controller_id=first.controller_id, created_by_id=first.created_by_id)
    since = today - datetime.timedelta(days=chance.randint(30, 300))
    common = {"household": household, "controller_id": first.controller_id, "joined_on": since}
    rows = [HouseholdMember(client=first, relation="reference", **common)]
    if partner:
        rows.append(HouseholdMember(client=partner, relation="partner", **common))
    for _child in range(chance.randint(1, 3)):
        born, is_advised = today.year - chance.randint(1, 17), chance.random() < 0.7
        rows.append(HouseholdMember(relation="child", birth_year=born, is_co_advised=is_advised, **common))
    HouseholdMember.objects.bulk_create(rows)


def seed_restricted() -> None:
    """One file that only the head, whoever leads the case, and the deputy know of."""
    case = Case.objects.open().filter(controller__kind="city").order_by("-pk").first()
    if case:
        client = Client.objects.get(pk=case.client_id)
        client.is_restricted = True
        client.restriction_reason = "Schutzwohnung: niemand darf wissen, dass die Person hier ist."
        client.save(update_fields=["is_restricted", "restriction_reason"])
