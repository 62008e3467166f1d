"""Deadlines on their pages; many follow-ups moved; the sheet of a hand-over."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from counselling.models import Absence, Deadline, FollowUp, StaffMember
from counselling.queries import heute
from counselling.rules.hours import DAY
from tests.factories.appointments import AppointmentFactory, noon
from tests.factories.casework import CaseFactory, ClientFactory, DeadlineFactory, FollowUpFactory

LIST, MOVE, FOLLOWUPS = "/intern/fristen/", "/intern/wiedervorlagen/verschieben/", "/intern/wiedervorlagen/"


def today() -> datetime.date:
    return timezone.localdate()


def new_url(house) -> str:
    return reverse("counselling:deadline_create", args=[house["client"].pk])


def data(house, **more) -> dict:
    facts = {"kind": "objection", "text": "", "sent_on": (today() - DAY).isoformat(), "delivery": "post"}
    return facts | {"due_on": "", "warn_before": "", "assigned_to": house["beratung"].pk} | more


def test_computed_shown_and_saved(client_as, house):
    client = client_as("beratung")
    answer = client.post(new_url(house), data(house, preview="1"))
    computed = answer.context["computed"]
    assert ("§ 41" in " ".join(computed["steps"]), Deadline.objects.count()) == (True, 0)
    client.post(new_url(house), data(house))
    deadline = Deadline.objects.get()
    assert (deadline.due_on, deadline.is_computed, deadline.warn_before) == (computed["due_on"], True, [14, 5, 1])
    page = client.get(reverse("counselling:client_deadlines", args=[house["client"].pk]))
    assert [row["pk"] for row in page.context["rows"]] == [deadline.pk]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"sent_on": ""}, "sent_on"),
        ({"sent_on": "2026-02-30"}, "sent_on"),
        ({"sent_on": "9999-12-31"}, "sent_on"),
        ({"kind": "residence"}, "due_on"),
        ({"kind": "x"}, "kind"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"warn_before": "five"}, "warn_before"),
        ({"warn_before": "9999999999"}, "warn_before"),
        ({"warn_before": "1,2,3,4,5,6,7"}, "warn_before"),
        ({"warn_before": "٣"}, "warn_before"),
        ({"assigned_to": "0"}, "assigned_to"),
        ({"delivery": ""}, "delivery"),
    ],
)
def test_bad_input_is_told_at_its_place(client_as, house, more, wrong):
    for button in ({}, {"preview": "1"}):
        answer = client_as("beratung").post(new_url(house), data(house, **more) | button)
        found = list(answer.context["form"].errors)
        assert (answer.status_code, found) == (200, [wrong]) or (button and wrong == "due_on" and not found)
    assert not Deadline.objects.exists()


def test_finished_and_moved_from_the_list(client_as, house):
    one, two = (DeadlineFactory(client=house["client"], assigned_to=house["beratung"]) for _n in range(2))
    client = client_as("beratung2")
    client.post(f"{LIST}{one.pk}/erledigt/")
    due = today() + 20 * DAY
    client.post(f"{LIST}{two.pk}/verschieben/", {"due_on": due.isoformat(), "reason": "Verlängert"})
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.result, two.due_on) == ("done", due)
    assert client.post(f"{LIST}{two.pk}/verschieben/", {"due_on": "", "reason": ""}).status_code == 200


def test_heute_shows_what_ends_soon(house):
    common = {"client": house["client"], "assigned_to": house["beratung"]}
    soon = DeadlineFactory(**common)
    DeadlineFactory(due_on=today() + 40 * DAY, **common)
    rows = heute(house["beratung2"], now=timezone.now())["deadlines"]
    assert [(row["pk"], row["name"], row["light"]) for row in rows] == [(soon.pk, "Thị Ánh Nguyễn", "yellow")]
    assert heute(house["bfd"], now=timezone.now())["deadlines"] == []
    assert heute(house["koordination-landkreis"], now=timezone.now())["deadlines"] == []


def test_chosen_in_the_list_moved_and_taken_back(client_as, house):
    common = {"client": house["client"], "assigned_to": house["beratung"]}
    rows = [FollowUpFactory(**common) for _n in range(3)]
    client = client_as("leitung")
    page = client.get(MOVE, {"chosen": [row.pk for row in rows[:2]]})
    assert {row["pk"] for row in page.context["rows"]} == {row.pk for row in rows[:2]}
    sent = {"chosen": [row.pk for row in rows[:2]], "choice": "next", "on": "", "assigned_to": ""}
    preview = client.post(MOVE, sent | {"preview": "1"}).context["preview"]
    assert preview["count"] == 2
    assert FollowUp.objects.filter(due_on=today(), pk__in=[row.pk for row in rows]).count() == 3
    client.post(MOVE, sent)
    assert FollowUp.objects.filter(due_on=preview["days"][0][0], pk__in=[row.pk for row in rows]).count() == 2
    assert client.get(FOLLOWUPS).context["last_move"]["count"] == 2
    client.post("/intern/wiedervorlagen/zuruecknehmen/")
    assert FollowUp.objects.filter(due_on=today(), pk__in=[row.pk for row in rows]).count() == 3
    assert client.get(FOLLOWUPS).context["last_move"] is None


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"chosen": []}, "chosen"),
        ({"chosen": ["x"]}, "chosen"),
        ({"chosen": ["9" * 30]}, "chosen"),
        ({"choice": "on", "on": ""}, "on"),
        ({"choice": "on", "on": "2026-02-30"}, "on"),
        ({"choice": "x"}, "choice"),
        ({"assigned_to": "99999"}, "assigned_to"),
    ],
)
def test_a_move_that_makes_no_sense(client_as, house, more, wrong):
    sent = {"chosen": [house["followup"].pk], "choice": "next", "on": "", "assigned_to": ""}
    answer = client_as("beratung").post(MOVE, sent | more)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [wrong])


@pytest.fixture
def absence(house) -> Absence:
    staff = StaffMember.objects.get(user=house["beratung"])
    deputy = StaffMember.objects.get(user=house["beratung2"])
    days = {"starts_on": today(), "ends_on": today() + 5 * DAY}
    return Absence.objects.create(staff=staff, controller=staff.controller, deputy=deputy, **days)


def test_the_sheet_of_a_hand_over(client_as, house, absence):
    DeadlineFactory(client=house["client"], assigned_to=house["beratung"], text="Klage")
    AppointmentFactory(staff=absence.staff, starts_at=noon(days=2))
    AppointmentFactory(staff=absence.staff, starts_at=noon(days=9), name="Zu Spät")
    url = f"/intern/abwesenheiten/{absence.pk}/uebergabe/"
    words = client_as("beratung2").get(url).content.decode()
    for text in (house["case"].number, "Klage", house["followup"].text, "Nguyễn", "Miriam Habte"):
        assert text in words
    assert "Đorđević" not in words
    assert "Zu Spät" not in words
    assert client_as("koordination-landkreis").get(url).status_code == 404


def test_all_of_a_persons_due_ones_go_to_the_deputy(client_as, house, absence):
    FollowUpFactory(client=house["client"], assigned_to=house["beratung"], due_on=today() + 30 * DAY)
    client, url = client_as("leitung"), f"{MOVE}?absence={absence.pk}"
    page = client.get(url)
    assert [row["pk"] for row in page.context["rows"]] == [house["followup"].pk]
    form = page.context["form"]
    sent = {"chosen": form["chosen"].value(), "choice": form["choice"].value()}
    client.post(url, sent | {"on": "", "assigned_to": form["assigned_to"].value()})
    house["followup"].refresh_from_db()
    assert house["followup"].assigned_to == house["beratung2"]
    for wrong in ("0", "x", "9" * 30):
        assert client.get(MOVE, {"absence": wrong}).status_code == 404


def test_the_same_number_of_queries_for_one_and_for_three(client_as, house, absence, count_queries):
    urls = (
        LIST,
        "/intern/",
        FOLLOWUPS,
        f"{MOVE}?absence={absence.pk}",
        f"/intern/abwesenheiten/{absence.pk}/uebergabe/",
        reverse("counselling:client_deadlines", args=[house["client"].pk]),
    )
    client = client_as("beratung")
    DeadlineFactory(client=house["client"], assigned_to=house["beratung"])
    one = {url: count_queries(client, url) for url in urls}
    for n in range(3):
        other = ClientFactory(by=house["beratung"], centre=house["centre"], name=("Wer", f"Anders{n}"))
        CaseFactory(client=other, owner=house["beratung"], deputy=house["beratung2"])
        for person in (house["client"], other):
            DeadlineFactory(client=person, assigned_to=house["beratung"])
            FollowUpFactory(client=person, assigned_to=house["beratung"])
    assert {url: count_queries(client, url) for url in urls} == one
    assert max(one.values()) <= 12
