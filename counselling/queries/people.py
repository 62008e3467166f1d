"""Names of colleagues, where the account may have gone elsewhere in the meantime."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from ibs_portal.accounts.models import User


def name_of(field: str) -> Coalesce:
    """The name behind a column with an account; ``""`` for one that the reader may not see (any more).

    No join: that would drop the row together with the name.
    """
    return Coalesce(Subquery(User.objects.filter(pk=OuterRef(field)).values("name")[:1]), Value(""))
