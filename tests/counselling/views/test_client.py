"""The list of people, the file, changing it, and who gets 404."""

import pytest
from django.urls import reverse

from counselling.models import Client
from ibs_portal.audit.models import Entry
from tests.factories.casework import ClientFactory, ContactFactory

OBJECT_PAGES = [
    ("client_detail", "client", "GET"),
    ("client_update", "client", "GET"),
    ("client_update", "client", "POST"),
    ("case_create", "client", "GET"),
    ("case_create", "client", "POST"),
    ("followup_create", "client", "GET"),
    ("followup_create", "client", "POST"),
    ("case_close", "case", "GET"),
    ("case_close", "case", "POST"),
    ("case_reopen", "case", "GET"),
    ("case_reopen", "case", "POST"),
    ("case_assign", "case", "GET"),
    ("case_assign", "case", "POST"),
    ("followup_done", "followup", "POST"),
    ("followup_postpone", "followup", "GET"),
    ("followup_postpone", "followup", "POST"),
    ("contact_undo", "contact", "POST"),
]
STRANGERS = [
    "koordination-landkreis",
    "freiwilligenagentur",
    "partner",
    "redaktion",
    "begleiterin",
    "fachkraft",
    "technik",
]
MISSING = 999_999


@pytest.mark.parametrize("person", [*STRANGERS, "bfd"])
def test_a_file_is_as_good_as_missing_for_everybody_else(house, client_as, person):
    """Same status and same page for a file of others and for a number that never was, on every page."""
    client = client_as(person)
    for name, row, method in OBJECT_PAGES:
        address = lambda pk, name=name: reverse(f"counselling:{name}", args=[pk])  # noqa: E731
        there = client.generic(method, address(house[row].pk))
        missing = client.generic(method, address(MISSING))
        assert (name, there.status_code, missing.status_code) == (name, 404, 404)
        assert _without_tokens(there) == _without_tokens(missing)


def _without_tokens(response) -> list[str]:
    return [line for line in response.content.decode().splitlines() if "csrf" not in line]


def test_the_own_colleague_is_not_refused(house, client_as):
    """Negative control of the test above: the same pages open for whom they are."""
    client = client_as("beratung2")
    opened = {
        name: client.get(reverse(f"counselling:{name}", args=[house[row].pk])).status_code
        for name, row, method in OBJECT_PAGES
        if method == "GET" and name != "case_assign"
    }
    assert set(opened.values()) == {200}


def test_opening_a_file_leaves_a_trace(house, client_as):
    client_as("beratung").get(reverse("counselling:client_detail", args=[house["client"].pk]))
    entry = Entry.objects.readings().get(verb="client.viewed")
    assert (entry.actor_id, entry.object_id, entry.reason) == (house["beratung"].pk, house["client"].pk, "")


def test_the_file_shows_its_course(house, client_as):
    page = client_as("beratung").get(reverse("counselling:client_detail", args=[house["client"].pk])).content.decode()
    for words in ("Thị Ánh Nguyễn", "Bescheid gelesen", "Letter", "Ist der Bescheid da?", "Eigene Wohnung"):
        assert words in page


def test_a_colleague_sees_the_contact_but_not_the_note(house, client_as):
    page = client_as("beratung2").get(reverse("counselling:client_detail", args=[house["client"].pk])).content.decode()
    assert "Letter" in page
    assert "Bescheid gelesen" not in page


def test_the_file_needs_the_same_queries_for_any_length(house, client_as, count_queries):
    client, address = client_as("beratung"), reverse("counselling:client_detail", args=[house["client"].pk])
    client.get(address)
    with_one = count_queries(client, address)
    for _number in range(40):
        ContactFactory(
            client=house["client"],
            case=house["case"],
            by=house["beratung"],
            centre=house["centre"],
            topics=house["topics"],
        )
    assert (count_queries(client, address), with_one <= 12) == (with_one, True)


def test_older_entries_follow_without_gap(house, client_as):
    for number in range(60):
        ContactFactory(
            client=house["client"], by=house["beratung"], centre=house["centre"], note=f"Notiz {number:02d}."
        )
    client, address = client_as("beratung"), reverse("counselling:client_detail", args=[house["client"].pk])
    seen, before = "", ""
    for _page in range(4):
        response = client.get(f"{address}?before={before}")
        seen, before = seen + response.content.decode(), response.context["older"]
        if not before:
            break
    assert [seen.count(f"Notiz {number:02d}.") for number in range(60)] == [1] * 60


@pytest.mark.parametrize("query", ["", "?q=nguyen", "?q=14.02.1991", "?mine=on", "?after=x~1", "?q=%25_"])
def test_the_list_shows_own_people_only(house, client_as, query):
    page = client_as("beratung").get(reverse("counselling:client_list") + query)
    assert page.status_code == 200
    assert "Đorđević" not in page.content.decode()


def test_the_list_needs_the_same_queries_for_any_length(house, client_as, count_queries):
    client, address = client_as("beratung"), reverse("counselling:client_list")
    client.get(address)
    with_one = count_queries(client, address)
    for _number in range(3):
        ClientFactory(by=house["beratung"], centre=house["centre"])
    assert (count_queries(client, address), with_one <= 12) == (with_one, True)


