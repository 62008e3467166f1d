"""Statements are composed once, and what would stay in them wrongly is refused."""

import datetime

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.database.composed import CannotComposeError, Typed, composed_once
from ibs_portal.database.cursor import OneStatementCursor, StableSQL
from tests.factories.accounts import OrganisationFactory, UserFactory

NOW = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


def counting(build):
    """The builder, and how often it was called."""
    calls = []

    def counted(*arguments):
        calls.append(arguments)
        return build(*arguments)

    return composed_once(counted), calls


@pytest.mark.django_db
def test_each_person_gets_her_own_rows_from_one_statement():
    fetch, calls = counting(lambda user: User.objects.filter(organisation=user.organisation_id).order_by("pk"))
    houses = [OrganisationFactory(), OrganisationFactory()]
    people = [UserFactory(organisation=house) for house in houses for _each in range(2)]
    # A login brings the roles along.
    assert {person.role_codes for person in people} == {frozenset()}
    with CaptureQueriesContext(connection) as queries:
        found = [fetch(person) for person in people]
    assert (len(queries), found) == (4, [people[:2], people[:2], people[2:], people[2:]])
    with CaptureQueriesContext(connection) as queries:
        fetch(people[0])
    assert len(queries) == 1
    # Composed twice with invented values, never again, and never run with them.
    assert len(calls) == 2
    assert all(not user.email and user.pk not in {person.pk for person in people} for (user,) in calls)


@pytest.mark.django_db
def test_rows_come_as_the_queryset_gives_them():
    house = OrganisationFactory()
    person = UserFactory(organisation=house)
    of_one = User.objects.filter
    assert composed_once(lambda pk: of_one(pk=pk).values("pk"))(person.pk) == [{"pk": person.pk}]
    assert composed_once(lambda pk: of_one(pk=pk).values_list("pk", "email"))(person.pk) == [(person.pk, person.email)]
    assert composed_once(lambda pk: of_one(pk=pk).values_list("email", flat=True))(person.pk) == [person.email]
    [found] = composed_once(lambda pk: of_one(pk=pk).select_related("organisation").annotate(one=Value(1)))(person.pk)
    with CaptureQueriesContext(connection) as queries:
        assert (found.organisation, found.one) == (house, 1)
    assert not queries.captured_queries
    found.name = "Renamed"
    found.save()
    assert [again.name for again in composed_once(lambda pk: of_one(pk=pk))(person.pk)] == ["Renamed"]
    assert composed_once(lambda pk: of_one(pk=pk).none())(person.pk) == []


@pytest.mark.django_db
def test_moments_and_typed_words_vary_and_choices_do_not():
    person = UserFactory()

    def build(email, since, *, active=True):
        return User.objects.filter(email=email, date_joined__gte=since, is_active=active).values_list("pk", flat=True)

    fetch, calls = counting(build)
    early, late = person.date_joined, person.date_joined + datetime.timedelta(seconds=1)
    assert [fetch(Typed(person.email), at) for at in (early, late)] == [[person.pk], []]
    assert [fetch(Typed(word), early) for word in ("x' OR true --", "%s", person.email)] == [[], [], [person.pk]]
    assert len(calls) == 2
    # Words that are not marked make a statement each.
    fetch("a@example.org", early)
    fetch("b@example.org", early)
    assert len(calls) == 6


@pytest.mark.django_db
def test_roles_language_and_day_make_a_statement_of_their_own(monkeypatch):
    fetch, calls = counting(lambda user: User.objects.filter(pk=user.pk).annotate(today=Value(timezone.localdate())))
    person = UserFactory(role="counsellor")
    [found] = fetch(person)
    assert found.today == timezone.localdate()
    fetch(UserFactory(role="counsellor"))
    assert len(calls) == 2
    fetch(UserFactory(role="editor"))
    with translation.override("ar"):
        fetch(person)
    assert len(calls) == 6
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: tomorrow)
    assert fetch(person)[0].today == tomorrow


@pytest.mark.django_db
def test_numbers_that_fit_no_key_find_nothing_and_break_nothing():
    fetch = composed_once(lambda pk: User.objects.filter(pk=pk))
    assert [fetch(key) for key in (2**31, 2**63, 10**30, -1)] == [[], [], [], []]
    assert fetch(UserFactory().pk) != []


@pytest.mark.django_db
def test_somebody_unknown_asks_as_well():
    fetch = composed_once(lambda user: Organisation.objects.filter(pk=user.pk))
    assert fetch(AnonymousUser()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "build",
    [
        # The clock, a sum of a key, a limit, a query while composing, a random value, another shape by the key.
        lambda number: User.objects.filter(pk=number, date_joined__lt=timezone.now()),
        lambda number: User.objects.filter(pk=number + 1),
        lambda number: User.objects.all()[:number],
        lambda number: User.objects.filter(pk__in=list(User.objects.values_list("pk", flat=True))),
        lambda number: User.objects.filter(name=str(number)),
        lambda number: User.objects.all() if number else User.objects.none(),
        lambda number: User.objects.order_by("pk" if number > 3 else "-pk"),
        lambda number: User.objects.order_by("pk" if number < 9_000 else "-pk"),
    ],
)
def test_what_would_stay_wrongly_is_refused(build):
    with pytest.raises(CannotComposeError):
        composed_once(build)(7)


@pytest.mark.django_db
def test_a_statement_keeps_its_plan_and_others_do_not():
    """Postgres plans a composed statement once in a connection; text that Django makes anew is not kept."""
    parameters = {**connection.get_connection_params(), **settings.PREPARED, "cursor_factory": OneStatementCursor}
    parameters.pop("context", None)
    kept = "SELECT statement FROM pg_prepared_statements WHERE from_sql = false"
    with psycopg.connect(**parameters) as one, one.cursor() as cursor:
        for _time in range(10):
            cursor.execute("SELECT 1 + %s::int", [1])
            assert cursor.execute(StableSQL("SELECT 2 + %s::int"), [_time]).fetchone() == (2 + _time,)
        assert cursor.execute(kept).fetchall() == [("SELECT 2 + $1::int",)]
