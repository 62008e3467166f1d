from ibs_portal.accounts.models.organisation import Organisation
from ibs_portal.accounts.models.session import Realm, Session
from ibs_portal.accounts.models.user import User

__all__ = ["Organisation", "Realm", "Session", "User"]
