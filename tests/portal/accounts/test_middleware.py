"""The language of pages that have none in their address."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import translation

from ibs_portal.accounts.middleware import AccountLanguageMiddleware
from ibs_portal.accounts.models import User


def language_at(rf, path: str, *, account: str | None = None, browser: str = "de") -> str:
    request = rf.get(path)
    request.user = User(language=account) if account else AnonymousUser()
    with translation.override(browser):
        AccountLanguageMiddleware(lambda _request: HttpResponse())(request)
    return request.LANGUAGE_CODE


@pytest.mark.parametrize("path", ["/intern/", "/intern/faelle/", "/admin/"])
@pytest.mark.parametrize(("account", "browser"), [("ar", "de"), (None, "ar")])
def test_staff_pages_stay_german_for_a_language_they_do_not_have(rf, path, account, browser):
    assert language_at(rf, path, account=account, browser=browser) == "de"


def test_staff_pages_are_there_in_english(rf):
    assert language_at(rf, "/intern/", account="en") == "en"
    assert language_at(rf, "/intern/", browser="en") == "en"


def test_account_pages_speak_the_language_of_the_account(rf):
    assert language_at(rf, "/konto/start/", account="ar", browser="en") == "ar"
    assert language_at(rf, "/konto/login/", browser="ar") == "ar"


def test_an_address_with_a_language_decides_itself(rf):
    request = rf.get("/de/")
    request.user = User(language="ar")
    with translation.override("de"):
        AccountLanguageMiddleware(lambda _request: HttpResponse())(request)
        assert translation.get_language() == "de"
