"""The household of a file: who lives there now, who did, and who of them is counted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from counselling.models import Client, HouseholdMember
from counselling.queries.counter import name_from, name_parts


@dataclass(frozen=True)
class HouseholdPage:
    """``here`` is the membership of the file itself; ``None`` if it has no household."""

    here: HouseholdMember | None
    members: list[HouseholdMember]
    former: list[HouseholdMember]

    @property
    def with_file(self) -> int:
        return sum(1 for member in self.members if member.client_id)

    @property
    def co_advised(self) -> int:
        return sum(1 for member in self.members if member.is_co_advised)


def current_membership(user: Any, client: Client) -> HouseholdMember | None:
    return HouseholdMember.objects.visible_to(user).current().filter(client=client).first()


def members_of(user: Any, client: Client) -> Any:
    """The members that this person may see of the household in which the client lives now."""
    here = HouseholdMember.objects.visible_to(user).current().filter(client=client)
    return HouseholdMember.objects.visible_to(user).filter(household__in=here.values("household"))


def household_page(user: Any, client: Client) -> HouseholdPage:
    """Two queries for any number of members, each with ``name`` (empty without a file)."""
    rows = list(members_of(user, client).annotate(parts=Subquery(name_parts(OuterRef("client")))).order_by("pk"))
    for row in rows:
        row.name = name_from(row.parts)
    here = next((row for row in rows if row.client_id == client.pk and row.ended_on is None), None)
    members = [row for row in rows if row.ended_on is None]
    return HouseholdPage(here, members, [row for row in rows if row.ended_on])
