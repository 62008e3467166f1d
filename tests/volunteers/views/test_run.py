"""The board of the best assignment: what it shows, what is done with a proposal, and who was faster."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories.matching import MatchNeedFactory, PairExclusionFactory, WorkerLanguageFactory, fitting_volunteer
from tests.factories.volunteers import CompanionGroupFactory, ProgrammeFactory, VolunteerLanguageFactory
from tests.volunteers.views.test_matching import MOST_QUERIES, queries_of
from volunteers.actions.run import create_run
from volunteers.models import (
    GroupMembership,
    Match,
    MatchingProposal,
    MatchingRun,
    MatchNeed,
    PairExclusion,
    Volunteer,
)
from volunteers.queries.weights import weights_of
from volunteers.rules.matching import MAXIMUM

BOARD = "/intern/zuordnung/lauf/"


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"], name="Begleitprojekt")


@pytest.fixture
def desk(client_as):
    return client_as("freiwilligenagentur")


def url(name, *args):
    return reverse(f"volunteers:{name}", args=args)


def need_of(programme, name, **fields):
    return MatchNeedFactory(programme=programme, worker__given_name=name, worker__family_name="", **fields)


def hindi(programme, need=None, volunteer=None):
    if need:
        WorkerLanguageFactory(worker=need.worker, code="hi")
    if volunteer:
        VolunteerLanguageFactory(volunteer=volunteer, code="hi", level=4)


@pytest.fixture
def two(programme):
    """Devi speaks Hindi and German, Asha only Hindi; Ute speaks both, Olga only German."""
    devi, asha = need_of(programme, "Devi"), need_of(programme, "Asha")
    asha.worker.languages.all().delete()
    ute, olga = (
        fitting_volunteer(programme, given_name=name, family_name="", max_matches=1) for name in ("Ute", "Olga")
    )
    hindi(programme, devi)
    hindi(programme, asha)
    hindi(programme, volunteer=ute)
    return devi, asha, ute, olga


def page(client, **query):
    return client.get(BOARD, query).content.decode()


def test_from_heute_to_an_approval_in_four_clicks(desk, programme, two):
    """Heute, matching, the board, find proposals, approve: five pages, each reached by a link or button of the last."""
    devi, _asha, _ute, olga = two
    assert url("need_list") in desk.get("/intern/").content.decode()
    assert url("run_board") in desk.get(url("need_list")).content.decode()
    assert url("run_create", programme.pk) in page(desk)
    assert desk.post(url("run_create", programme.pk), follow=True).status_code == 200
    text = page(desk)
    proposal = MatchingProposal.objects.get(need=devi)
    assert url("proposal_approve", proposal.pk) in text
    # The reasons stand beside the button.
    assert "beide sprechen es fließend" in text
    response = desk.post(url("proposal_approve", proposal.pk), follow=True)
    match = Match.objects.get()
    assert (match.need, match.volunteer, match.state) == (devi, olga, "asked")
    assert "Devi und Olga sind gefragt." in response.content.decode()
    assert url("proposal_approve", proposal.pk) not in response.content.decode()


def test_the_board_before_the_first_run_and_without_needs(desk, programme):
    assert "Ihre Organisation" not in page(desk)
    need = need_of(programme, "Devi")
    assert "1 Person wartet" in page(desk)
    MatchNeed.objects.filter(pk=need.pk).update(state="closed")
    desk.post(url("run_create", programme.pk))
    assert "Niemand wartet" in page(desk)


def test_who_runs_no_programme_is_told(desk):
    assert "führt kein Programm" in page(desk)


def test_alternatives_and_people_who_stay_without(desk, programme, two):
    _devi, _asha, ute, _olga = two
    nobody, third = need_of(programme, "Rosa", wish_gender="woman"), need_of(programme, "Zoe", priority=3)
    desk.post(url("run_create", programme.pk))
    text = page(desk)
    # Ute would fit Devi too, but is the only one for Asha.
    assert f'name="volunteer" value="{ute.pk}"' in text
    assert "1 andere möglich" in text
    why = {row.need: row.why for row in desk.get(BOARD).context["board"].waiting}
    assert why[nobody][0] == "Niemand ist möglich. Das würde helfen:"
    assert why[nobody][1].endswith(": 2 Begleitpersonen möglich")
    assert "2 Begleitungen wären möglich, aber alle freien Plätze gehen an andere." in text
    assert {row.need for row in desk.get(BOARD).context["board"].waiting} == {nobody, third}


def test_why_not_is_answered_by_a_rule_or_by_what_it_costs_the_others(desk, programme, two):
    devi, asha, ute, olga = two
    desk.post(url("run_create", programme.pk))
    text = page(desk, bedarf=asha.pk, person=olga.pk)
    assert "Nicht möglich." in text
    assert "Keine Sprache, die beide gut sprechen." in text
    answer = desk.get(BOARD, {"bedarf": devi.pk, "person": ute.pk}).context["answer"]
    assert answer.summary.startswith("Möglich, aber dann bekommt eine Person weniger einen Vorschlag. Zusammen ")
    assert answer.lines[0] == "Asha bekommt niemanden (vorher: Ute)."
    assert answer.lines[1].startswith("Devi bekommt Ute statt Olga (")
    assert "Genau das ist der Vorschlag." in page(desk, bedarf=devi.pk, person=olga.pk)


def test_an_equal_choice_costs_nothing(desk, programme):
    need = need_of(programme, "Devi")
    one, two = fitting_volunteer(programme), fitting_volunteer(programme)
    desk.post(url("run_create", programme.pk))
    assert MatchingProposal.objects.get().volunteer == one
    answer = desk.get(BOARD, {"bedarf": need.pk, "person": two.pk}).context["answer"]
    assert answer.summary == "Möglich. Die Summe bleibt gleich."
    assert answer.can_be_taken


@pytest.mark.parametrize("value", ["", "abc", "0", "99999999999999999999", "\0", "-1"])
def test_odd_questions_are_no_mistake_of_the_server(desk, programme, two, value):
    desk.post(url("run_create", programme.pk))
    for query in ({"bedarf": value, "person": value}, {"bedarf": value}, {"person": value}, {"programm": value}):
        assert desk.get(BOARD, query).status_code in (200, 400)


def test_a_pair_is_taken_instead_fixed_and_released(desk, programme, two):
    devi, asha, ute, _olga = two
    desk.post(url("run_create", programme.pk))
    response = desk.post(url("pair_fix", devi.pk), {"volunteer": ute.pk}, follow=True)
    text = response.content.decode()
    assert "Devi und Ute bleiben in jedem Durchlauf zusammen." in text
    assert "Festgelegt von" in text
    assert list(MatchingRun.objects.first().proposals.values_list("need", "volunteer")) == [(devi.pk, ute.pk)]
    # Without the fixed pair two people would be served; the notice speaks of what is possible around it.
    assert "Seitdem hat sich etwas geändert." not in text
    assert "schon für andere festgelegt" in page(desk, bedarf=asha.pk, person=ute.pk)
    desk.post(url("pair_release", devi.pk))
    assert "1 weiterer Vorschlag ist möglich." in page(desk)


@pytest.mark.parametrize("data", [{}, {"volunteer": ""}, {"volunteer": "x"}, {"volunteer": "99999999999999999999"}])
def test_fixing_nobody_is_refused_in_words(desk, programme, two, data):
    response = desk.post(url("pair_fix", two[0].pk), data, follow=True)
    assert "Bitte wählen Sie eine der Begleitungen." in response.content.decode()


def test_a_pair_is_ruled_out_with_a_reason_and_allowed_again(desk, programme, two):
    devi, _asha, _ute, olga = two
    desk.post(url("run_create", programme.pk))
    asking = f"{url('pair_forbid', devi.pk)}?person={olga.pk}"
    assert "Olga nicht mehr für Devi vorschlagen?" in desk.get(asking).content.decode()
    assert "Bitte füllen Sie dieses Feld aus" in desk.post(asking, {"volunteer": olga.pk, "note": " "}).content.decode()
    desk.post(asking, {"volunteer": olga.pk, "note": "Kennen sich privat"})
    assert MatchingRun.objects.first().proposals.filter(volunteer=olga).count() == 0
    listed = desk.get(url("exclusion_list")).content.decode()
    assert "Kennen sich privat" in listed
    desk.post(url("exclusion_lift", PairExclusion.objects.get().pk))
    assert PairExclusion.objects.count() == 0
    assert "Es gibt keine." in desk.get(url("exclusion_list")).content.decode()


@pytest.mark.parametrize("person", ["", "x", "99999999999999999999", "0"])
def test_ruling_out_without_a_person(desk, two, person):
    address = f"{url('pair_forbid', two[0].pk)}?person={person}"
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"volunteer": person, "note": "so"}).status_code == 200


# --- What happens between the run and the approval -----------------------------------------------------------


def test_somebody_who_left_meanwhile_is_named_on_the_board(desk, programme, two):
    *_others, olga = two
    desk.post(url("run_create", programme.pk))
    Volunteer.objects.filter(pk=olga.pk).update(status="left", end_reason="moved", left_on=timezone.localdate())
    text = page(desk)
    assert "Olga ist nicht mehr dabei." in text
    proposal = MatchingProposal.objects.get(volunteer=olga)
    # Who approves from an old page all the same is told why not.
    response = desk.post(url("proposal_approve", proposal.pk), follow=True)
    assert "Ist zurzeit nicht aktiv." in response.content.decode()
    assert Match.objects.count() == 0


def test_a_worker_who_was_taken_off_the_list_meanwhile(desk, programme, two):
    devi, *_others = two
    desk.post(url("run_create", programme.pk))
    MatchNeed.objects.filter(pk=devi.pk).update(state="closed")
    proposal = MatchingProposal.objects.get(need=devi)
    assert url("proposal_approve", proposal.pk) not in page(desk)
    response = desk.post(url("proposal_approve", proposal.pk), follow=True)
    assert "Dieser Bedarf ist nicht mehr offen." in response.content.decode()


def test_places_that_became_fewer(desk, programme):
    volunteer = fitting_volunteer(programme, given_name="Ute", family_name="", max_matches=2)
    first, second = need_of(programme, "Devi", priority=1), need_of(programme, "Asha")
    for need in (first, second):
        desk.post(url("pair_fix", need.pk), {"volunteer": volunteer.pk})
    Volunteer.objects.filter(pk=volunteer.pk).update(max_matches=1)
    cards = desk.get(BOARD).context["board"].cards
    words = "Ute hat inzwischen weniger freie Plätze als Vorschläge."
    assert [(card.need, card.problem) for card in cards] == [(first, ""), (second, words)]
    desk.post(url("run_create", programme.pk))
    assert desk.get(BOARD).status_code == 200


def test_a_new_need_after_the_run_is_announced(desk, programme, two):
    desk.post(url("run_create", programme.pk))
    assert "Seitdem hat sich etwas geändert." not in page(desk)
    fitting_volunteer(programme)
    need_of(programme, "Rosa", priority=1)
    assert "1 weiterer Vorschlag ist möglich." in page(desk)


# --- Weights, file, cost -------------------------------------------------------------------------------------


def test_weights_are_changed_and_kept_with_the_runs(desk, programme, two):
    desk.post(url("run_create", programme.pk))
    address = url("weights_update", programme.pk)
    wrong = desk.post(address, {**MAXIMUM, "language": 0})
    assert "müssen 1000 ergeben" in wrong.content.decode()
    for value in ("", "-1", "x", "9" * 30):
        assert desk.post(address, {**MAXIMUM, "language": value}).status_code == 200
    assert weights_of(programme) == MAXIMUM
    changed = {**MAXIMUM, "language": MAXIMUM["language"] - 50, "district": MAXIMUM["district"] + 50}
    assert desk.post(address, changed).url == f"{BOARD}?programm={programme.pk}"
    assert weights_of(programme) == changed
    desk.post(url("run_create", programme.pk))
    assert list(MatchingRun.objects.values_list("weights", flat=True)) == [changed, MAXIMUM]
    assert f"Sprache {MAXIMUM['language'] - 50}" in desk.get(address).content.decode()


def test_the_file_holds_proposals_and_who_stays_without(desk, programme, two):
    need_of(programme, "=Rosa", wish_gender="woman")
    desk.post(url("run_create", programme.pk))
    response = desk.get(url("run_export", programme.pk))
    book = load_workbook(io.BytesIO(response.content))
    assert [sheet.title for sheet in book] == ["Vorschläge", "Ohne Vorschlag"]
    rows = [[cell.value for cell in row] for row in book["Vorschläge"].iter_rows(min_row=3)]
    assert sorted((row[0], row[3]) for row in rows) == [("Asha", "Ute"), ("Devi", "Olga")]
    assert book["Ohne Vorschlag"]["A3"].value == "=Rosa"
    assert book["Ohne Vorschlag"]["A3"].data_type == "s"


def test_the_board_costs_the_same_for_one_and_for_three(desk, programme, persons):
    group = CompanionGroupFactory(programme=programme)

    def one_more():
        volunteer = fitting_volunteer(programme, max_matches=2)
        GroupMembership.objects.create(programme=programme, group=group, volunteer=volunteer)
        MatchNeedFactory(programme=programme, opened_on=timezone.localdate() - datetime.timedelta(days=3))
        MatchNeedFactory(programme=programme, wish_gender="man")
        PairExclusionFactory(programme=programme)
        create_run(programme, by=persons["freiwilligenagentur"], now=timezone.now())

    one_more()
    costs = {name: queries_of(desk, address) for name, address in addresses(programme).items()}
    for _number in range(2):
        one_more()
    assert {name: queries_of(desk, address) for name, address in addresses(programme).items()} == costs
    assert {name: cost for name, cost in costs.items() if cost > MOST_QUERIES} == {}


def addresses(programme):
    return {
        "board": BOARD,
        "weights": url("weights_update", programme.pk),
        "exclusions": url("exclusion_list"),
    }
