"""Fixtures of this area."""

import pytest

from tests.factories.casework import make_house


@pytest.fixture
def house(persons, organisations) -> dict:
    """A centre with two controllers, a file of each with case, contact, note and follow-up; people by name."""
    return make_house(persons, organisations)
