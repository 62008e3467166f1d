"""What happens by itself to sessions."""

from django.utils import timezone
from procrastinate.contrib.django import app

from ibs_portal.accounts.actions import remove_old_sessions
from ibs_portal.database.identity import asking_as_job


@app.periodic(cron="45 3 * * *")
@app.task(name="accounts.remove_old_sessions", queueing_lock="accounts.remove_old_sessions")
def remove_old(timestamp: int) -> None:
    with asking_as_job():
        remove_old_sessions(now=timezone.now())
