from ibs_portal.accounts.models.organisation import Organisation
from ibs_portal.accounts.models.user import User

__all__ = ["Organisation", "User"]
