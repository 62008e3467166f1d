import pytest

from ibs_portal.website.actions.legal import save_legal_page
from ibs_portal.website.models import LegalPage
from ibs_portal.website.presets import preset


@pytest.mark.parametrize("kind", LegalPage.Kind.values)
def test_presets_name_the_authority_of_the_state(kind):
    saxony, lower_saxony = (preset(state, kind) for state in LegalPage.State.values)
    assert saxony != lower_saxony
    assert "{" not in saxony + lower_saxony


def test_an_empty_text_starts_from_the_preset_and_is_not_yet_public(persons, organisations):
    page = LegalPage(organisation=organisations["city"], kind="privacy", is_published=True)
    saved = save_legal_page(page, by=persons["technik"])
    assert "Devrientstraße" in saved.body_de
    assert not saved.is_published


def test_a_written_text_is_kept(persons, organisations):
    page = LegalPage(organisation=organisations["city"], kind="privacy", body_de="Eigenes", is_published=True)
    saved = save_legal_page(page, by=persons["technik"])
    assert (saved.body_de, saved.is_published) == ("Eigenes", True)
