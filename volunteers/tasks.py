"""Work that is done by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from volunteers.actions.match import expire_matches


@app.periodic(cron="17 3 * * *")
@app.task(name="volunteers.expire_matches", queueing_lock="volunteers.expire_matches")
def expire_unanswered_matches(timestamp: int) -> None:
    """Every night: questions nobody answered within two weeks, so that the need does not wait for nothing."""
    expire_matches(by=None, now=timezone.now())
