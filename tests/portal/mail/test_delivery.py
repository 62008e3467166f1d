"""A mail is a job of the transaction that caused it: no commit, no mail."""

import threading
from email.header import decode_header, make_header
from email.utils import parseaddr

import psycopg
import pytest
from django.core import mail
from django.core.mail import send_mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ibs_portal.database import roles
from ibs_portal.database.identity import Identity, asking
from ibs_portal.mail.backends import DemoBackend
from ibs_portal.mail.letters import Attachment, send_letter, write_letter
from ibs_portal.mail.management.commands.procrastinate import WorkerConnector, job_parameters
from ibs_portal.mail.models import DemoMail
from ibs_portal.mail.tasks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(settings):
    settings.EMAIL_BACKEND = "ibs_portal.mail.backends.QueueBackend"
    return ProcrastinateJob.objects.filter(task_name="mail.deliver")


def test_a_mail_becomes_a_job(queued):
    send_letter(
        "website/barrier_report",
        to="wer@example.org",
        language="de",
        context={"message": "x"},
        reply_to="a@example.org",
    )
    job = queued.get()
    assert (job.queue_name, job.status, job.args["recipients"], job.args["reply_to"]) == (
        "mail",
        "todo",
        ["wer@example.org"],
        ["a@example.org"],
    )
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ankommen in Münster", "Ankommen in Münster"), ('Haus "Süd", e.V.\n <x@y.org>', "Haus Süd , e.V. <x@y.org>")],
)
def test_a_name_stands_in_front_of_the_own_address_and_never_another_one(settings, name, shown):
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@example.org>"
    send_letter("website/barrier_report", to="wer@example.org", language="de", context={"message": "x"}, sender=name)
    header = mail.outbox[0].message()["From"]
    (decoded, address) = parseaddr(header)
    assert (str(make_header(decode_header(decoded))), address) == (shown, "portal@example.org")


def test_a_calendar_entry_travels_with_its_mail(queued, settings):
    entry = Attachment("termin.ics", "BEGIN:VCALENDAR", "text/calendar; method=PUBLISH")
    context = {"message": "x"}
    send_letter("website/barrier_report", to="wer@example.org", language="de", context=context, attachments=[entry])
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver(**queued.get().args)
    part = mail.outbox[0].message().get_payload()[1]
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "termin.ics",
    )
    assert part.get_payload(decode=True).decode() == "BEGIN:VCALENDAR"


def test_it_is_gone_with_the_transaction(queued):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_mail("Betreff", "Text", None, ["wer@example.org"])
        assert queued.count() == 1
        raise ZeroDivisionError
    assert queued.count() == 0


def test_the_task_delivers(settings):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver(subject="Betreff", body="Text", sender="portal@example.org", recipients=["wer@example.org"], reply_to=[])
    assert [(m.subject, m.to) for m in mail.outbox] == [("Betreff", ["wer@example.org"])]


def test_the_demo_keeps_what_it_would_have_sent(settings):
    mail.get_connection(f"{DemoBackend.__module__}.DemoBackend").send_messages(
        [mail.EmailMessage("Betreff", "Text <b>", to=["wer@example.org"])]
    )
    settings.DEMO = True
    page = Client().get("/intern/postausgang/")
    assert page.status_code == 200
    assert "Text &lt;b&gt;" in page.content.decode()
    assert DemoMail.objects.get().recipient == "wer@example.org"


def test_the_outbox_is_a_page_of_the_demo_only(client_as):
    for name in (None, "technik", "leitung"):
        assert client_as(name).get("/intern/postausgang/").status_code == 404


@pytest.mark.parametrize(
    ("language", "subject"),
    [("de", "Eine Barriere wurde gemeldet"), ("xx", "Eine Barriere wurde gemeldet"), ("en", "A barrier was reported")],
)
def test_a_letter_speaks_the_readers_language(language, subject):
    assert write_letter("website/barrier_report", language=language, context={"message": "x"})[0] == subject


def test_letters_are_not_escaped():
    _subject, body = write_letter("website/barrier_report", language="de", context={"message": "D'Angelo & Söhne"})
    assert "D'Angelo & Söhne" in body


@pytest.mark.parametrize("role", roles.ALL_ROLES)
def test_every_role_may_send_and_only_the_worker_reads_what_waits(queued, role):
    with asking(Identity(role=role)):
        send_mail("Betreff", "Text", None, ["wer@example.org"])
        if role != roles.JOBS:
            for statement in ("SELECT args FROM procrastinate_jobs", "INSERT INTO procrastinate_jobs DEFAULT VALUES"):
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    connection.cursor().execute(statement)
    assert queued.get().args["recipients"] == ["wer@example.org"]


def test_only_jobs_write_into_the_mailbox_of_the_demo(persons):
    with asking(Identity.of(persons["leitung"])), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        DemoMail.objects.create(recipient="x", subject="x", body="x")


def test_the_worker_connects_in_the_role_of_jobs():
    with psycopg.connect(**job_parameters()) as worker:
        assert worker.execute("SELECT current_user").fetchone() == (roles.JOBS,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            worker.execute("SELECT * FROM counselling_client")


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_what_a_visitor_sent(queued, settings, monkeypatch):
    # The task runs in a thread of its own, whose connection nobody else would close.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    settings.MAIL_DELIVERY_BACKEND = "ibs_portal.mail.backends.DemoBackend"
    with asking(Identity()):
        send_mail("Betreff", "Text", None, ["wer@example.org"])
    with app.replace_connector(WorkerConnector().get_worker_connector()) as worker:
        # In a thread: the browser's own event loop may be running in this one.
        options = {"wait": False, "install_signal_handlers": False, "listen_notify": False}
        work = threading.Thread(target=worker.run_worker, kwargs=options)
        work.start()
        work.join(60)
    assert queued.get().status == "succeeded"
    assert DemoMail.objects.get().recipient == "wer@example.org"
