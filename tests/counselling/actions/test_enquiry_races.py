"""Ten colleagues press "Take on" at the same moment; one form is sent eight times."""

from unittest import mock

import pytest

from counselling.actions.enquiry import claim_enquiry, receive_enquiry
from counselling.models import Enquiry
from counselling.models.enquiry import EnquiryQuerySet
from ibs_portal.database.identity import errand
from tests.counselling.actions.test_casework_races import at_once
from tests.factories.enquiry import EnquiryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def enquiry(house):
    return EnquiryFactory(controller=house["beratung"].organisation, centre=house["centre"])


def take_on(house, enquiry):
    people = [house[name] for name in ("beratung", "beratung2", "leitung", "bfd")]
    return at_once(4, lambda n: claim_enquiry(enquiry, by=people[n]))


def test_one_of_four_gets_it(house, enquiry):
    outcomes = take_on(house, enquiry)
    enquiry.refresh_from_db()
    assert (outcomes["done"], sum(outcomes.values())) == (1, 4)
    assert all(enquiry.claimed_by.name in words for words in outcomes if words != "done")


def test_without_the_lock_more_than_one_would(house, enquiry):
    """Negative control."""
    with mock.patch.object(EnquiryQuerySet, "select_for_update", lambda self, **kwargs: self, create=True):
        results = [
            take_on(house, EnquiryFactory(controller=enquiry.controller, centre=enquiry.centre)) for _n in range(8)
        ]
    assert any(outcomes["done"] > 1 for outcomes in results)


def test_a_form_sent_eight_times_is_one_enquiry(house):
    facts = {"name": "Leila", "message": "Brief", "phone": "0375 1", "reach": "phone", "language": "ar"}

    def ask(_number):
        with errand(enquiry="ABCDEFGH"):
            receive_enquiry(house["centre"], by=None, reference="ABCDEFGH", **facts)

    assert (at_once(8, ask), Enquiry.objects.count()) == ({"done": 8}, 1)
