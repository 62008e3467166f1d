"""Logging in with e-mail and password or a code; a user comes with roles and factors in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

from ibs_portal.accounts.models import User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class RolesBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        names = ArrayAgg("groups__name", filter=Q(groups__name__isnull=False), default=[])
        factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
        rows = User.objects.annotate(names_of_roles=names, factors=Exists(factors)).select_related("organisation")
        user = rows.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.role_codes, user.has_second_factor = frozenset(user.names_of_roles), user.factors
        return user
