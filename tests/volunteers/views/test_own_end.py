"""Either side ends a companionship: reason for the desk, thanks for the other, the place free again."""

import pytest
from django.urls import reverse

from tests.factories.matching import MatchFactory
from tests.factories.volunteers import ProgrammeFactory
from volunteers.models import Match


@pytest.fixture
def match(persons, organisations):
    match = MatchFactory(need__programme=ProgrammeFactory(organisation=organisations["agency"]), active=True)
    for person, name in ((match.volunteer, "begleiterin"), (match.worker, "fachkraft")):
        person.user = persons[name]
        person.save()
    return match


ENDS = [("begleiterin", "my_match_end", "volunteer", "closed"), ("fachkraft", "worker_match_end", "worker", "open")]


@pytest.mark.parametrize(("name", "page", "side", "need"), ENDS)
def test_either_side_ends_it(client_as, match, mailoutbox, name, page, side, need):
    address = reverse(f"volunteers:{page}", args=[match.pk])
    data = {"reason": "did_not_fit", "thanks": "Danke für D'Angelo & alles"} | (
        {"look_again": "on"} if side == "worker" else {}
    )
    response = client_as(name).post(address, data, follow=True)
    assert response.status_code == 200
    match.refresh_from_db()
    assert (match.state, match.end_reason, match.need.state) == ("ended", "did_not_fit", need)
    assert Match.objects.holding_a_place().count() == 0
    thanked = {mail.to[0]: "Danke für D'Angelo & alles" in mail.body for mail in mailoutbox}
    other = match.worker if side == "volunteer" else match.volunteer
    assert thanked == {getattr(match, side).email: False, other.email: True}
    assert not any("verstanden" in mail.body or "did_not_fit" in mail.body for mail in mailoutbox)
    assert client_as(name).get(address).status_code == 403


@pytest.mark.parametrize(("name", "page", "side", "need"), ENDS)
def test_no_end_without_a_reason(client_as, match, name, page, side, need):
    response = client_as(name).post(reverse(f"volunteers:{page}", args=[match.pk]), {"thanks": "Danke"})
    assert (list(response.context["form"].errors), "Danke" in response.content.decode()) == (["reason"], True)
    match.refresh_from_db()
    assert match.state == "active"
