"""Mails about an account come from the programme of the person; staff and strangers hear from the portal."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.matching import SkilledWorkerFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from volunteers.queries.narrow import who_writes

FROM_PROGRAMME = ('"Ankommen" <portal@example.org>', ["desk@example.org"])


@pytest.fixture
def programme(organisations):
    facts = {"organisation": organisations["agency"], "contact_email": "desk@example.org"}
    return ProgrammeFactory(name="Ankommen", **facts)


@pytest.mark.parametrize(("who", "factory"), [("begleiterin", VolunteerFactory), ("fachkraft", SkilledWorkerFactory)])
def test_the_code_comes_from_the_programme(client, persons, programme, mailoutbox, who, factory):
    factory(programme=programme, user=persons[who], email=persons[who].email)
    client.post(reverse("account_request_login_code"), {"email": persons[who].email.upper()})
    (mail,) = mailoutbox
    assert (mail.from_email, mail.reply_to) == FROM_PROGRAMME
    assert "Ankommen" in mail.body


def test_staff_hear_from_the_portal(client, persons, programme, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": persons["beratung"].email})
    (mail,) = mailoutbox
    assert (mail.from_email, mail.reply_to) == (settings.DEFAULT_FROM_EMAIL, [])


def test_nobody_learns_of_whom_only_the_desk_knows(programme):
    VolunteerFactory(programme=programme, email="nur-am-tisch@example.org")
    assert who_writes("nur-am-tisch@example.org") is None
    assert who_writes("niemand@example.org") is None
