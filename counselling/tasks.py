"""What happens by itself in counselling."""

from django.utils import timezone
from procrastinate.contrib.django import app

from counselling.actions.appointment import erase_appointments, remind_of_appointments
from counselling.actions.client_import import erase_imports
from counselling.actions.document import scan_documents
from counselling.actions.draft import erase_old_drafts
from counselling.actions.enquiry import erase_enquiries
from counselling.actions.interpreter import erase_interpreter_requests
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


@app.periodic(cron="0 9,15 * * *")
@app.task(name="counselling.remind_of_appointments", queueing_lock="counselling.remind_of_appointments")
def remind_of_tomorrow(timestamp: int) -> None:
    """Twice a day, so that a morning without a worker leaves nobody without a word."""
    with asking_as_job():
        remind_of_appointments(now=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="counselling.erase_appointments", queueing_lock="counselling.erase_appointments")
def erase_old_appointments(timestamp: int) -> None:
    """Every night: appointments of half a year ago, and the interpreters for them."""
    with asking_as_job():
        erase_interpreter_requests(now=timezone.now())
        erase_appointments(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="counselling.scan_documents", queueing_lock="counselling.scan_documents")
def scan_waiting_documents(timestamp: int) -> None:
    """Every minute: documents that wait for the virus scanner, if there is one."""
    with asking_as_job():
        scan_documents(by=None)


@app.periodic(cron="35 3 * * *")
@app.task(name="counselling.erase_enquiries", queueing_lock="counselling.erase_enquiries")
def erase_old_enquiries(timestamp: int) -> None:
    """Every night: enquiries that were closed half a year ago."""
    with asking_as_job():
        erase_enquiries(now=timezone.now())


@app.periodic(cron="50 * * * *")
@app.task(name="counselling.erase_imports", queueing_lock="counselling.erase_imports")
def erase_old_imports(timestamp: int) -> None:
    """Every hour: lists of clients that were uploaded more than a day ago."""
    with asking_as_job():
        erase_imports(now=timezone.now())
