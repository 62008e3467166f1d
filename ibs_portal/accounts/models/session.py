"""Sessions of the portal: like Django's, and each belongs to the realm of the process that made it."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.privacy.declaration import Retention, Subject


class Realm(models.TextChoices):
    """Which part of the portal somebody belongs to. A hole in the public part yields nothing of the other."""

    PUBLIC = "public", _("public pages")
    STAFF = "staff", pgettext_lazy("realm", "staff")


def realm_of_this_process() -> str:
    return str(settings.REALM)


class Session(AbstractBaseSession):
    realm = models.CharField(_("realm"), max_length=10, choices=Realm, default=realm_of_this_process)
    # Whose it is, so that all sessions of an account can be ended; no foreign key, because nobody else may look.
    account = models.BigIntegerField(_("account"), null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        pass

    class Privacy:
        subject = Subject.ACCOUNT
        personal = ("session_data", "account")
        other = ("expire_date", "realm")
        retention = Retention.ACCOUNT

    @classmethod
    def get_session_store_class(cls):
        from ibs_portal.accounts.sessions import SessionStore  # noqa: PLC0415, the store imports this module

        return SessionStore
