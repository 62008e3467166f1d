import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from ibs_portal.accounts.models import User
from ibs_portal.audit.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.volunteers import ProgrammeFactory, VolunteerFactory
from volunteers.actions import account, signup
from volunteers.actions.signup import confirm_signup, remove_unconfirmed_signups, sign_up
from volunteers.models import Volunteer
from volunteers.queries import places
from volunteers.rules.consent import CURRENT
from volunteers.tasks import remove_unconfirmed

NOW = datetime.datetime(2026, 5, 4, 10, tzinfo=datetime.UTC)
DETAILS = {
    "given_name": "Зоя",
    "family_name": "",
    "email": "zoja@example.org",
    "postcode": "49074",
    "contact_language": "en",
}


def go(programme=None, now=NOW, **details) -> Volunteer:
    user = sign_up(
        programme or ProgrammeFactory(),
        details={**DETAILS, **details},
        languages=[("uk", 4)],
        consents=["data", "news"],
        now=now,
    )
    return Volunteer.objects.get(user=user)


def test_signing_up_makes_an_account_without_password(db, mailoutbox):
    volunteer = go()
    assert (volunteer.status, volunteer.source, volunteer.confirmed_at) == ("applied", "online", None)
    assert (volunteer.user.email, volunteer.user.name, volunteer.user.language) == ("zoja@example.org", "Зоя", "en")
    assert volunteer.user.role_codes == {"volunteer"}
    assert not volunteer.user.has_usable_password()
    assert dict(volunteer.consents.values_list("kind", "version")) == {kind: CURRENT[kind] for kind in ("data", "news")}
    # Nobody is logged in yet: the row that the entry is about says who.
    entry = Entry.objects.acts().get(verb="volunteer.signed_up")
    assert (entry.actor_id, entry.object_id) == (None, volunteer.pk)
    assert mailoutbox == []  # the code is sent by the login
    assert list(Volunteer.objects.confirmed()) == []


@pytest.mark.parametrize("email", ["zoja@example.org", "Zoja@Example.org"])
def test_a_known_address_is_told_apart_by_a_code(db, email):
    VolunteerFactory(email="zoja@example.org", user=UserFactory(email="old@example.org"))
    with pytest.raises(ValidationError) as refused:
        go(email=email)
    assert refused.value.code == "known_email"
    assert (Volunteer.objects.count(), User.objects.count()) == (1, 1)


def test_an_address_that_the_desk_has_entered_gets_an_account_and_no_second_row(db):
    row = VolunteerFactory(email="Zoja@example.org", confirmed_at=None)
    user = sign_up(row.programme, details=DETAILS, languages=[("uk", 4)], consents=["data"], now=NOW)
    row.refresh_from_db()
    assert (row.user, Volunteer.objects.count(), row.consents.count()) == (None, 1, 0)
    assert confirm_signup(user, now=NOW, by=user) == row
    row.refresh_from_db()
    assert (row.user, row.confirmed_at) == (user, NOW)


def test_the_last_place_is_given_once_to_two_who_press_at_once(transactional_db, monkeypatch):
    programme = ProgrammeFactory(most_volunteers_waiting=1)
    assert sorted(race(programme)) == ["full", "in"]
    # Without the lock both find the place free.
    Volunteer.objects.all().delete()
    monkeypatch.setattr(places, "hold_the_door", lambda programme: None)
    assert race(programme, wait=0.3) == ["in", "in"]


def race(programme, wait: float = 0.05) -> list[str]:
    """Two sign-ups at once; each waits a moment between looking for a place and taking it."""
    barrier = threading.Barrier(2)
    made = account.make_account

    def slowly(*args, **kwargs):
        time.sleep(wait)
        return made(*args, **kwargs)

    def press(number: int) -> str:
        barrier.wait(timeout=10)
        try:
            go(programme, now=timezone.now(), email=f"race{number}-{wait}@example.org")
        except ValidationError as refused:
            return refused.code
        finally:
            connection.close()
        return "in"

    with mock.patch.object(signup, "make_account", slowly), ThreadPoolExecutor(2) as pool:
        return list(pool.map(press, range(2)))


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
