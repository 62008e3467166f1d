"""Logging in with e-mail and password or a code; a user comes with roles and factors in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q, QuerySet

from ibs_portal.accounts.models import User
from ibs_portal.database.composed import composed_once

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class RolesBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        user = next(iter(_with_roles(user_id)), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.role_codes, user.has_second_factor = frozenset(user.names_of_roles), user.factors
        return user


@composed_once
def _with_roles(user_id: int) -> QuerySet[User]:
    names = ArrayAgg("groups__name", filter=Q(groups__name__isnull=False), default=[])
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    rows = User.objects.annotate(names_of_roles=names, factors=Exists(factors)).select_related("organisation")
    return rows.filter(pk=user_id)
