"""Opening, closing and reopening cases by page."""

import datetime
import re

from django.urls import reverse
from django.utils import timezone

from counselling.models import Case


def test_a_case_is_opened(house, client_as):
    address = reverse("counselling:case_create", args=[house["client"].pk])
    today = timezone.localdate()
    data = {"kind": "short", "opened_on": today.isoformat(), "owner": house["beratung"].pk, "aim": "Sprachkurs"}
    client_as("beratung").post(address, data)
    case = Case.objects.latest("pk")
    # Now and then a number is left out.
    assert re.fullmatch(rf"{today.year}-000[1-9]", case.number)
    assert case.controller_id == house["client"].controller_id


def test_nobody_of_the_other_controller_can_be_put_in_charge(house, client_as):
    address = reverse("counselling:case_create", args=[house["client"].pk])
    data = {"kind": "short", "opened_on": "2026-01-01", "owner": house["koordination-landkreis"].pk}
    page = client_as("beratung").post(address, data)
    assert set(page.context["form"].errors) == {"owner"}
    shown = page.context["form"].fields["owner"].queryset
    assert {person.name for person in shown} == {"Beratung", "Beratung2", "Leitung"}


def test_a_case_closes_with_a_reason_and_a_word_on_each_followup(house, client_as):
    client, address = client_as("beratung"), reverse("counselling:case_close", args=[house["case"].pk])
    data = {"closed_on": timezone.localdate().isoformat(), "end_reason": "goal_reached"}
    page = client.post(address, data)
    assert set(page.context["form"].errors) == {f"followup_{house['followup'].pk}"}
    response = client.post(address, data | {f"followup_{house['followup'].pk}": "dropped"})
    house["case"].refresh_from_db()
    house["followup"].refresh_from_db()
    assert response.url == reverse("counselling:client_detail", args=[house["client"].pk])
    assert (house["case"].status, house["followup"].result) == ("closed", "dropped")


def test_no_reason_no_end(house, client_as):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    data = {"closed_on": tomorrow.isoformat(), f"followup_{house['followup'].pk}": "done"}
    address = reverse("counselling:case_close", args=[house["case"].pk])
    assert "end_reason" in client_as("beratung").post(address, data).context["form"].errors
    page = client_as("beratung").post(address, data | {"end_reason": "moved"})
    assert set(page.context["form"].errors) == {"closed_on"}


def test_closing_twice_says_who_was_first(house, client_as):
    address = reverse("counselling:case_close", args=[house["case"].pk])
    data = {"closed_on": timezone.localdate().isoformat(), "end_reason": "moved"}
    client_as("beratung2").post(address, data | {f"followup_{house['followup'].pk}": "done"})
    page = client_as("beratung").post(address, data)
    assert "Beratung2" in page.context["form"].non_field_errors()[0]
    client_as("beratung").post(reverse("counselling:case_reopen", args=[house["case"].pk]), {"text": "Doch nicht"})
    house["case"].refresh_from_db()
    assert (house["case"].status, house["case"].closed_on, house["case"].end_reason) == ("open", None, "")


def test_handing_over_is_for_the_head_and_for_who_is_in_charge(house, client_as):
    address = reverse("counselling:case_assign", args=[house["case"].pk])
    data = {"owner": house["beratung2"].pk, "deputy": house["leitung"].pk}
    assert client_as("beratung2").post(address, data).status_code == 403
    assert client_as("beratung").post(address, data).status_code == 302
    assert client_as("leitung").get(address).status_code == 200


def test_the_lists_of_cases_and_followups_keep_to_the_controller(house, client_as, count_queries):
    for name in ("case_list", "followup_list"):
        for query in ("?status=&team=1", "?quiet=on", "?after=x", ""):
            page = client_as("beratung").get(reverse(f"counselling:{name}") + query)
            assert "Đorđević" not in page.content.decode()
        assert count_queries(client_as("beratung"), reverse(f"counselling:{name}")) <= 12


def test_a_followup_is_done_with_one_click_and_put_off(house, client_as):
    client = client_as("beratung2")
    later = reverse("counselling:followup_postpone", args=[house["followup"].pk])
    saturday = timezone.localdate() + datetime.timedelta(days=(5 - timezone.localdate().weekday()) % 7 + 7)
    client.post(later, {"due_on": saturday.isoformat()})
    house["followup"].refresh_from_db()
    assert house["followup"].due_on > saturday
    done = client.post(reverse("counselling:followup_done", args=[house["followup"].pk]), {"next": "//evil.example"})
    house["followup"].refresh_from_db()
    assert (done.url, house["followup"].done_by) == (reverse("counselling:followup_list"), house["beratung2"])


def test_a_followup_is_set(house, client_as):
    address = reverse("counselling:followup_create", args=[house["client"].pk])
    monday = timezone.localdate() + datetime.timedelta(days=7)
    data = {"due_on": monday.isoformat(), "text": "Anrufen", "assigned_to": house["beratung2"].pk}
    assert client_as("beratung").post(address, data).status_code == 302
    assert [row.assigned_to for row in house["client"].followups.all() if row.text == "Anrufen"] == [house["beratung2"]]
