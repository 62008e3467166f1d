"""What somebody has just moved, kept in her session so that she can take it back."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from counselling.actions.followup_move import Move
from counselling.rules.followup_move import can_be_undone

LAST_MOVE = "followups_moved"


def last_move(request: HttpRequest) -> dict[str, Any] | None:
    """What this person moved in the last ten minutes: how many, and when."""
    kept = request.session.get(LAST_MOVE)
    if not kept:
        return None
    moved_at = datetime.datetime.fromisoformat(kept["at"])
    if not can_be_undone(moved_at, now=timezone.now()):
        return None
    return {"at": moved_at, "count": len(kept["moves"]), "moves": [Move(**move) for move in kept["moves"]]}
