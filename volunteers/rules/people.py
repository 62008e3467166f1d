"""What figures need to know of a person, and nothing by which she could be found."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

# How far somebody has come, the farthest last.
STAGES = ("applied", "interview", "accepted", "trained", "active", "matched")


@dataclass(frozen=True)
class Person:
    """One volunteer or worker in the figures. Days are cut down to their month."""

    subject: str
    since: datetime.date
    stage: str = ""
    ended_on: datetime.date | None = None
    end_reason: str = ""
    origin: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    # Workers: when the first wish for a companion was noted, and after how many days one began.
    asked_on: datetime.date | None = None
    waited: int | None = None

    @property
    def is_matched(self) -> bool:
        return self.waited is not None

    def to_json(self) -> dict[str, Any]:
        return {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in asdict(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Person":
        days = {name: _day(data.get(name)) for name in ("since", "ended_on", "asked_on")}
        known = {name: value for name, value in data.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, **days, "languages": tuple(data.get("languages", ()))})  # type: ignore[arg-type]


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def month_of(day: datetime.date | None) -> datetime.date | None:
    return day.replace(day=1) if day else None


def stage_of(status: str, *, is_matched: bool, has_group: bool, is_qualified: bool) -> str:
    """The farthest stage that a volunteer has reached, also one who has left or is taking a break."""
    if is_matched:
        return "matched"
    reached = ["applied"]
    reached += [status] if status in STAGES else []
    reached += ["trained"] if is_qualified else []
    reached += ["active"] if has_group else []
    return max(reached, key=STAGES.index)
