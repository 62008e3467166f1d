"""What happens by itself in counselling."""

from procrastinate.contrib.django import app

from counselling.actions.report import rebuild_figures
from ibs_portal.database.identity import asking_as_job


@app.periodic(cron="40 2 * * *")
@app.task(name="counselling.check_figures", queueing_lock="counselling.check_figures")
def check_figures(timestamp: int) -> None:
    """Every night: the figures are compared with what there is to count."""
    with asking_as_job():
        rebuild_figures(by=None)
