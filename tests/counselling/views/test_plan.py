"""Assessments beside each other; a plan from the first goal to the signed paper and the next version."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from counselling.actions.plan import add_goal, change_goal, rate_goal, sign_plan, start_plan
from counselling.models import Assessment, FollowUp, Goal, Need, SupportPlan
from tests.counselling.actions.test_casework_races import at_once

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
GOAL = {"area": "work", "wish": "Ich will als Pflegerin arbeiten.", "client_does": "Zeugnisse bringen", "due_on": TODAY}


def to(name: str, row) -> str:
    return reverse(f"counselling:{name}", args=[row.pk])


def signed(house) -> SupportPlan:
    plan = start_plan(house["case"], by=house["beratung"])
    add_goal(plan, by=house["beratung"], **GOAL)
    return sign_plan(plan, by=house["beratung"], signed_on=TODAY, review_on=TODAY + 90 * DAY)


# --- Assessments ---------------------------------------------------------------------------------------------


def test_two_assessments_stand_beside_each_other(house, client_as):
    client, page = client_as("beratung"), to("assessment_list", house["client"])
    assert "Noch keine Einschätzung" in client.get(page).content.decode()
    first = {
        "made_on": TODAY - 60 * DAY,
        "housing_level": "3",
        "housing_text": "Muss bis Juni ausziehen",
        "work_level": "1",
    }
    assert client.post(to("assessment_create", house["client"]), first).url == page
    second = {"made_on": TODAY, "housing_level": "1", "work_level": "2"}
    assert client.post(to("assessment_create", house["client"]), second).url == page
    lines = {line["area"]: (line["level"], line["before"], line["turn"]) for line in client.get(page).context["lines"]}
    assert lines == {
        "Wohnen": ("etwas Bedarf", "dringend", "better"),
        "Arbeit und Ausbildung": ("hoher Bedarf", "etwas Bedarf", "worse"),
    }
    older = Assessment.objects.earliest("made_on")
    assert "Muss bis Juni ausziehen" in client.get(f"{page}?stand={older.pk}").content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"made_on": TODAY + DAY, "work_level": "1"}, "made_on"),
        ({"made_on": TODAY}, "__all__"),
        ({"made_on": TODAY, "work_text": "ohne Stufe"}, "work_level"),
        ({"made_on": TODAY, "work_level": "9"}, "work_level"),
    ],
)
def test_what_is_wrong_with_an_assessment_is_said_at_its_field(house, client_as, typed, field):
    page = client_as("beratung").post(to("assessment_create", house["client"]), typed)
    assert (set(page.context["form"].errors), Need.objects.exists()) == ({field}, False)


# --- Plans ---------------------------------------------------------------------------------------------------


def test_a_plan_is_written_printed_signed_and_begun_anew(house, client_as):
    client = client_as("beratung")
    plan_page = client.post(to("plan_create", house["case"])).url
    plan = SupportPlan.objects.get()
    assert plan_page == to("plan_detail", plan)
    assert client.post(to("goal_create", plan), GOAL).url == plan_page
    paper = client.get(f"{to('plan_print', plan)}?sprache=en").content.decode()
    for words in ("Mein Förderplan", "My support plan", "Ich will als Pflegerin arbeiten.", "Work and training"):
        assert words in paper
    review = TODAY + 90 * DAY
    assert client.post(to("plan_sign", plan), {"signed_on": TODAY, "review_on": review}).url == plan_page
    followup = FollowUp.objects.latest("pk")
    assert (followup.case, followup.assigned_to, followup.due_on >= review) == (house["case"], house["beratung"], True)
    goal = Goal.objects.get()
    assert (
        client.post(to("goal_rate", goal), {"state": "partly", "state_on": TODAY, "state_note": "Praktikum"}).url
        == plan_page
    )
    client.post(to("plan_create", house["case"]))
    draft = SupportPlan.objects.get(status="draft")
    assert (draft.version, [g.wish for g in draft.goals.all()]) == (2, [GOAL["wish"]])
    assert [g.state for g in Goal.objects.order_by("pk")] == ["partly", "open"]
    client.post(to("plan_sign", draft), {"signed_on": TODAY, "review_on": review})
    assert list(SupportPlan.objects.order_by("version").values_list("status", flat=True)) == ["ended", "signed"]


def test_what_is_signed_stays_as_it_is(house, client_as):
    plan = signed(house)
    goal = plan.goals.get()
    for act in (
        lambda: add_goal(plan, by=house["beratung"], **GOAL),
        lambda: change_goal(goal, by=house["beratung"], wish="x"),
    ):
        with pytest.raises(ValidationError, match="unterschrieben"):
            act()
    page = client_as("beratung").post(to("goal_update", goal), GOAL | {"wish": "Etwas anderes"})
    assert "unterschrieben" in str(page.context["form"].non_field_errors())
    assert 'value="Etwas anderes"' in page.content.decode()
    client_as("beratung").post(to("goal_delete", goal))
    client_as("beratung").post(to("plan_discard", plan))
    assert (Goal.objects.get().wish, SupportPlan.objects.count()) == (GOAL["wish"], 1)


def test_days_that_do_not_fit_are_said_at_their_field(house, client_as):
    plan = start_plan(house["case"], by=house["beratung"])
    client = client_as("beratung")
    wrong = client.post(to("goal_create", plan), GOAL | {"starts_on": TODAY + DAY})
    assert set(wrong.context["form"].errors) == {"due_on"}
    add_goal(plan, by=house["beratung"], **GOAL)
    for typed, field in (
        ({"signed_on": TODAY + DAY, "review_on": TODAY + 9 * DAY}, "signed_on"),
        ({"signed_on": TODAY, "review_on": TODAY}, "review_on"),
        ({"signed_on": TODAY, "review_on": "gestern"}, "review_on"),
    ):
        assert set(client.post(to("plan_sign", plan), typed).context["form"].errors) == {field}
    with pytest.raises(ValidationError):
        rate_goal(plan.goals.get(), by=house["beratung"], state="reached", state_on=TODAY)


def test_an_empty_plan_is_not_signed_and_a_referral_has_none(house):
    plan = start_plan(house["case"], by=house["beratung"])
    with pytest.raises(ValidationError, match="kein Ziel"):
        sign_plan(plan, by=house["beratung"], signed_on=TODAY, review_on=TODAY + DAY)
    type(house["case"]).objects.filter(pk=house["case"].pk).update(kind="referral_only")
    plan.delete()
    with pytest.raises(ValidationError):
        start_plan(house["case"], by=house["beratung"])


def test_the_database_keeps_one_plan_in_force(house):
    plan = signed(house)
    with pytest.raises(IntegrityError, match="one_in_force"), transaction.atomic():
        SupportPlan.objects.create(
            case=house["case"],
            client=house["client"],
            controller=plan.controller,
            version=2,
            status="signed",
            signed_on=TODAY,
            created_by=house["beratung"],
        )


def test_closing_the_case_ends_its_plan(house, client_as):
    plan = signed(house)
    house["case"].followups.all().delete()
    client_as("beratung").post(to("case_close", house["case"]), {"closed_on": TODAY, "end_reason": "wish"})
    plan.refresh_from_db()
    assert (plan.status, plan.ended_on) == ("ended", TODAY)


def test_pages_of_plans_need_the_same_queries_for_any_number_of_goals(house, client_as, count_queries):
    client, plan = client_as("beratung"), start_plan(house["case"], by=house["beratung"])
    add_goal(plan, by=house["beratung"], **GOAL)
    pages = [to("plan_detail", plan), to("plan_print", plan), to("plan_list", house["client"])]
    for page in pages:
        client.get(page)
    few = [count_queries(client, page) for page in pages]
    for _number in range(4):
        add_goal(plan, by=house["beratung"], **GOAL)
    assert ([count_queries(client, page) for page in pages], max(few) <= 12) == (few, True)


@pytest.mark.django_db(transaction=True)
def test_two_people_begin_one_plan(house):
    assert at_once(4, lambda _position: start_plan(house["case"], by=house["beratung"])) == {"done": 4}
    assert SupportPlan.objects.count() == 1
