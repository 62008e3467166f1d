"""In whose name mails about an account go out: an area says it for its people, the portal writes to all others."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sender:
    """A name for the reader, and where answers go."""

    name: str
    reply_to: str = ""


_asked: list[Callable[[str], Sender | None]] = []


def register_sender(ask: Callable[[str], Sender | None]) -> None:
    """``ask`` is given an e-mail address, which may be nobody's."""
    if ask not in _asked:
        _asked.append(ask)


def sender_for(email: str) -> Sender | None:
    return next((sender for ask in _asked if (sender := ask(email))), None)
