"""Too many sendings of a public form: they wait, and nothing that was typed is lost."""

import pytest
from django.urls import reverse

from ibs_portal.accounts import bucket


@pytest.fixture
def report(client, db, monkeypatch):
    monkeypatch.setattr(bucket, "RATE", "1/h/ip")

    def send(**more):
        return client.post(reverse("website:barrier_report"), {"message": "Der Knopf fehlt."} | more)

    assert send().status_code == 302
    return send


def test_one_too_many_keeps_what_was_typed_and_asks_to_wait(report):
    page = report()
    assert page.status_code == 429
    assert "Der Knopf fehlt." in page.content.decode()
    assert page.context["ticket"] in page.content.decode()


def test_a_ticket_passes_once_it_is_old_enough_and_only_once(report, monkeypatch):
    ticket = report().context["ticket"]
    assert report(ticket=ticket).status_code == 429
    monkeypatch.setattr(bucket, "WAIT", -1)
    assert [report(ticket=ticket).status_code for _n in range(2)] == [302, 429]


@pytest.mark.parametrize("ticket", ["", "x", "barrier:abc", bucket.new_ticket("enquiry")], ids=range(4))
def test_what_is_no_ticket_of_this_form_does_not_pass(report, monkeypatch, ticket):
    monkeypatch.setattr(bucket, "WAIT", -1)
    assert report(ticket=ticket).status_code == 429
