"""The page of a case: facts and history, and changing its kind."""

from django.urls import reverse
from django.utils import timezone

from counselling.models import Case, CaseEvent, EndReason
from tests.factories.casework import ContactFactory


def address(name: str, house) -> str:
    return reverse(f"counselling:{name}", args=[house["case"].pk])


def test_a_case_tells_its_whole_history(house, client_as):
    client, page = client_as("beratung"), address("case_detail", house)
    client.post(address("case_update", house), {"kind": "case_management", "aim": "Arbeit finden"})
    deputy = {"owner": house["beratung"].pk, "deputy": house["beratung2"].pk}
    client.post(address("case_assign", house), deputy)
    house["followup"].delete()
    client.post(address("case_close", house), {"closed_on": timezone.localdate(), "end_reason": "wish"})
    client.post(address("case_reopen", house), {"text": "Kommt wieder"})
    kinds = list(CaseEvent.objects.filter(case=house["case"]).order_by("at").values_list("kind", flat=True))
    assert kinds == ["opened", "changed", "deputy", "closed", "reopened"]
    text = client.get(page).content.decode()
    for words in (
        f"{Case.Kind.SHORT.label} → {Case.Kind.CASE_MANAGEMENT.label}",
        "Eigene Wohnung → Arbeit finden",
        "Beratung2",
        str(EndReason.WISH.label),
        "Kommt wieder",
    ):
        assert words in text


def test_what_stays_the_same_is_no_turn(house, client_as):
    same = {"kind": house["case"].kind, "aim": house["case"].aim}
    assert client_as("beratung").post(address("case_update", house), same).url == address("case_detail", house)
    assert CaseEvent.objects.filter(case=house["case"]).count() == 1


def test_a_closed_case_is_not_changed(house, client_as):
    client = client_as("beratung")
    house["followup"].delete()
    client.post(address("case_close", house), {"closed_on": timezone.localdate(), "end_reason": "wish"})
    page = client.post(address("case_update", house), {"kind": "referral_only", "aim": "x"})
    assert "schon abgeschlossen" in str(page.context["form"].non_field_errors())


def test_the_page_needs_the_same_queries_for_any_length(house, client_as, count_queries):
    client, page = client_as("beratung"), address("case_detail", house)
    client.get(page)
    few = count_queries(client, page)
    for _number in range(3):
        ContactFactory(client=house["client"], case=house["case"], by=house["beratung"], centre=house["centre"])
    assert (count_queries(client, page), few <= 12) == (few, True)
