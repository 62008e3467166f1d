"""What happens by itself in counselling."""

from django.utils import timezone
from procrastinate.contrib.django import app

from counselling.actions.draft import erase_old_drafts
from counselling.actions.report import rebuild_figures
from ibs_portal.database.identity import asking_as_job


@app.periodic(cron="40 2 * * *")
@app.task(name="counselling.check_figures", queueing_lock="counselling.check_figures")
def check_figures(timestamp: int) -> None:
    """Every night: the figures are compared with what there is to count."""
    with asking_as_job():
        rebuild_figures(by=None)


@app.periodic(cron="25 3 * * *")
@app.task(name="counselling.erase_drafts", queueing_lock="counselling.erase_drafts")
def erase_drafts(timestamp: int) -> None:
    """Every night: drafts that nobody went on with for seven days."""
    with asking_as_job():
        erase_old_drafts(now=timezone.now())
