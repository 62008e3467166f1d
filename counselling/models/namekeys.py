"""Under what a person is found: keys of all names, and of birth and phone. Made out of the file, never by hand."""

from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from counselling.models.client import Client
from counselling.models.disclosure import FileQuerySet
from counselling.rules.finding import fact_keys
from counselling.rules.namewords import keys_of_names, likeness_key
from ibs_portal.accounts.models import Organisation
from ibs_portal.privacy.declaration import Retention, Subject


class NameKeys(models.Model):
    """One narrow row for each person; what the keys mean stands in ``rules/namewords.py`` and ``rules/finding.py``.

    Read by a function of the database alone (``counselling_people_found``): policies would keep the index from use.
    """

    controller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("controller"))
    client = models.OneToOneField(Client, models.CASCADE, related_name="name_keys", verbose_name=_("client"))
    names = SearchVectorField(_("keys of the names"), editable=False)
    facts = SearchVectorField(_("keys of birth and phone"), editable=False)
    # Equal for people who may be one and the same.
    likeness = models.CharField(_("likeness"), max_length=200, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("keys for finding")
        verbose_name_plural = _("keys for finding")
        indexes = [
            GinIndex(fields=["names"], name="counselling_namekeys_names", fastupdate=False),
            GinIndex(fields=["facts"], name="counselling_namekeys_facts", fastupdate=False),
            models.Index(fields=["controller", "likeness", "client"], name="counselling_namekeys_likeness"),
        ]

    class Privacy:
        subject = Subject.CLIENT
        personal = ("names", "facts", "likeness")
        other = ("controller", "client")
        retention = Retention.CLIENT_FILE

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.client_id}"

    @classmethod
    def of(cls, client: Client, names: Iterable[tuple[str, str]]) -> Self:
        """The row of a person with these names (given, family), the one shown first in front; not yet saved."""
        names = list(names)
        facts = fact_keys(birth_date=client.birth_date, birth_precision=client.birth_precision, phones=[client.phone])
        return cls(
            controller_id=client.controller_id,
            client=client,
            names=" ".join(sorted(keys_of_names(names))),
            facts=" ".join(sorted(facts)),
            likeness=likeness_key(*names[0]) if names else "",
        )
