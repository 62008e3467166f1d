"""What happens by itself: offers end, series go on, guests are forgotten."""

from django.utils import timezone
from procrastinate.contrib.django import app

from ibs_portal.database.identity import asking_as_job
from projects.actions.registration import erase_registrations, expire_offers
from projects.actions.series import generate_all_series


@app.periodic(cron="*/5 * * * *")
@app.task(name="projects.expire_offers", queueing_lock="projects.expire_offers")
def expire_due_offers(timestamp: int) -> None:
    with asking_as_job():
        expire_offers(by=None, now=timezone.now())


@app.periodic(cron="15 3 * * *")
@app.task(name="projects.generate_series", queueing_lock="projects.generate_series")
def generate_series(timestamp: int) -> None:
    with asking_as_job():
        generate_all_series(by=None, now=timezone.now())


@app.periodic(cron="30 3 * * *")
@app.task(name="projects.erase_registrations", queueing_lock="projects.erase_registrations")
def erase_old_registrations(timestamp: int) -> None:
    with asking_as_job():
        erase_registrations(by=None, now=timezone.now())
