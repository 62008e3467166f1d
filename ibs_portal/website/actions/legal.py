"""Saving legal texts."""

from django.db import transaction

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.website.models import LegalPage
from ibs_portal.website.presets import preset


@transaction.atomic
def save_legal_page(page: LegalPage, *, by: User) -> LegalPage:
    """Saves a text; an empty one starts from the preset of its federal state and stays unpublished until read."""
    if not page.body_de.strip():
        page.body_de, page.is_published = preset(page.state, page.kind), False
    page.full_clean()
    page.save()
    record("legal_page.saved", page, by=by)
    return page
