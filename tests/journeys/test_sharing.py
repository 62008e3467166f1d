"""From the release on paper to the answer of the partner, in a real browser; and a withdrawal in between."""

import pytest
from django.urls import reverse

from counselling.actions.release import withdraw_release
from counselling.models import Client, ConfidentialityRelease, Referral
from tests.factories.casework import make_house
from tests.factories.sharing import PartnerFactory, ReleaseFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def house(persons, organisations, live) -> dict:
    return make_house(persons, organisations)


def address(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def test_a_release_is_printed_in_arabic_signed_and_used(page, house, log_in):
    partner = PartnerFactory(name="Sprachschule Beispiel")
    Client.objects.filter(pk=house["client"].pk).update(languages=["ar"])
    log_in(page, "beratung").goto(address("release_create", house["client"]))
    page.select_option("#id_partner", str(partner.pk))
    page.check("input[name=matters][value=work]")
    page.fill("#id_purpose", "Platz im Kurs")
    page.click("button[data-submit]")
    page.wait_for_selector(".p-messages")
    paper = ConfidentialityRelease.objects.get()
    page.goto(address("release_print", paper))
    assert page.locator("article [lang=ar][dir=rtl]").count() > 10
    assert page.locator(".p-box--ticked").count() == 1
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.goto(address("release_sign", paper))
    page.click("main form button[type=submit]")
    page.wait_for_selector(".p-messages")
    page.goto(address("referral_create", house["client"]))
    assert page.is_checked("input[name=release]"), "the only release is chosen already"
    page.check("input[name=matters][value=work]")
    page.fill("#id_told", "Bitte um einen Platz")
    page.click("button[data-submit]")
    page.wait_for_selector(".p-messages")
    assert Referral.objects.get().partner == partner
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_withdrawal_while_one_types_refuses_and_loses_nothing(phone_without_script, house, log_in):
    page = log_in(phone_without_script, "beratung")
    release = ReleaseFactory(client=house["client"], by=house["beratung"])
    page.goto(address("referral_create", house["client"]))
    page.check("input[name=matters][value=work]")
    page.fill("#id_told", "Ein langer Brief")
    withdraw_release(release, by=house["beratung2"], how="phone")
    page.click("button[data-submit]")
    page.wait_for_selector("[aria-invalid=true], .kern-error, .kern-alert--danger")
    assert (page.input_value("#id_told"), page.is_checked("input[name=matters][value=work]")) == (
        "Ein langer Brief",
        True,
    )
    assert not Referral.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["file_sharing", "release_create", "referral_inform", "transparency_sheet"])
def test_pages_fit_a_phone(phone, house, log_in, name):
    log_in(phone, "beratung").goto(address(name, house["client"]))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_directory_fits_a_phone(phone, house, log_in):
    partner = PartnerFactory(topics=house["topics"])
    for path in (
        reverse("counselling:partner_list"),
        address("partner_detail", partner),
        address("partner_update", partner),
    ):
        log_in(phone, "beratung").goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
