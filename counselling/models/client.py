"""People who come for counselling. A residence status has a table of its own: few people need it here."""

import uuid
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import DateField, Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, ExtractDay, ExtractMonth
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.models.answers import AnyOf
from counselling.models.centre import Centre
from counselling.models.disclosure import FileQuerySet
from counselling.models.ownership import VIEW_FILE, VIEW_RESTRICTED
from counselling.models.reach import REACH_CONSTRAINTS, Reach
from counselling.models.speech import SPEECH_CONSTRAINTS, Speech
from counselling.models.vocabulary import GENDERS, PRECISIONS, nationality_choices
from counselling.rules.naming import display_name
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.languages import SPOKEN_LANGUAGES, language_label
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.privacy.sealed_line import SealedLineField

# With the type said, also where Django tries a constraint on bare values.
BIRTH_DATE = Cast("birth_date", DateField())
FIRST_OF_MONTH = Q(Exact(ExtractDay(BIRTH_DATE), 1))
JANUARY = Q(Exact(ExtractMonth(BIRTH_DATE), 1))


FIND = "counselling.find_client"


class FindableQuerySet(FileQuerySet):
    """Clients and their names: who may read no file finds those of the own organisation all the same."""

    def visible_to(self, user: Any) -> Self:
        """As of all files; at the counter those of the own organisation. Of a client the database shows it less."""
        return super().visible_to(user) if user.has_perm(VIEW_FILE) else self.held_for(user, FIND)


class ClientQuerySet(FindableQuerySet):
    client_path = "pk"

    def hidden_from(self, user: Any) -> Self:
        """Restricted files of others: of another house, or of the own one where this person leads no case."""
        restricted = self.filter(is_restricted=True)
        if not user.has_perm(VIEW_FILE):
            return restricted
        own = Q(controller_id=user.organisation_id)
        if user.has_perm(VIEW_RESTRICTED):
            return restricted.exclude(own)
        cases = apps.get_model("counselling", "Case")._base_manager.filter(controller_id=user.organisation_id)
        led = cases.filter(Q(owner_id=user.pk) | Q(deputy_id=user.pk), client_id=OuterRef("pk"))
        # Restricted files are few: each is asked for its cases, not all cases for theirs.
        return restricted.exclude(own & Q(Exists(led)))

    def findable_by(self, user: Any) -> Self:
        """Clients whose name and languages this person may look up at the counter, and no more."""
        return self.held_for(user, FIND).only("pk", "controller", "languages", "needs_interpreter")


