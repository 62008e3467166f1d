"""Fixtures of this area."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.casework import make_house


@pytest.fixture
def house(persons, organisations) -> dict:
    """A centre with two controllers, a file of each with case, contact, note and follow-up; people by name."""
    return make_house(persons, organisations)


@pytest.fixture
def count_queries():
    """``count_queries(client, address)``: how many statements a page asks; savepoints ask nothing."""

    def count(client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum("SAVEPOINT" not in query["sql"][:20] for query in captured)

    return count
