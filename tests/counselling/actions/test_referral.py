"""Nothing about a person is told without a release that holds: in the action and in the database itself."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from counselling.actions.referral import answer_referral, give_information, print_letter, refer_client
from counselling.actions.release import give_release, sign_release, withdraw_release
from counselling.models import CaseEvent, ConfidentialityRelease, FollowUp, Referral
from ibs_portal.audit.models import Entry
from ibs_portal.database.identity import asking_as
from tests.factories.sharing import PartnerFactory, ReferralFactory, ReleaseFactory

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def refer(house, release, **more) -> Referral:
    facts = {"matters": ["work"], "told": "Bitte um einen Platz", "referred_on": TODAY} | more
    return refer_client(house["client"], by=house["beratung"], release=release, **facts)


@pytest.fixture
def release(house):
    return ReleaseFactory(client=house["client"], by=house["beratung"])


def test_a_referral_under_a_release_is_in_file_case_and_trail_with_its_followup(house, release):
    referral = refer(house, release, ask_again_on=TODAY + 14 * DAY)
    assert (referral.partner, referral.case, referral.answer) == (release.partner, house["case"], "pending")
    assert referral.followup.due_on >= TODAY + 14 * DAY
    turn = CaseEvent.objects.get(kind="referred")
    assert (turn.case, turn.text) == (house["case"], "")
    assert Entry.objects.acts().get(verb="referral.made").reason == "with_data"


NO_RELEASE = {
    "not signed": {"given_on": None},
    "ended": {"given_on": TODAY - 90 * DAY, "valid_until": TODAY - DAY},
    "of another person": {"client": "county_client", "by": "koordination-landkreis"},
}


@pytest.mark.parametrize("fields", NO_RELEASE.values(), ids=NO_RELEASE)
def test_without_a_release_that_holds_nobody_can_refer(house, fields):
    fields = {name: house.get(value, value) for name, value in fields.items()}
    release = ReleaseFactory(**{"client": house["client"], "by": house["beratung"]} | fields)
    with pytest.raises(ValidationError):
        refer(house, release)
    facts = {"client": house["client"], "controller": house["client"].controller, "by": house["leitung"]}
    with pytest.raises(IntegrityError, match=r"needs.* release|one_controller"), transaction.atomic():
        ReferralFactory(release=release, **facts)
    assert not Referral.objects.exists()


BYPASSES = {
    "withdrawn": {},
    "another recipient": {"partner": None, "recipient_name": "Vermieter"},
    "more than allowed": {"matters": ["health"]},
    "before it was given": {"referred_on": TODAY - DAY},
    "after it ends": {"referred_on": TODAY + 400 * DAY},
}


@pytest.mark.parametrize(("name", "fields"), BYPASSES.items(), ids=BYPASSES)
@pytest.mark.parametrize("role", ["beratung", "leitung", None], ids=["counsellor", "head", "owner of the database"])
def test_the_database_knows_no_exception(house, release, name, fields, role):
    """Also with a statement of one's own, and as the owner."""
    if name == "withdrawn":
        withdraw_release(release, by=house["beratung"], how="phone")
    with pytest.raises(DatabaseError, match="release"), transaction.atomic():
        if role:
            with asking_as(house[role]):
                ReferralFactory(release=release, **fields)
        else:
            ReferralFactory(release=release, **fields)
    assert not Referral.objects.exists()


