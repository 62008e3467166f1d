"""Somebody with two files, written by two offices: so that the list of possible duplicates has something to say."""

from counselling.models import Client, ClientName, NameKeys

# Who is there already, and under which name the second file stands.
TWINS = (("Shevchuk", "Schewtschuk"), ("Haddad", "Hadad"))


def seed_duplicates() -> None:
    """Gives the second file of each the birthday of the first; an office leaves the address out."""
    for family, other in TWINS:
        first = Client.objects.filter(names__family=family, names__is_primary=True).order_by("pk").first()
        second = Client.objects.filter(names__family=other, names__is_primary=True).order_by("-pk").first()
        if first is None or second is None:
            continue
        second.birth_date, second.birth_precision = first.birth_date, first.birth_precision
        second.save(update_fields=["birth_date", "birth_precision"])
        names = ClientName.objects.filter(client=second).order_by("-is_primary", "pk").values_list("given", "family")
        fresh = NameKeys.of(second, names)
        NameKeys.objects.filter(client=second).update(names=fresh.names, facts=fresh.facts, likeness=fresh.likeness)
