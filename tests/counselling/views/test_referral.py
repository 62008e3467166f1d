"""Releases and referrals as the pages do it; papers in two languages; nothing typed is lost."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.actions.release import withdraw_release
from counselling.models import ConfidentialityRelease, Referral
from counselling.queries import heute
from counselling.rules.paper import second_language
from tests.factories.sharing import PartnerFactory, ReferralFactory, ReleaseFactory

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def address(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def of_release(**changes) -> dict:
    data = {"recipient_name": "Dr. Beispiel", "matters": ["health"], "purpose": "Befund", "form": "written"}
    return data | {"given_on": TODAY, "valid_until": TODAY + 90 * DAY} | changes


def of_referral(release, /, **changes) -> dict:
    data = {"release": release.pk, "matters": ["work"], "told": "Bitte um einen Platz", "referred_on": TODAY}
    return data | {"ask_again_on": TODAY + 14 * DAY} | changes


@pytest.fixture
def release(house):
    return ReleaseFactory(client=house["client"], by=house["beratung"])


def test_from_the_paper_to_the_answer(house, client_as):
    client, page = client_as("beratung"), address("file_sharing", house["client"])
    assert client.post(address("release_create", house["client"]), of_release(given_on="")).url == page
    paper = ConfidentialityRelease.objects.get()
    assert address("release_sign", paper) in client.get(page).content.decode()
    assert not client.get(address("referral_create", house["client"])).context["has_release"]
    assert client.post(address("release_sign", paper), {"given_on": TODAY}).url == page
    assert client.post(address("referral_create", house["client"]), of_referral(paper, matters=["health"])).url == page
    referral = Referral.objects.get()
    letter = client.get(address("referral_letter", referral)).content.decode()
    assert "Bitte um einen Platz" in letter
    assert "Nguyễn" not in letter, "the release does not name the person's name"
    answer = {"answer": "accepted", "answered_on": TODAY, "answer_text": "ab Januar"}
    assert client.post(address("referral_answer", referral), answer).url == page
    assert "ab Januar" in client.get(page).content.decode()


def test_a_referral_after_the_withdrawal_is_refused_and_nothing_typed_is_lost(house, client_as, release):
    client = client_as("beratung")
    assert client.get(address("referral_create", house["client"])).status_code == 200
    withdraw_release(release, by=house["beratung2"], how="phone")
    page = client.post(address("referral_create", house["client"]), of_referral(release, told="Langer Text"))
    assert list(page.context["form"].errors) == ["release"]
    html = page.content.decode()
    assert "Langer Text" in html
    assert f"{TODAY:%d.%m.%Y}" in str(page.context["form"].errors["release"])
    assert f'value="{(TODAY + 14 * DAY):%Y-%m-%d}"' in html
    assert not Referral.objects.exists()


def test_no_letter_after_the_withdrawal(house, client_as, release):
    referral = ReferralFactory(release=release)
    withdraw_release(release, by=house["beratung"], how="phone")
    answer = client_as("leitung").get(address("referral_letter", referral), follow=True)
    assert answer.redirect_chain[0][0] == address("file_sharing", house["client"])
    assert "Bitte um einen Platz im Kurs" in answer.content.decode(), "what was written stays in the file"
    assert [row["pk"] for row in heute(house["beratung"], now=timezone.now())["flagged"]] == [referral.pk]
    assert heute(house["bfd"], now=timezone.now())["flagged"] == []


def test_withdrawing_is_one_question(house, client_as, release):
    ReferralFactory(release=release)
    client, path = client_as("beratung2"), address("release_withdraw", release)
    assert [row.release_id for row in client.get(path).context["open_referrals"]] == [release.pk]
    assert client.post(path, {}).status_code == 200
    assert client.post(path, {"how": "in_person"}).url == address("file_sharing", house["client"])
    assert client.post(path, {"how": "in_person"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient_name": ""}, "partner"),
        ({"partner": "0"}, "partner"),
        ({"matters": []}, "matters"),
        ({"matters": ["x"]}, "matters"),
        ({"purpose": ""}, "purpose"),
        ({"valid_until": TODAY - DAY}, "valid_until"),
        ({"valid_until": "31.02.2026"}, "valid_until"),
        ({"given_on": TODAY + DAY}, "given_on"),
        ({"form": "oral", "given_on": ""}, "given_on"),
        ({"valid_until": TODAY + 500 * DAY}, "reason_longer"),
    ],
)
def test_what_is_wrong_with_a_release_is_said_at_its_field(house, client_as, changes, field):
    page = client_as("beratung").post(address("release_create", house["client"]), of_release(**changes))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"release": "99999999999999999999"}, "release"),
        ({"release": ""}, "release"),
        ({"matters": ["health"]}, "matters"),
        ({"told": ""}, "told"),
        ({"referred_on": TODAY + DAY}, "referred_on"),
        ({"referred_on": TODAY - DAY}, "release"),
        ({"ask_again_on": TODAY - DAY}, "ask_again_on"),
    ],
)
def test_what_is_wrong_with_a_referral_is_said_at_its_field(house, client_as, release, changes, field):
    page = client_as("beratung").post(address("referral_create", house["client"]), of_referral(release, **changes))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert not Referral.objects.exists()


def test_a_release_of_another_person_is_none(house, client_as):
    other = ReleaseFactory(client=house["county_client"], by=house["koordination-landkreis"])
    page = client_as("beratung").post(address("referral_create", house["client"]), of_referral(other))
    assert list(page.context["form"].errors) == ["release"]


def test_information_needs_a_recipient_and_gives_a_slip(house, client_as):
    client, partner = client_as("beratung"), PartnerFactory(name="Mieterverein", hours="Di 14–17 Uhr")
    path, data = address("referral_inform", house["client"]), {"told": "Adresse", "referred_on": TODAY}
    assert list(client.post(path, data).context["form"].errors) == ["partner"]
    assert client.post(path, data | {"partner": partner.pk}).status_code == 302
    slip = client.get(address("referral_slip", Referral.objects.get())).content.decode()
    assert "Di 14–17 Uhr" in slip
    assert "Nguyễn" not in slip


@pytest.mark.parametrize(
    ("spoken", "wanted", "expected"),
    [
        (["ar", "de"], "", "ar"),
        (["de", "ar"], "", ""),
        (["ti"], "", ""),
        (["ti", "en"], "", "en"),
        (["ti"], "ar", "ar"),
        (["ar"], "de", ""),
        (["ar"], "klingon", "ar"),
        ([], "", ""),
    ],
)
def test_the_second_language_of_a_paper(spoken, wanted, expected):
    assert second_language(spoken, ["de", "en", "ar"], wanted=wanted) == expected


def test_the_paper_speaks_the_language_of_the_person(house, client_as, release):
    client, path = client_as("beratung"), address("release_print", release)
    type(house["client"]).objects.filter(pk=house["client"].pk).update(languages=["ar"])
    html = client.get(path).content.decode()
    assert ('lang="ar" dir="rtl"' in html, "203" in html, "Nguyễn" in html) == (True, True, True)
    assert 'dir="rtl"' not in client.get(f"{path}?lang=de").content.decode()


@pytest.mark.parametrize("page", ["client_detail", "file_sharing"])
def test_releases_and_referrals_cost_no_query_each(house, client_as, count_queries, page):
    client, path = client_as("leitung"), address(page, house["client"])
    client.get(path)
    none = count_queries(client, path)
    for _number in range(3):
        ReferralFactory(release=ReleaseFactory(client=house["client"], by=house["beratung"]))
    assert count_queries(client, path) == none <= 12
