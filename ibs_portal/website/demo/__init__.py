from ibs_portal.website.demo.accounts import seed_accounts, seed_organisations
from ibs_portal.website.demo.texts import seed_texts

__all__ = ["seed_accounts", "seed_organisations", "seed_texts"]
