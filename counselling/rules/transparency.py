"""Until when a file is kept (Art. 5(1)(e) GDPR): what the sheet for the person promises."""

import datetime

YEARS_AFTER_LAST_CONTACT = 3


def kept_until(last_contact_on: datetime.date) -> datetime.date:
    """The end of the year of the last contact and three years more."""
    return datetime.date(last_contact_on.year + YEARS_AFTER_LAST_CONTACT, 12, 31)
