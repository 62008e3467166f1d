"""How the tests themselves are run."""

import pytest


@pytest.mark.xdist_group("named")
def test_tests_of_one_group_are_one_workers(request):
    """They would be dealt out like all others if the name of the group were lost, and nothing would tell."""
    is_dealt_out = hasattr(request.config, "workerinput")
    assert request.node.nodeid.endswith("@named") == is_dealt_out
