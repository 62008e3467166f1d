"""What a skilled worker has wished for so far."""

from typing import Any

from ibs_portal.database.identity import errand
from volunteers.models import MatchNeed, SkilledWorker


def own_wishes(worker: SkilledWorker) -> dict[str, Any]:
    """Help and wish of the need under way, for the worker who is asking: the desk's note on it stays where it is."""
    with errand(worker=worker.pk):
        needs = MatchNeed.objects.filter(worker=worker).exclude(state=MatchNeed.State.CLOSED)
        need = needs.only("pk", "wish_gender").first()
        return {"help": list(need.help.all()), "wish_gender": need.wish_gender} if need else {}
