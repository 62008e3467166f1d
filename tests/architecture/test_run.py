"""How the tests themselves are run."""

from types import SimpleNamespace

import pytest

from tests.conftest import empties_tables


@pytest.mark.xdist_group("named")
def test_tests_of_one_group_are_one_workers(request):
    """They would be dealt out like all others if the name of the group were lost, and nothing would tell."""
    is_dealt_out = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@named") == is_dealt_out


def test_no_group_empties_the_tables(request):
    """Groups begin; tests after them would miss what migrations wrote."""
    grouped = [item for item in request.session.items if item.get_closest_marker("xdist_group")]
    assert [item.nodeid for item in grouped if empties_tables(item)] == []


@pytest.mark.parametrize(
    ("fixtures", "marker", "expected"),
    [
        (["transactional_db"], None, True),
        ([], pytest.mark.django_db(transaction=True), True),
        (["db"], pytest.mark.django_db(), False),
    ],
)
def test_what_empties_the_tables_is_known(fixtures, marker, expected):
    item = SimpleNamespace(fixturenames=fixtures, get_closest_marker=lambda _name: marker)
    assert empties_tables(item) is expected
