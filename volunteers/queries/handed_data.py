"""The copy of somebody's data that the desk hands out when she asks by phone or letter (Art. 15 GDPR)."""

from typing import Any

from ibs_portal.privacy.values import told_rows
from volunteers.models import Erasure
from volunteers.queries.my_data import (
    DERIVED,
    KINDS,
    WITHHELD,
    MyData,
    Person,
    looks_of,
    named_from,
    readable_holdings,
    sections_of,
)
from volunteers.queries.narrow import held_besides, readings_of

# They are about two people, and what stands there may be the other one's word (Art. 15 (4) GDPR): told as numbers.
OF_TWO = ("volunteers.PairExclusion", "volunteers.MatchingProposal", "volunteers.ProposedPair")


def data_to_hand_out(user: Any, person: Person) -> MyData:
    """What her own page shows, and what the desk wrote about her; asked as a coordinator of her programme.

    What was encrypted with the key of another process is told as kept encrypted, as on her page.
    """
    holdings = readable_holdings(type(person), user.database_role)
    parts = [(h, _rows(user, h, person)) for h in holdings if h.label not in OF_TWO]
    told = told_rows(parts, derived=DERIVED, withheld=WITHHELD, named_from=named_from)
    kept = [(KINDS.get(label, label), number) for label, number in held_besides(person)]
    erasure = Erasure.objects.visible_to(user).open().filter(**{_key(person): person}).first()
    return MyData(person, sections_of(told), kept, looks_of(readings_of(person)), erasure, is_from_desk=True)


def _rows(user: Any, holding: Any, person: Person) -> Any:
    return holding.model._default_manager.visible_to(user).filter(holding.of(person)).order_by()


def _key(person: Person) -> str:
    return "volunteer" if person._meta.model_name == "volunteer" else "worker"
