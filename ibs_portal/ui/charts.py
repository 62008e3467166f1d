"""The chart of a year: twelve pairs of bars, as numbers for a drawing in a template."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 250, 44, 26, 12
STEPS = (5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000, 25000, 50000, 100000)


@dataclass(frozen=True)
class Bar:
    label: str
    short: str
    number: int | None
    before: int | None
    x: int
    y: int
    height: int
    x_before: int
    y_before: int
    height_before: int
    middle: int
    is_chosen: bool


def month_chart(months: Sequence[Any], *, chosen: Collection[int]) -> dict[str, Any] | None:
    """Twelve rows with ``label``, ``number`` and ``before``; ``None`` if there is nothing in both years."""
    most = max((n for row in months for n in (row.number, row.before) if n), default=0)
    if not most:
        return None
    step = next((step for step in STEPS if most <= step * 4), most // 4 + 1)
    top = step * -(-most // step)
    room = HEIGHT - BOTTOM - TOP
    slot = (WIDTH - LEFT) / 12
    lines = [{"value": value, "y": round(TOP + room * (1 - value / top))} for value in range(0, top + 1, step)]

    def bar(month: int) -> Bar:
        row = months[month]
        heights = [round((number or 0) / top * room) for number in (row.number, row.before)]
        left = LEFT + slot * month
        return Bar(
            label=row.label,
            short=row.label[:3],
            number=row.number,
            before=row.before,
            x=round(left + slot * 0.42),
            y=round(TOP + room - heights[0]),
            height=heights[0],
            x_before=round(left + slot * 0.14),
            y_before=round(TOP + room - heights[1]),
            height_before=heights[1],
            middle=round(left + slot / 2),
            is_chosen=month in chosen,
        )

    geometry = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "ground": HEIGHT - BOTTOM, "words": HEIGHT - 8}
    return {**geometry, "bar_width": round(slot * 0.4), "before_width": round(slot * 0.28),
            "lines": lines, "bars": [bar(month) for month in range(12)]}  # fmt: skip
