from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch

from ibs_portal.ui import navigation
from ibs_portal.ui.navigation import Link, NavItem
from ibs_portal.ui.templatetags.ui import menu_list


@pytest.fixture
def menu(monkeypatch):
    """An empty set of menus for one test."""
    monkeypatch.setattr(navigation, "_items", navigation.defaultdict(list))


def request(*permissions: str, at: str = "") -> SimpleNamespace:
    user = SimpleNamespace(has_perm=lambda permission: permission in permissions)
    return SimpleNamespace(user=user, resolver_match=SimpleNamespace(view_name=at))


def test_entries_come_in_order_and_only_once(menu):
    second, first = NavItem("B", "ui:gallery", order=2), NavItem("A", "ui:gallery", order=1)
    navigation.register("staff", second, first)
    navigation.register("staff", second)
    assert navigation.items("staff") == (first, second)


def test_an_entry_is_shown_to_those_who_may(menu):
    navigation.register("staff", NavItem("A", "ui:gallery", permission="ui.look"), NavItem("B", "ui:gallery"))
    assert [link.label for link in navigation.links("staff", request())] == ["B"]
    assert [link.label for link in navigation.links("staff", request("ui.look"))] == ["A", "B"]


@pytest.mark.parametrize(
    ("section", "here", "expected"),
    [
        ("", "ui:gallery", True),
        ("", "ui:gallery_more", False),
        ("ui:gallery", "ui:gallery_more", True),
        (("x:", "ui:"), "ui:other", True),
        ("ui:gallery", "counselling:case_list", False),
    ],
)
def test_the_entry_of_this_page_is_current(menu, section, here, expected):
    navigation.register("staff", NavItem("A", "ui:gallery", section=section))
    assert [link.is_current for link in navigation.links("staff", request(at=here))] == [expected]


def test_an_error_page_has_menus_too(menu):
    navigation.register("public", NavItem("A", "ui:gallery"))
    assert len(navigation.links("public", None)) == 1
    assert len(navigation.links("public", SimpleNamespace(user=AnonymousUser(), resolver_match=None))) == 1


def test_an_address_that_leads_nowhere_is_a_mistake(menu):
    navigation.register("public", NavItem("A", "ui:nowhere"))
    with pytest.raises(NoReverseMatch):
        navigation.links("public", None)


def test_there_is_no_such_menu(menu):
    with pytest.raises(ValueError, match="no menu"):
        navigation.register("secret", NavItem("A", "ui:gallery"))


def test_what_does_not_fit_stands_behind_more(menu):
    names = [NavItem(letter, "ui:gallery", order=number) for number, letter in enumerate("ABCDEF")]
    navigation.register("staff", *names)
    parts = navigation.menu("staff", request(), room=3)
    assert ([link.label for link in parts.first], [link.label for link in parts.more]) == (list("ABC"), list("DEF"))
    assert navigation.menu("staff", request(), room=4).more == []


def test_the_menu_says_where_the_reader_is_also_behind_more(menu):
    names = [NavItem(letter, "ui:gallery", section=f"x:{letter}", order=n) for n, letter in enumerate("ABCDEF")]
    navigation.register("staff", *names)
    assert navigation.menu("staff", request(at="x:F"), room=3).current_of_more == "F"
    assert navigation.menu("staff", request(at="x:A"), room=3).current_of_more == ""


def test_a_list_of_entries_is_that_of_its_reader():
    """Kept lists are told apart by words, address and place."""
    one, here = Link("Personen & Akten", "/intern/personen/", False), Link("Heute", "/intern/", True)
    assert menu_list([here, one]) == (
        '<ul><li><a href="/intern/" aria-current="page">Heute</a></li>'
        '<li><a href="/intern/personen/">Personen &amp; Akten</a></li></ul>\n'
    )
    elsewhere = replace(here, is_current=False)
    assert "aria-current" not in menu_list([elsewhere, one])
    assert "aria-current" in menu_list([here, one]) and menu_list([]) == "<ul></ul>\n"