def test_the_list_goes_on_without_gap(house, client_as):
    keys = {ClientFactory(by=house["beratung"], centre=house["centre"], name=(f"A{n}", "Same")).pk for n in range(70)}
    client, address = client_as("beratung"), reverse("counselling:client_list")
    first = client.get(address)
    second = client.get(address + first.context["older_url"])
    shown = [row["client_id"] for page in (first, second) for row in page.context["rows"]]
    assert (len(shown), set(shown)) == (71, keys | {house["client"].pk})


def test_a_file_is_created_with_hard_names(house, client_as):
    data = {
        "given": "Łukasz",
        "family": "Đorđević",
        "birth_year": "1988",
        "is_estimated": "on",
        "languages": "Serbisch, pl",
    }
    names = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-kind": "original_script"}
    names |= {"names-0-given": "Лукаш", "names-0-family": "Ђорђевић"}
    response = client_as("beratung").post(reverse("counselling:client_create"), data | names)
    client = Client.objects.latest("pk")
    assert response.url == reverse("counselling:client_detail", args=[client.pk])
    assert (client.birth_precision, client.languages) == ("estimated", ["sr", "pl"])
    assert [str(name) for name in client.names.order_by("pk")] == ["Łukasz Đorđević", "Лукаш Ђорђевић"]


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(house, client_as):
    data = {"birth_day": "31", "birth_month": "2", "birth_year": "1990", "languages": "Klingonisch", "town": "Zwickau"}
    names = {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
    page = client_as("beratung").post(reverse("counselling:client_create"), data | names)
    assert set(page.context["form"].errors) == {"given", "birth", "languages"}
    assert 'value="Zwickau"' in page.content.decode()


def change(house, **typed):
    data = {"given": "Thị Ánh", "family": "Nguyễn", "languages": "Vietnamesisch", "phone": "0375 4711", **typed}
    return data | {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}


def opened(client, address) -> dict:
    """What the hidden fields of the form hold when it is opened."""
    page = client.get(address)
    return {"seen": page.context["seen"], "version": page.context["seen_version"]}


def test_two_people_change_the_same_field_and_the_second_chooses(house, client_as):
    """She sees both versions, keeps what she typed, and says for each field which is right."""
    address = reverse("counselling:client_update", args=[house["client"].pk])
    one, two = client_as("beratung"), client_as("beratung2")
    first, second = opened(one, address), opened(two, address)
    assert one.post(address, change(house, phone="0375 1", **first)).status_code == 302
    page = two.post(address, change(house, phone="0375 2", **second))
    (row,) = page.context["differences"]
    assert (page.status_code, row.name, row.saved, row.typed) == (200, "phone", "0375 1", "0375 2")
    asked = {"seen": page.context["seen"], "version": page.context["seen_version"], "undecided": ["phone"]}
    unanswered = two.post(address, change(house, phone="0375 2", **asked))
    assert [row.name for row in unanswered.context["differences"]] == ["phone"]
    house["client"].refresh_from_db()
    assert house["client"].phone == "0375 1"
    chosen = two.post(address, change(house, phone="0375 2", **asked, **{"choose_version-phone": "saved"}))
    house["client"].refresh_from_db()
    assert (chosen.status_code, house["client"].phone) == (302, "0375 1")
    asked["version"] = house["client"].version
    two.post(address, change(house, phone="0375 2", **asked, **{"choose_version-phone": "typed"}))
    house["client"].refresh_from_db()
    assert house["client"].phone == "0375 2"


def test_what_only_the_other_one_changed_is_taken_as_it_is(house, client_as):
    """Phone by the one, town and a further name by the other: nobody loses anything."""
    address = reverse("counselling:client_update", args=[house["client"].pk])
    one, two = client_as("beratung"), client_as("beratung2")
    first, second = opened(one, address), opened(two, address)
    names = {"names-TOTAL_FORMS": 1, "names-0-kind": "alias", "names-0-given": "Annie", "names-0-family": ""}
    one.post(address, change(house, phone="0375 1", **first) | names)
    page = two.post(address, change(house, town="Zwickau", **second))
    assert (page.context["differences"], {row.name for row in page.context["taken"]}) == ((), {"phone", "names"})
    sent = {"seen": page.context["seen"], "version": page.context["seen_version"]}
    form, further = page.context["form"], page.context["further"]
    assert (form["phone"].value(), form["town"].value(), further[0]["given"].value()) == ("0375 1", "Zwickau", "Annie")
    two.post(address, change(house, phone="0375 1", town="Zwickau", **sent) | names | {"names-INITIAL_FORMS": 1})
    client = house["client"]
    client.refresh_from_db()
    given = set(client.names.values_list("given", flat=True))
    assert (client.phone, client.town, given) == ("0375 1", "Zwickau", {"Thị Ánh", "Annie"})


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"phone": 3}', '{"phone": {"phone": "0375 1"}}'])
def test_a_mangled_version_asks_about_everything_that_differs(house, client_as, seen):
    address = reverse("counselling:client_update", args=[house["client"].pk])
    page = client_as("beratung").post(address, change(house, phone="0375 2", version="x", seen=seen))
    assert [row.name for row in page.context["differences"]] == ["phone"]
