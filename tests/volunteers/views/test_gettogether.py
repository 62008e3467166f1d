import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.gettogether import GetTogetherFactory, ParticipantFactory
from tests.factories.matching import CohortFactory, MatchNeedFactory, SkilledWorkerFactory, fitting_volunteer
from tests.factories.volunteers import ProgrammeFactory
from tests.volunteers.views.test_volunteer import cost_of
from volunteers.models import GetTogether, Match, Tick


@pytest.fixture
def programme(organisations):
    return ProgrammeFactory(organisation=organisations["agency"])


@pytest.fixture
def staff(client_as):
    return client_as("freiwilligenagentur")


@pytest.fixture
def pair(programme):
    """A worker who waits, badge 1, and a volunteer, badge 2."""
    evening = GetTogetherFactory(programme=programme)
    need = MatchNeedFactory(programme=programme)
    volunteer = fitting_volunteer(programme)
    return (
        ParticipantFactory(gettogether=evening, worker=need.worker, badge=1),
        ParticipantFactory(gettogether=evening, worker=None, volunteer=volunteer, badge=2),
    )


def page(participant) -> str:
    return reverse("volunteers:gettogether_tick", args=[participant.code])


def test_an_evening_is_planned_for_a_cohort(staff, programme):
    cohort = CohortFactory(programme=programme)
    worker = SkilledWorkerFactory(programme=programme, cohort=cohort)
    start = timezone.localtime() + datetime.timedelta(days=3)
    data = {"programme": programme.pk, "title": "Kennenlernen", "cohort": cohort.pk, "place": "Lagerhalle", "tables": 4}
    data |= {"starts_at": f"{start:%Y-%m-%dT18:00}", "closes_at": f"{start:%Y-%m-%dT17:00}"}
    assert staff.post(reverse("volunteers:gettogether_create"), data).status_code == 200
    data["closes_at"] = f"{start:%Y-%m-%dT22:00}"
    response = staff.post(reverse("volunteers:gettogether_create"), data)
    evening = GetTogether.objects.get()
    choose = reverse("volunteers:gettogether_choose", args=[evening.pk])
    assert response["Location"] == choose
    # The people of the cohort are proposed.
    assert staff.get(choose).context["form"].initial["workers"] == [worker.pk]
    staff.post(choose, {"workers": [worker.pk]})
    badge = evening.participants.get()
    printed = staff.get(reverse("volunteers:gettogether_print", args=[evening.pk])).content.decode()
    assert (badge.table, badge.code_text in printed, "data:image/svg" in printed) == (1, True, True)


def test_names_are_ticked_without_an_account(pair, mailoutbox):
    worker, volunteer = pair
    phone = Client()
    code = reverse("volunteers:gettogether_code")
    assert phone.post(code, {"code": "zu kurz"}).status_code == 200
    typed = phone.post(code, {"code": f" {worker.code_text.lower()} "})
    assert typed["Location"] == page(worker)
    response = phone.get(page(worker))
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert volunteer.volunteer.given_name in response.content.decode()
    assert volunteer.volunteer.family_name not in response.content.decode()
    assert phone.post(page(worker), {"names": [worker.pk]}).status_code == 200
    phone.post(page(worker), {"names": [volunteer.pk]})
    assert Tick.objects.get().ticked == volunteer
    assert phone.get(page(worker)).context["form"].initial == {"names": [str(volunteer.pk)]}
    assert phone.get(reverse("volunteers:gettogether_tick", args=["AAAAAAAA"])).status_code == 404


def test_three_choices_in_order(pair):
    worker, volunteer = pair
    GetTogether.objects.update(is_ranked=True)
    response = Client().post(page(worker), {"choice_1": volunteer.pk, "choice_2": volunteer.pk})
    assert (response.status_code, Tick.objects.count()) == (200, 0)
    Client().post(page(worker), {"choice_1": "", "choice_2": volunteer.pk})
    assert Tick.objects.get().rank == 1


def test_pairs_flow_into_the_ordinary_approval(staff, pair):
    worker, volunteer = pair
    Client().post(page(worker), {"names": [volunteer.pk]})
    Client().post(page(volunteer), {"names": [worker.pk]})
    evening = worker.gettogether
    before = staff.get(evening.get_absolute_url()).context
    assert (before["progress"].volunteers, before["progress"].workers, before["pairs"]) == (1, 1, [])
    staff.post(reverse("volunteers:gettogether_close", args=[evening.pk]))
    shown = staff.get(evening.get_absolute_url()).context["pairs"]
    assert [(row.pair.worker, row.pair.volunteer, row.pair.is_mutual) for row in shown] == [
        (worker.worker, volunteer.volunteer, True)
    ]
    staff.post(reverse("volunteers:match_approve", args=[shown[0].need.pk]), {"volunteer": volunteer.volunteer_id})
    assert Match.objects.get().state == "asked"
    assert staff.get(evening.get_absolute_url()).context["pairs"][0].need is None
    assert Client().get(page(worker)).context["is_open"] is False


def test_whoever_has_an_account_finds_the_page_there(client_as, persons, programme):
    worker = SkilledWorkerFactory(programme=programme, user=persons["fachkraft"])
    badge = ParticipantFactory(gettogether__programme=programme, worker=worker)
    response = client_as("fachkraft").get(reverse("volunteers:worker_home"))
    assert [row.code for row in response.context["badges"]] == [badge.code]


def test_pages_cost_the_same_with_more_people(staff, programme):
    evening = GetTogetherFactory(programme=programme)

    def fill(number: int) -> None:
        worker = MatchNeedFactory(programme=programme).worker
        ParticipantFactory(gettogether=evening, badge=number, worker=worker)
        volunteer = fitting_volunteer(programme)
        ParticipantFactory(gettogether=evening, badge=number + 50, worker=None, volunteer=volunteer)
        GetTogetherFactory(programme=programme)

    urls = [reverse("volunteers:gettogether_list"), evening.get_absolute_url()]
    urls += [reverse(f"volunteers:gettogether_{name}", args=[evening.pk]) for name in ("choose", "print")]
    fill(1)
    first = [cost_of(staff, url) for url in urls]
    fill(2)
    fill(3)
    assert ([cost_of(staff, url) for url in urls], max(first) <= 12) == (first, True)
