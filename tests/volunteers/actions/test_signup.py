import datetime

import pytest
from django.core.exceptions import ValidationError

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from tests.factories.volunteers import OfferFactory, ProgrammeFactory, VolunteerFactory
from volunteers.actions.signup import confirm_signup, remove_unconfirmed_signups, sign_up
from volunteers.models import Volunteer
from volunteers.tasks import remove_unconfirmed

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)
DETAILS = {
    "given_name": "Зоя",
    "family_name": "",
    "email": "zoja@example.org",
    "postcode": "49074",
    "availability": ["mon_evening"],
    "contact_language": "en",
}


def go(programme=None, **details) -> Volunteer:
    return sign_up(
        programme or ProgrammeFactory(),
        details={**DETAILS, **details},
        languages=[("uk", 4)],
        offers=[OfferFactory()],
        consent_version="2026-01",
        now=NOW,
    )


def test_signing_up_makes_an_account_without_password(db, mailoutbox):
    volunteer = go()
    assert (volunteer.status, volunteer.source, volunteer.confirmed_at) == ("applied", "online", None)
    assert (volunteer.user.email, volunteer.user.name, volunteer.user.language) == ("zoja@example.org", "Зоя", "en")
    assert volunteer.user.role_codes == {"volunteer"}
    assert not volunteer.user.has_usable_password()
    assert volunteer.consents.get().version == "2026-01"
    # Nobody is logged in yet: the row that the entry is about says who.
    entry = Entry.objects.acts().get(verb="volunteer.signed_up")
    assert (entry.actor_id, entry.object_id) == (None, volunteer.pk)
    assert mailoutbox == []  # the code is sent by the login
    assert list(Volunteer.objects.confirmed()) == []


@pytest.mark.parametrize("email", ["zoja@example.org", "Zoja@Example.org"])
def test_a_known_address_is_told_apart_by_a_code(db, email):
    VolunteerFactory(email="zoja@example.org")
    with pytest.raises(ValidationError) as refused:
        go(email=email)
    assert refused.value.code == "known_email"
    assert (Volunteer.objects.count(), User.objects.count()) == (1, 0)


def test_the_address_of_any_account_is_known(persons):
    with pytest.raises(ValidationError) as refused:
        go(email="beratung@example.org")
    assert refused.value.code == "known_email"


def test_confirming_says_welcome_once(db, mailoutbox):
    volunteer = go()
    for _twice in range(2):
        confirm_signup(volunteer.user, now=NOW, by=volunteer.user)
    volunteer.refresh_from_db()
    assert volunteer.confirmed_at == NOW
    assert [mail.subject for mail in mailoutbox] == ["Welcome: your sign-up has arrived"]
    assert Entry.objects.acts().filter(verb="volunteer.confirmed").count() == 1


def test_confirming_an_account_of_somebody_else_is_nothing(persons, mailoutbox):
    assert confirm_signup(persons["beratung"], now=NOW, by=persons["beratung"]) is None
    assert mailoutbox == []


def test_after_thirty_days_only_the_unconfirmed_go(db):
    programme = ProgrammeFactory()
    kept = go(programme, email="kept@example.org")
    confirm_signup(kept.user, now=NOW, by=kept.user)
    gone = go(programme, email="gone@example.org")
    phoned = VolunteerFactory(
        programme=programme, source="phone", confirmed_at=None, applied_on=datetime.date(2020, 1, 1)
    )
    assert remove_unconfirmed_signups(now=NOW + datetime.timedelta(days=29)) == 0
    assert remove_unconfirmed_signups(now=NOW + datetime.timedelta(days=30)) == 1
    assert set(Volunteer.objects.all()) == {kept, phoned}
    assert set(User.objects.values_list("email", flat=True)) == {"kept@example.org"}
    assert Entry.objects.acts().get(verb="volunteer.signup_expired").object_id == gone.pk


def test_the_nightly_job_runs(db):
    old = go()
    Volunteer.objects.filter(pk=old.pk).update(applied_on=datetime.date(2020, 1, 1))
    remove_unconfirmed(0)
    assert Volunteer.objects.count() == 0
