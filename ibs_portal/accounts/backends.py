"""Logging in with e-mail and password or a code; a user comes with her roles in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from ibs_portal.accounts.models import User


class RolesBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        names = ArrayAgg("groups__name", filter=Q(groups__name__isnull=False), default=[])
        rows = User.objects.annotate(names_of_roles=names).select_related("organisation")
        user = rows.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.role_codes = frozenset(user.names_of_roles)
        return user
