"""The set-up: every page opens in German, nothing of anybody's file is there, nobody lifts herself up."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from ibs_portal.audit.trail import record
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models

admin.autodiscover()
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
OF_PEOPLE_WE_SERVE = {Subject.CLIENT, Subject.VOLUNTEER, Subject.SKILLED_WORKER, Subject.GUEST}
HIDDEN = {
    "auth.Group",
    "mfa.Authenticator",
    "usersessions.UserSession",
    "procrastinate.ProcrastinateJob",
    "mail.DemoMail",
}
GOOD = {
    "email": "neu@example.org",
    "name": "Neu",
    "language": "de",
    "usable_password": "false",
    "roles": ["counsellor"],
}


def test_nothing_of_the_people_we_serve_is_in_the_set_up():
    people = {model._meta.label for model in own_models() if declaration_of(model).subject in OF_PEOPLE_WE_SERVE}
    labels = {model._meta.label for model in REGISTERED}
    assert people
    assert labels & (people | HIDDEN) == set()


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_list_and_form_opens_in_german(client_as, model):
    client, name = client_as("technik"), f"admin:{model._meta.app_label}_{model._meta.model_name}"
    page = client.get(reverse(f"{name}_changelist"))
    assert page.status_code == 200
    assert '<html lang="de"' in page.content.decode()
    may_add = admin.site._registry[model].has_add_permission(page.wsgi_request)
    assert client.get(reverse(f"{name}_add")).status_code == (200 if may_add else 403)
    assert client.get(reverse(f"{name}_changelist") + "?q=x").status_code == 200


def test_the_door_of_the_set_up_is_the_login_of_the_portal(client_as, db):
    assert client_as(None).get("/admin/login/")["Location"].startswith("/konto/login/")


@pytest.mark.parametrize("name", ["beratung", "leitung", "begleiterin"])
def test_others_do_not_get_in(client_as, name):
    assert client_as(name).get("/admin/").status_code in {302, 403}
    assert client_as(name).get("/admin/accounts/user/").status_code in {302, 403}


def test_a_new_account_gets_its_role_and_confirms_its_address_itself(client_as, organisations):
    form = GOOD | {"organisation": organisations["city"].pk}
    answer = client_as("technik").post(reverse("admin:accounts_user_add"), form)
    assert answer.status_code == 302
    user = User.objects.get(email="neu@example.org")
    assert (user.role_codes, user.has_usable_password()) == ({"counsellor"}, False)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")) == [
        ("neu@example.org", True, False)
    ]
    verbs = list(
        Entry.objects.acts()
        .filter(object_id=user.pk, model="accounts.User")
        .order_by("id")
        .values_list("verb", flat=True)
    )
    assert verbs == ["account.created", "account.roles_changed"]


def change_form(user: User, **changes) -> dict:
    form = {"email": user.email, "name": user.name, "language": user.language, "is_active": "on"}
    return form | {"organisation": user.organisation_id or ""} | changes


def test_roles_are_set_exactly(client_as, persons):
    user = persons["beratung"]
    address = reverse("admin:accounts_user_change", args=[user.pk])
    assert client_as("technik").post(address, change_form(user, roles=["editor"])).status_code == 302
    assert User.objects.get(pk=user.pk).role_codes == {"editor"}


def test_a_changed_address_is_confirmed_anew(client_as, persons):
    user = persons["beratung"]
    address = reverse("admin:accounts_user_change", args=[user.pk])
    client_as("technik").post(address, change_form(user, email="anders@example.org", roles=["counsellor"]))
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [
        ("anders@example.org", False)
    ]


@pytest.fixture
def clerk(persons) -> User:
    """Looks after accounts in the set-up without being a superuser."""
    user = persons["partner"]
    user.is_staff = True
    user.save()
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="accounts"))
    return user


def test_who_is_no_superuser_lifts_nobody_up(client_as, clerk):
    address = reverse("admin:accounts_user_change", args=[clerk.pk])
    powers = {"is_superuser": "on", "is_staff": "on", "roles": ["head_of_centre"]}
    assert client_as("partner").post(address, change_form(clerk, **powers)).status_code == 302
    after = User.objects.get(pk=clerk.pk)
    assert (after.is_superuser, after.role_codes) == (False, {"partner"})


def test_who_is_no_superuser_adds_accounts_without_powers(client_as, clerk):
    form = GOOD | {"roles": ["head_of_centre"], "is_superuser": "on"}
    assert client_as("partner").post(reverse("admin:accounts_user_add"), form).status_code == 302
    made = User.objects.get(email="neu@example.org")
    assert (made.is_superuser, made.is_staff, made.role_codes) == (False, False, frozenset())


@pytest.mark.parametrize("page", ["change", "password"])
def test_who_is_no_superuser_touches_none(client_as, clerk, persons, page):
    name = "admin:accounts_user_change" if page == "change" else "admin:auth_user_password_change"
    address = reverse(name, args=[persons["technik"].pk])
    data = change_form(persons["technik"], email="meins@example.org") | {
        "password1": "neu-neu-neu-neu",
        "password2": "neu-neu-neu-neu",
    }
    assert client_as("partner").post(address, data).status_code == 403
    assert User.objects.get(pk=persons["technik"].pk).email == "technik@example.org"


def test_nobody_deletes_an_account(client_as, persons):
    address = reverse("admin:accounts_user_delete", args=[persons["beratung"].pk])
    assert client_as("technik").post(address, {"post": "yes"}).status_code == 403


def test_a_lost_second_factor_can_be_removed(client_as, persons):
    Authenticator.objects.create(user=persons["beratung"], type=Authenticator.Type.TOTP, data={"secret": "x"})
    form = {"action": "remove_second_factors", "_selected_action": [persons["beratung"].pk]}
    client_as("technik").post(reverse("admin:accounts_user_changelist"), form)
    assert not Authenticator.objects.exists()
    assert Entry.objects.acts().latest("id").verb == "account.second_factor_removed"


def test_the_trail_shows_accounts_only_and_cannot_be_changed(client_as, persons, organisations):
    own = record("account.created", persons["beratung"], by=persons["technik"])
    other = record("file.read", organisations["city"], by=persons["beratung"])
    client = client_as("technik")
    assert client.get(reverse("admin:audit_entry_change", args=[own.pk])).status_code == 200
    assert client.get(reverse("admin:audit_entry_change", args=[other.pk])).status_code == 302
    assert "file.read" not in client.get(reverse("admin:audit_entry_changelist")).content.decode()
    assert client.post(reverse("admin:audit_entry_delete", args=[own.pk]), {"post": "yes"}).status_code == 403
    assert client.post(reverse("admin:audit_entry_change", args=[own.pk]), {"reason": "x"}).status_code == 403
