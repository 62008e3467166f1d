"""Every page under /konto/ once, as the database sees it in production: at the door, with the shared cache."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.test import Client

from ibs_portal.accounts.models import User
from tests.factories.accounts import PASSWORD

NEW_PASSWORD = "noch-ein-langes-Passwort"
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
PERSONS = ("begleiterin", "beratung", "technik")


@pytest.fixture(autouse=True)
def shared_cache(settings):
    """Rate limits and used codes are rows of the cache table, which has its own walls."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "portal_cache",
            "KEY_FUNCTION": "ibs_portal.database.identity.cache_key",
        }
    }


def log_in(name: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/konto/login/", {"login": f"{name}@example.org", "password": password})
    return client


def confirm(client: Client) -> Client:
    """The password once more, as the library asks before it changes how one logs in."""
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    return client


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_in_last_mail() -> str:
    return CODE.search(mail.outbox[-1].body).group(1)


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_totp(client: Client) -> str:
    secret = client.get("/konto/2fa/totp/activate/").context["form"].secret
    assert client.post("/konto/2fa/totp/activate/", {"code": totp_code(secret)}).status_code == 302
    return secret


@pytest.mark.parametrize("realm", ["staff", "public"])
def test_the_limits_are_rows_of_the_cache(persons, settings, realm):
    settings.REALM = realm
    Client().post("/konto/login/", {"login": "begleiterin@example.org", "password": "falsch-falsch"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT split_part(cache_key, ':', 1) FROM portal_cache")
        assert cursor.fetchall() == [(realm,)]


@pytest.mark.parametrize("name", PERSONS)
def test_password_in_and_out(persons, name):
    client = log_in(name)
    assert is_logged_in(client)
    assert client.get("/konto/logout/").status_code == 200
    client.post("/konto/logout/")
    assert not is_logged_in(client)


@pytest.mark.parametrize("name", PERSONS)
def test_a_code_instead_of_the_password(persons, name):
    client = Client()
    client.post("/konto/login/code/", {"email": f"{name}@example.org"})
    client.post("/konto/login/code/confirm/", {"code": code_in_last_mail()})
    assert is_logged_in(client)


@pytest.mark.parametrize("name", PERSONS)
def test_a_forgotten_password(persons, name):
    client = Client()
    client.post("/konto/password/reset/", {"email": f"{name}@example.org"})
    answer = client.post("/konto/password/reset/confirm/", {"code": code_in_last_mail()})
    form = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(answer["Location"], form).status_code == 302
    assert is_logged_in(log_in(name, NEW_PASSWORD))
    assert not is_logged_in(log_in(name))


@pytest.mark.parametrize("name", PERSONS)
def test_another_password_ends_the_other_sessions(persons, name):
    client, elsewhere = log_in(name), log_in(name)
    form = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post("/konto/password/change/", form).status_code == 302
    assert elsewhere.get("/konto/start/")["Location"].startswith("/konto/login/")
    assert is_logged_in(log_in(name, NEW_PASSWORD))


@pytest.mark.parametrize("name", PERSONS)
def test_another_address_is_confirmed_by_a_code(persons, name):
    client, user = log_in(name), persons[name]
    confirm(client)
    client.post("/konto/email/", {"action_add": "", "email": "anders@example.org"})
    assert mail.outbox[-1].to == ["anders@example.org"]
    client.post("/konto/confirm-email/", {"code": code_in_last_mail()})
    assert EmailAddress.objects.get(user=user, email="anders@example.org").verified
    client.post("/konto/email/", {"action_primary": "", "email": "anders@example.org"})
    assert User.objects.get(pk=user.pk).email == "anders@example.org"
    client.post("/konto/email/", {"action_remove": "", "email": f"{name}@example.org"})
    assert EmailAddress.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("name", PERSONS)
def test_an_app_as_second_factor(persons, name):
    client = confirm(log_in(name))
    assert client.get("/konto/2fa/").status_code == 200
    secret = set_up_totp(client)
    codes = client.get("/konto/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/konto/2fa/recovery-codes/download/").status_code == 200
    connection.cursor().execute("DELETE FROM portal_cache")  # the code of this half minute is used up
    again = log_in(name)
    assert not is_logged_in(again)
    again.post("/konto/2fa/authenticate/", {"code": totp_code(secret)})
    assert is_logged_in(again)
    lost = log_in(name)
    lost.post("/konto/2fa/authenticate/", {"code": codes[0]})
    assert is_logged_in(lost)
    confirm(lost).post("/konto/2fa/recovery-codes/generate/")
    assert codes[0] not in lost.get("/konto/2fa/recovery-codes/").context["unused_codes"]
    lost.post("/konto/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=persons[name]).exists()


@pytest.mark.parametrize("name", PERSONS)
def test_passkeys(persons, name, monkeypatch):
    """The ceremony itself needs a device; what is read and written around it is the same."""
    client, user = confirm(log_in(name)), persons[name]
    assert client.get("/konto/2fa/webauthn/add/").status_code == 200
    ceremony = "allauth.mfa.webauthn.internal.auth."
    monkeypatch.setattr(f"{ceremony}parse_registration_response", lambda response: None)
    monkeypatch.setattr(f"{ceremony}complete_registration", lambda credential: None)
    answer = client.post("/konto/2fa/webauthn/add/", {"name": "Schlüssel", "credential": '{"id": "x"}'})
    assert answer.status_code == 302
    key = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    monkeypatch.setattr(f"{ceremony}get_credentials", lambda user: [])
    for page in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        assert client.get(f"/konto/2fa/webauthn/{page}").status_code == 200
    client.post(f"/konto/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Anderer"})
    key.refresh_from_db()
    assert key.data["name"] == "Anderer"
    # Logging in with it alone, as the browser starts it, and as its answer comes in.
    entering = Client()
    assert (
        "request_options" in entering.get("/konto/2fa/webauthn/login/", headers={"accept": "application/json"}).json()
    )
    monkeypatch.setattr(f"{ceremony}parse_authentication_response", lambda response: None)
    monkeypatch.setattr(f"{ceremony}extract_user_from_response", lambda response: User.objects.get(pk=user.pk))
    monkeypatch.setattr(f"{ceremony}complete_authentication", lambda user, response: key)
    entering.post("/konto/2fa/webauthn/login/", {"credential": '{"id": "x"}'})
    assert is_logged_in(entering)
    client.post(f"/konto/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()


@pytest.mark.parametrize("name", PERSONS)
def test_the_list_of_devices_ends_the_others(persons, name):
    client, elsewhere = log_in(name), log_in(name)
    assert len(client.get("/konto/sessions/").context["sessions"]) == 2
    client.post("/konto/sessions/")
    assert client.get("/konto/start/").status_code == 302
    assert elsewhere.get("/konto/start/")["Location"].startswith("/konto/login/")
    assert UserSession.objects.filter(user=persons[name]).count() == 1


def test_a_key_of_somebody_else_is_not_there(persons):
    other = Authenticator.objects.create(
        user=persons["leitung"], type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    assert confirm(log_in("beratung")).get(f"/konto/2fa/webauthn/keys/{other.pk}/edit/").status_code == 404


PUBLIC_PAGES = ("/konto/login/", "/konto/login/code/", "/konto/password/reset/")


@pytest.mark.parametrize("name", ["begleiterin", "beratung"])
def test_the_public_process_knows_its_own_accounts_only(persons, settings, name):
    settings.REALM = "public"
    assert is_logged_in(log_in(name)) == (name == "begleiterin")
    for page, field in zip(PUBLIC_PAGES[1:], ("email", "email"), strict=True):
        client = Client()
        client.post(page, {field: f"{name}@example.org"})
        letters = [letter.body for letter in mail.outbox if f"{name}@example.org" in letter.to]
        assert bool(CODE.search("\n".join(letters))) == (name == "begleiterin")
    assert not Authenticator.objects.exists()


def test_a_session_of_one_process_is_none_of_the_other(persons, settings):
    staff = log_in("begleiterin")
    settings.REALM = "public"
    assert staff.get("/konto/start/")["Location"].startswith("/konto/login/")
    public = log_in("begleiterin")
    assert public.get("/konto/email/").status_code == 200
    settings.REALM = "staff"
    assert public.get("/konto/start/")["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("path", ["/intern/", "/admin/", "/admin/login/", "/intern/suche/"])
@pytest.mark.parametrize("name", [None, "begleiterin"])
def test_the_public_process_has_no_page_of_staff_and_no_door_to_one(persons, settings, name, path):
    settings.REALM = "public"
    assert (log_in(name) if name else Client()).get(path).status_code == 404
