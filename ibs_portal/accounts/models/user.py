"""The account that somebody logs in with. What the person is to a service stands in that service's tables."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models.organisation import Organisation
from ibs_portal.accounts.models.session import Realm
from ibs_portal.accounts.roles import STAFF_ROLES, WORK_PERMISSIONS, database_role_of, permissions_of
from ibs_portal.database import roles as database
from ibs_portal.database.identity import at_the_door
from ibs_portal.languages import site_language_choices
from ibs_portal.privacy.declaration import Retention, Subject


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> "UserQuerySet":
        """Accounts that a person may read in her work, as the policy of the database says it.

        Her own, always. Counselling: everybody who works under the same roof, all carriers of the centre
        together. Programme, editors, data protection: colleagues of the own organisation. The set-up: all.
        """
        role, own = user.database_role, models.Q(pk=user.pk)
        if role == database.SETUP:
            return self.all()
        if role == database.VISITOR:
            return self.filter(own, realm=Realm.PUBLIC)
        if role in (database.COUNTER, database.COUNSELLING):
            # Centres belong to counselling, which stands above: only their name in the database is known here.
            house = Organisation.objects.filter(centres__carriers=user.organisation_id)
            return self.filter(own | models.Q(organisation__in=house.values("pk")))
        if role in (database.PROGRAMME, database.EDITORIAL, database.INSPECTION) and user.organisation_id:
            return self.filter(own | models.Q(organisation=user.organisation_id))
        return self.filter(own)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes an account; without a password it logs in with codes by mail."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """E-mail address as login name; roles are groups, ``organisation`` says whose."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("As the person writes it, in any script."))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="users", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=12, choices=site_language_choices, default="de")
    is_active = models.BooleanField(_("active"), default=True, help_text=_("Switch off instead of deleting."))
    is_staff = models.BooleanField(_("may enter the set-up"), default=False, help_text=_("Opens /admin/."))
    # Kept by a trigger from roles and powers, so that no way of making an account can get it wrong.
    realm = models.CharField(_("realm"), max_length=10, choices=Realm, default=Realm.PUBLIC, editable=False)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    # An app or a passkey. The login brings the answer along: no role but the doors may look at second factors.
    has_second_factor = False
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_email_lower",
                violation_error_message=_("E-mail addresses are kept in small letters."),
            )
        ]

    class Privacy:
        subject = Subject.ACCOUNT
        personal = ("email", "name", "password", "last_login", "language")
        other = (
            "organisation",
            "is_active",
            "is_staff",
            "is_superuser",
            "realm",
            "date_joined",
            "groups",
            "user_permissions",
        )
        retention = Retention.ACCOUNT

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """Codes of the person's roles; one query, unless the login brought them along."""
        with at_the_door():
            return frozenset(self.groups.values_list("name", flat=True))

    @cached_property
    def work_permissions(self) -> frozenset[str]:
        return permissions_of(self.role_codes) if self.is_active else frozenset()

    @property
    def is_portal_staff(self) -> bool:
        """Works in the portal (any staff role), or sets it up: both see ``/intern/`` and need a second factor."""
        return self.is_active and (self.is_superuser or bool(self.role_codes & STAFF_ROLES))

    @property
    def database_role(self) -> str:
        """The role of the database that this person's requests become (``ibs_portal/database/access.py``)."""
        return database_role_of(self.role_codes, has_powers=self.is_superuser or self.is_staff)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Work permissions come from roles alone; everything else is Django's own business."""
        if perm in WORK_PERMISSIONS:
            return perm in self.work_permissions
        return super().has_perm(perm, obj)
