"""Work of a job on many people, each of them in a transaction of her own."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from ibs_portal.database.identity import asking_as_job

logger = logging.getLogger(__name__)


def one_by_one(keys: Callable[[], Iterable[Any]], act: Callable[[Any], object]) -> int:
    """Does ``act`` with every key, as a job; for how many something was done.

    Each has a transaction of its own: where one fails, that one alone is undone and the log says which; the others go
    on, and the next run tries again. The log gets the kind of the error and not its words, which may quote a row.
    """
    with asking_as_job():
        found = list(keys())
    return sum(_done(act, key) for key in found)


def _done(act: Callable[[Any], object], key: Any) -> bool:
    try:
        with asking_as_job():
            return bool(act(key))
    except Exception as error:  # whatever it is, it is about one person
        logger.error("%s of row %s: %s", getattr(act, "__name__", act), key, type(error).__name__)
        return False
