"""What the terms of the score count in a programme."""

from volunteers.models import MatchingWeights, Programme
from volunteers.rules.matching import MAXIMUM, PERFECT


def weights_of(programme: Programme) -> dict[str, int]:
    """Its own weights in the order of the terms, or the usual ones."""
    row = MatchingWeights.objects.filter(programme=programme).first()
    if row is None or set(row.points) != set(MAXIMUM) or sum(row.points.values()) != PERFECT:
        # Nobody set them, or they speak of terms of an earlier version.
        return dict(MAXIMUM)
    return {code: row.points[code] for code in MAXIMUM}
