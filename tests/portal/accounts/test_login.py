"""The doors: password, code by mail, second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD

LOGIN, CODE, CONFIRM = "/konto/login/", "/konto/login/code/", "/konto/login/code/confirm/"


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_password(persons):
    client = Client()
    answer = client.post(LOGIN, {"login": "beratung@example.org", "password": PASSWORD})
    assert answer["Location"] == reverse("accounts:landing")
    assert is_logged_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(persons):
    answers = []
    for address in ("beratung@example.org", "niemand@example.org"):
        client = Client()
        page = client.post(LOGIN, {"login": address, "password": "falsch-falsch"})
        assert not is_logged_in(client)
        answers.append((page.status_code, page.context["form"].errors.as_json()))
    assert answers[0] == answers[1]


def test_code_by_mail(persons):
    client = Client()
    answer = client.post(CODE, {"email": "begleiterin@example.org"})
    assert answer["Location"] == CONFIRM
    letter = mail.outbox[0]
    assert letter.to == ["begleiterin@example.org"]
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter.body, re.MULTILINE).group(1)
    assert client.post(CONFIRM, {"code": "WRONG1"}).status_code == 200
    assert not is_logged_in(client)
    client.post(CONFIRM, {"code": code})
    assert is_logged_in(client)


def test_a_code_for_an_unknown_address_looks_the_same(persons):
    known, unknown = Client(), Client()
    answers = [c.post(CODE, {"email": e}) for c, e in ((known, "bfd@example.org"), (unknown, "niemand@example.org"))]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, CONFIRM)] * 2
    pages = [
        c.get(CONFIRM).content.decode().replace(e, "X")
        for c, e in ((known, "bfd@example.org"), (unknown, "niemand@example.org"))
    ]
    assert len({re.sub(r'value="[^"]+"', "", page) for page in pages}) == 1


def test_nobody_signs_up_at_the_librarys_door(db):
    page = Client().post("/konto/signup/", {"email": "neu@example.org", "password1": "ein-sehr-langes-Wort"})
    assert page.status_code == 200
    assert "password1" not in page.content.decode()
    assert mail.outbox == []


def test_an_account_that_is_switched_off_does_not_log_in(persons):
    persons["beratung"].is_active = False
    persons["beratung"].save()
    client = Client()
    client.post(LOGIN, {"login": "beratung@example.org", "password": PASSWORD})
    assert not is_logged_in(client)


STAFF_PAGES = ["/intern/", "/intern/suche/", "/intern/aktuelles/"]


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_staff_without_a_second_factor_are_led_to_setting_one_up(client_as, settings, path):
    settings.SECOND_FACTOR_REQUIRED = True
    assert client_as("beratung").get(path)["Location"] == reverse("mfa_index")


def test_the_set_up_asks_for_it_as_well(client_as, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert client_as("technik").get("/admin/")["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_negative_control_without_the_rule_they_open(client_as, settings, path):
    settings.SECOND_FACTOR_REQUIRED = False
    assert client_as("beratung").get(path).status_code == 200


def test_with_a_factor_they_open(client_as, persons, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=persons["beratung"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client_as("beratung").get("/intern/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client_as, persons, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    Authenticator.objects.create(user=persons["beratung"], type=Authenticator.Type.RECOVERY_CODES, data={})
    assert client_as("beratung").get("/intern/").status_code == 302


def test_a_volunteer_needs_none(client_as, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert client_as("begleiterin").get("/konto/email/").status_code == 200


def test_a_volunteer_at_the_staff_door_is_refused_with_a_way_back(client_as):
    page = client_as("begleiterin").get("/intern/")
    assert page.status_code == 403
    assert 'href="/' in page.content.decode()
