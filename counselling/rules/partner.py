"""The directory of partners: what is known of them grows old."""

import datetime

# After a year nobody knows whether number and hours are still right.
FRESH_FOR = datetime.timedelta(days=365)


def is_stale(checked_on: datetime.date | None, *, today: datetime.date) -> bool:
    """Never checked, or longer than twelve months ago."""
    return checked_on is None or today - checked_on > FRESH_FOR
