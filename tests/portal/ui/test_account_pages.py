"""allauth's pages in the portal's markup: accessible on a phone and a desk, and passkeys under the site's CSP."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.axe import overflow, violations

pytestmark = pytest.mark.journey
BEFORE_LOGIN = ["account_login", "account_request_login_code", "account_reset_password"]
AFTER_LOGIN = ["account_email", "account_change_password", "mfa_index", "usersessions_list", "account_logout"]


def wrong_with(page, name: str) -> dict:
    page.goto(reverse(name))
    wrong = {}
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        wrong[width] = violations(page)
    page.set_viewport_size({"width": 320, "height": 800})
    wrong["sideways"] = overflow(page)
    return {key: found for key, found in wrong.items() if found}


def test_pages_before_the_login(page):
    assert {name: wrong_with(page, name) for name in BEFORE_LOGIN} == {name: {} for name in BEFORE_LOGIN}


def test_pages_of_the_account(page, log_in):
    log_in(page, "begleiterin")
    assert {name: wrong_with(page, name) for name in AFTER_LOGIN} == {name: {} for name in AFTER_LOGIN}


def test_a_wrong_password_is_told_above_the_heading(page, persons):
    page.goto(reverse("account_login"))
    page.fill("[name=login]", persons["begleiterin"].email)
    page.fill("[name=password]", "falsch")
    page.keyboard.press("Enter")
    page.wait_for_selector("#error-summary:focus")
    expect(page).to_have_title(re.compile("^Fehler: "))
    assert violations(page) == []


def test_a_failed_passkey_is_told_on_the_page(page):
    page.goto(reverse("account_login"))
    page.evaluate("document.dispatchEvent(new CustomEvent('allauth.error', {cancelable: true}))")
    assert page.is_visible("#passkey-failed")
    assert page.evaluate("document.activeElement.id") == "passkey-failed"


def test_the_passkey_scripts_run_under_the_policy(page):
    page.goto(reverse("account_login"))
    assert page.evaluate("typeof allauth.webauthn.forms.loginForm") == "function"