class Client(Speech, Reach):
    """One person in the keeping of one controller; the other controller has a row of its own, or none."""

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", verbose_name=_("centre"))
    file_number = models.CharField(_("file number"), max_length=20, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_precision = models.CharField(_("date of birth is"), max_length=10, choices=PRECISIONS, default="unknown")
    gender = models.CharField(_("gender"), max_length=10, choices=GENDERS, blank=True)
    languages = ArrayField(
        models.CharField(max_length=8),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("The best first."),
    )
    nationality = models.CharField(_("nationality"), max_length=10, choices=nationality_choices, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False, editable=False)
    token = models.UUIDField(_("random name"), default=uuid.uuid4, unique=True, editable=False)
    restriction_reason = SealedLineField(_("why it is restricted"), max_length=200, blank=True, editable=False)
    # A file that was put into another one: nothing hangs on it any more, and its number leads to the other.
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("merged into"), editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("created by"), editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        permissions = [
            ("find_client", _("Can find a client's name and language")),
            ("view_client_file", _("Can read client files of the own organisation")),
            ("create_client", _("Can create a client file")),
            ("view_restricted_file", _("Can see and restrict any file of the own organisation")),
        ]
        indexes = [
            models.Index(fields=["controller"], condition=Q(is_restricted=True), name="counselling_client_restricted"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_restricted=False, restriction_reason=b"")
                | (Q(is_restricted=True) & ~Q(restriction_reason=b"")),
                name="counselling_client_restricted_with_reason",
                violation_error_message=_("Say why the file is restricted."),
            ),
            models.UniqueConstraint(
                fields=["controller", "file_number"],
                name="counselling_client_file_number",
                violation_error_message=_("This file number is already in use."),
            ),
            models.UniqueConstraint(fields=["id", "controller"], name="counselling_client_id_controller"),
            models.CheckConstraint(
                condition=(Q(birth_date=None) & Q(birth_precision="unknown"))
                | (Q(birth_date__isnull=False) & ~Q(birth_precision="unknown")),
                name="counselling_client_birth_known_or_not",
                violation_error_message=_("Enter the date of birth, or choose “unknown”."),
            ),
            models.CheckConstraint(
                condition=~Q(birth_precision="month") | FIRST_OF_MONTH,
                name="counselling_client_birth_month",
                violation_error_message=_("If only the month is known, the day is the first."),
            ),
            models.CheckConstraint(
                condition=~Q(birth_precision__in=["year", "estimated"]) | (FIRST_OF_MONTH & JANUARY),
                name="counselling_client_birth_year",
                violation_error_message=_("If only the year is known, the day is 1 January."),
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=SPOKEN_LANGUAGES),
                name="counselling_client_languages",
                violation_error_message=_("Choose languages from the list."),
            ),
            *SPEECH_CONSTRAINTS,
            *REACH_CONSTRAINTS,
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = (
            "birth_date",
            "birth_precision",
            "gender",
            "languages",
            "mother_tongues",
            "speaks_well",
            "speaks_some",
            "needs_interpreter",
            "nationality",
            "phone",
            "email",
            "safe_ways",
            "unsafe_ways",
            "preferred_way",
            "preferred_time",
            "is_address_unsafe",
            "reach_note",
            "restriction_reason",
            "street",
            "postcode",
            "town",
        )
        other = (
            "controller",
            "centre",
            "file_number",
            "is_restricted",
            "merged_into",
            "version",
            "created_at",
            "created_by",
            "token",
        )
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return self.file_number

    @property
    def language_names(self) -> list[str]:
        return [language_label(code) for code in self.languages]


class ClientNameQuerySet(FindableQuerySet):
    def primary(self) -> Self:
        return self.filter(is_primary=True)

    def findable_by(self, user: Any) -> Self:
        return self.held_for(user, FIND)

    def alike(self, words: list[str]) -> Self:
        """Names with a word that looks like one of these; at most 200, those most alike."""
        return self.filter(AnyOf("pk", "counselling_names_alike", _texts(words)))


def _texts(words: list[str]) -> Value:
    return Value(words, output_field=ArrayField(TextField()))


class ClientName(models.Model):
    """One way a person is called or written; single names are names."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        ALIAS = "alias", _("also known as")
        MAIDEN = "maiden", _("birth name")
        ORIGINAL_SCRIPT = "original_script", _("in the original script")

    class Script(models.TextChoices):
        LATIN = "latin", _("Latin")
        CYRILLIC = "cyrillic", _("Cyrillic")
        ARABIC = "arabic", _("Arabic")
        OTHER = "other", _("other")

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.ForeignKey(Client, models.CASCADE, related_name="names", verbose_name=_("client"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OFFICIAL)
    script = models.CharField(_("script"), max_length=10, choices=Script, default=Script.LATIN, editable=False)
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("For reading aloud, if it matters.")
    )
    given = models.CharField(_("given names"), max_length=120, blank=True)
    family = models.CharField(_("family name"), max_length=120, blank=True)
    is_primary = models.BooleanField(_("shown first"), default=False)
    search_key = models.CharField(_("key for finding"), max_length=500, editable=False)
    sort_key = models.CharField(_("key for sorting"), max_length=500, editable=False)

    objects = ClientNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["-is_primary", "pk"]
        indexes = [
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="counselling_name_trigram"),
            models.Index(
                fields=["controller", "sort_key", "client"],
                condition=Q(is_primary=True),
                name="counselling_name_sorted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(is_primary=True),
                name="counselling_clientname_one_primary",
                violation_error_message=_("Only one name can be shown first."),
            ),
            models.CheckConstraint(
                condition=~(Q(given="") & Q(family="")),
                name="counselling_clientname_not_empty",
                violation_error_message=_("Enter a name. One name is enough."),
            ),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("given", "family", "language", "search_key", "sort_key")
        other = ("controller", "client", "kind", "script", "is_primary")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return display_name(self.given, self.family)
