"""Fixtures for the tests of projects."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def questions() -> Callable[[Client, str], int]:
    """How many questions a page asks the database; the page is read once before, so that caches are warm."""

    def count(client: Client, path: str) -> int:
        assert client.get(path).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    return count