def test_what_a_referral_tells_cannot_be_changed_afterwards(house, release):
    row = refer(house, release)
    with asking_as(house["leitung"]), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(matters=["health"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(matters=["health"])


def test_what_a_release_allows_cannot_be_widened(house, release):
    with asking_as(house["leitung"]), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ConfidentialityRelease.objects.filter(pk=release.pk).update(matters=["identity", "health"])
    with pytest.raises(IntegrityError, match="signed once"), transaction.atomic():
        ConfidentialityRelease.objects.filter(pk=release.pk).update(given_on=TODAY - DAY)


def test_withdrawing_flags_what_is_open_and_sets_a_followup_for_who_leads_the_case(house, release):
    open_one, done = refer(house, release), refer(house, release)
    answer_referral(done, by=house["beratung"], answer="accepted")
    withdrawn = withdraw_release(release, by=house["beratung2"], how="in_person")
    assert list(Referral.objects.flagged()) == [open_one]
    followup = FollowUp.objects.open().latest("pk")
    assert (followup.assigned_to, followup.case) == (house["beratung"], house["case"])
    assert release.partner.name in followup.text
    assert withdraw_release(withdrawn, by=house["leitung"], how="phone").withdrawn_by == house["beratung2"]
    assert Entry.objects.acts().filter(verb="release.withdrawn").count() == 1
    with pytest.raises(ValidationError):
        print_letter(open_one, by=house["beratung"])
    answer_referral(open_one, by=house["beratung"], answer="stopped")
    assert not Referral.objects.flagged().exists()


def test_an_answered_referral_that_opens_again_after_the_withdrawal_is_flagged_too(house, release):
    row = refer(house, release)
    answer_referral(row, by=house["beratung"], answer="refused")
    withdraw_release(release, by=house["beratung"], how="writing")
    answer_referral(row, by=house["beratung"], answer="waiting_list")
    assert list(Referral.objects.flagged()) == [row]


def test_a_withdrawal_is_for_good(house, release):
    withdraw_release(release, by=house["beratung"], how="phone")
    with pytest.raises(IntegrityError, match="withdrawn for good"), transaction.atomic():
        ConfidentialityRelease.objects.filter(pk=release.pk).update(
            withdrawn_at=None, withdrawn_by=None, withdrawn_how=""
        )


def test_information_needs_no_release_and_carries_nothing(house):
    referral = give_information(
        house["client"], by=house["beratung"], partner=PartnerFactory(), told="Adresse", referred_on=TODAY
    )
    assert (referral.kind, referral.release, referral.matters) == ("information", None, [])
    with pytest.raises(IntegrityError, match="data_with_release"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(matters=["identity"])
    with pytest.raises(ValidationError):
        print_letter(referral, by=house["beratung"])


def test_an_answer_ends_the_followup_and_sets_the_next(house, release):
    row = refer(house, release, ask_again_on=TODAY + 7 * DAY)
    answered = answer_referral(
        row, by=house["leitung"], answer="waiting_list", answer_text="acht Wochen", ask_again_on=TODAY + 60 * DAY
    )
    row.followup.refresh_from_db()
    assert (row.followup.result, answered.answered_on) == ("done", TODAY)
    assert answered.followup.due_on >= TODAY + 60 * DAY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answered_on": TODAY + DAY}, "answered_on"),
        ({"answered_on": TODAY - DAY}, "__all__"),
        ({"ask_again_on": TODAY - DAY}, "ask_again_on"),
    ],
)
def test_an_impossible_answer_is_refused_and_changes_nothing(house, release, changes, field):
    row = refer(house, release, ask_again_on=TODAY + 7 * DAY)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        answer_referral(row, by=house["beratung"], answer="accepted", **changes)
    assert list(refused.value.error_dict) == [field]
    row.refresh_from_db()
    assert (row.answer, row.followup.done_at) == ("pending", None)


# --- Releases ----------------------------------------------------------------------------------------------


def give(house, **more) -> ConfidentialityRelease:
    facts = {"recipient_name": "Dr. Beispiel", "matters": ["health"], "purpose": "Befund", "given_on": TODAY}
    facts |= {"valid_until": TODAY + 90 * DAY} | more
    return give_release(house["client"], by=house["beratung"], **facts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_until": TODAY - DAY}, "valid_until"),
        ({"given_on": TODAY + DAY}, "given_on"),
        ({"valid_until": TODAY + 400 * DAY}, "reason_longer"),
        ({"valid_until": TODAY + 1200 * DAY, "reason_longer": "Verfahren"}, "valid_until"),
        ({"given_on": None, "form": "oral"}, "__all__"),
        ({"matters": []}, "__all__"),
        ({"matters": ["everything"]}, "matters"),
        ({"recipient_name": ""}, "__all__"),
        ({"purpose": ""}, "purpose"),
    ],
)
def test_a_release_that_says_too_little_or_too_much_is_refused(house, changes, field):
    with pytest.raises(ValidationError) as refused:
        give(house, **changes)
    assert field in refused.value.error_dict
    assert not ConfidentialityRelease.objects.exists()


def test_longer_than_a_year_needs_a_reason(house):
    assert give(house, valid_until=TODAY + 500 * DAY, reason_longer="Das Verfahren dauert").is_live


def test_a_paper_holds_from_its_signature_on(house):
    paper = give(house, given_on=None)
    assert (paper.is_prepared, paper.is_live) == (True, False)
    signed = sign_release(paper, by=house["leitung"], given_on=TODAY)
    assert signed.is_live
    with pytest.raises(ValidationError):
        sign_release(paper, by=house["leitung"], given_on=TODAY)


def test_the_other_controller_reads_neither(house, release):
    row = refer(house, release)
    for model, key in ((ConfidentialityRelease, release.pk), (Referral, row.pk)):
        with asking_as(house["koordination-landkreis"]):
            assert not model.objects.filter(pk=key).exists()
        assert not model.objects.visible_to(house["koordination-landkreis"]).exists()
    with pytest.raises(ValidationError):
        withdraw_release(release, by=house["koordination-landkreis"], how="phone")
