"""Do people feel welcome? The programme's own number, month by month."""

import datetime
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Avg, Count
from django.db.models.functions import TruncMonth

from volunteers.models import CheckIn
from volunteers.models.checkin import LEAST_WELCOME, MOST_WELCOME

MONTHS = 12
# A number about fewer people could be about somebody.
FEWEST = 5
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 240, 44, 26, 12


@dataclass(frozen=True)
class Month:
    """``average`` and ``number`` are empty where fewer than five have answered."""

    first: datetime.date
    average: float | None
    number: int | None
    is_small: bool


def welcome_by_month(user: Any, *, today: datetime.date) -> list[Month]:
    """The last twelve months, for whoever may see check-ins; small numbers are not told, also not inside."""
    start = today.replace(day=1) - relativedelta(months=MONTHS - 1)
    answers = CheckIn.objects.visible_to(user).filter(welcome__isnull=False, answered_at__date__gte=start)
    months = answers.order_by().values(month=TruncMonth("answered_at"))
    rows = months.annotate(average=Avg("welcome"), answered=Count("worker", distinct=True))
    found = {row["month"].date(): (row["average"], row["answered"]) for row in rows}
    return [_month(start + relativedelta(months=n), found) for n in range(MONTHS)]


def _month(first: datetime.date, found: dict[datetime.date, tuple[float, int]]) -> Month:
    average, number = found.get(first, (None, 0))
    if number < FEWEST:
        return Month(first, None, None, is_small=number > 0)
    return Month(first, round(float(average or 0), 1), number, is_small=False)


def welcome_chart(months: list[Month]) -> dict[str, Any]:
    """Points and lines of the drawing, from 1 at the ground to 5."""
    room, slot = HEIGHT - BOTTOM - TOP, (WIDTH - LEFT) / len(months)

    def height(value: float) -> int:
        return round(TOP + room * (1 - (value - LEAST_WELCOME) / (MOST_WELCOME - LEAST_WELCOME)))

    points = [
        {"x": round(LEFT + slot * (n + 0.5)), "y": height(month.average) if month.average else None, "month": month}
        for n, month in enumerate(months)
    ]
    lines = [{"value": value, "y": height(value)} for value in range(LEAST_WELCOME, MOST_WELCOME + 1)]
    path = " ".join(f"{point['x']},{point['y']}" for point in points if point["y"] is not None)
    geometry = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "words": HEIGHT - 8}
    return {**geometry, "points": points, "lines": lines, "path": path}
