"""The residence status of a file, for case workers of the own house."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from counselling.models import Client, Residence, ResidenceStatus
from counselling.queries.people import name_of
from ibs_portal.privacy.sealed_text import opened_from


def with_residence(clients: Any, user: Any) -> Any:
    """Clients with ``residence_parts``: for the page of a file, without another query."""
    rows = Residence.objects.visible_to(user).filter(client=OuterRef("pk"))
    return clients.annotate(
        residence_parts=Subquery(rows.values(parts=JSONObject(status="status", purpose="purpose", bound_to="token")))
    )


def residence_words(client: Any) -> dict[str, str] | None:
    """``None`` if none is recorded, or if it is none of the reader's business."""
    parts = client.residence_parts
    if not parts:
        return None
    status, purpose = (opened_from(Residence, name, parts[name], parts["bound_to"]) for name in ("status", "purpose"))
    label = ResidenceStatus(status.text).label if status.text else status.problem
    return {"status": str(label), "purpose": purpose.text}


def residence_of(user: Any, client: Client) -> Residence | None:
    """The row with ``recorded_by_name``, to be changed or deleted."""
    rows = Residence.objects.visible_to(user).filter(client=client)
    return rows.annotate(recorded_by_name=name_of("recorded_by")).first()
