import pytest
from django.core import mail

from ibs_portal.website.actions.barrier import report_barrier


@pytest.mark.django_db
def test_the_operator_gets_the_report_and_can_answer(settings):
    settings.OPERATOR_MAIL = "betrieb@example.org"
    report_barrier(message="D'Angelo & Söhne: <b>", page="/de/", reply_to="wer@example.org")
    letter = mail.outbox[0]
    assert (letter.to, letter.reply_to) == (["betrieb@example.org"], ["wer@example.org"])
    assert letter.subject == "Eine Barriere wurde gemeldet"
    assert "D'Angelo & Söhne: <b>" in letter.body
