"""News of the services."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Retention, Subject
from ibs_portal.website.models.texts import InReadersLanguage


class NewsQuerySet(models.QuerySet):
    def published(self, now: datetime) -> "NewsQuerySet":
        return self.filter(state=NewsItem.State.PUBLISHED, published_at__lte=now)

    def older_than(self, item: "NewsItem") -> "NewsQuerySet":
        """What comes after an item in the order of the list."""
        same_moment = Q(published_at=item.published_at, pk__lt=item.pk)
        return self.filter(Q(published_at__lt=item.published_at) | same_moment)

    def visible_to(self, user: Any) -> "NewsQuerySet":
        """What staff work on: the news of their house, that is of all carriers of a centre together."""
        if not user.has_perm("website.draft_news"):
            return self.none()
        own = Q(pk=user.organisation_id) | Q(centres__carriers=user.organisation_id)
        return self.filter(organisation__in=Organisation.objects.filter(own).values("pk"))


class NewsItem(models.Model):
    """One piece of news, in German always and in English if somebody wrote it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="news", verbose_name=_("organisation"))
    slug = models.SlugField(
        _("short address"), max_length=80, unique=True, help_text=_("The last part of the address of the page.")
    )
    title_de = models.CharField(_("headline, German"), max_length=160)
    body_de = models.TextField(
        _("text, German"),
        help_text=_("Short paragraphs, a blank line between them. “## ” begins a heading, “- ” an item."),
    )
    title_en = models.CharField(_("headline, English"), max_length=160, blank=True)
    body_en = models.TextField(_("text, English"), blank=True)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where the news comes from, for example “City of Zwickau”."),
    )
    picture_credit = models.CharField(
        _("picture credit"), max_length=200, blank=True, help_text=_("Who took or drew the pictures named in the text.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="news", verbose_name=_("author")
    )

    title = InReadersLanguage()
    body = InReadersLanguage()
    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        ordering = ["-published_at", "-id"]
        permissions = [
            ("draft_news", _("Can draft news")),
            ("publish_news", _("Can publish news")),
            ("view_partner_figures", _("Can see the figures for partners")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | Q(state="draft", published_at__isnull=True),
                name="website_newsitem_published_at",
                violation_error_message=_("Published news have a time of publication, drafts have none."),
            ),
            models.CheckConstraint(
                condition=Q(title_en="", body_en="") | (~Q(title_en="") & ~Q(body_en="")),
                name="website_newsitem_english_whole",
                violation_error_message=_("Give the English headline and the English text, or neither."),
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="website_news_newest")]

    class Privacy:
        subject = Subject.STAFF
        personal = ("author",)
        other = (
            "organisation",
            "slug",
            "title_de",
            "body_de",
            "title_en",
            "body_en",
            "source",
            "picture_credit",
            "state",
            "published_at",
            "changed_at",
        )
        retention = Retention.EMPLOYMENT

    def __str__(self) -> str:
        return self.title_de

    def get_absolute_url(self) -> str:
        return reverse("website:news_detail", kwargs={"slug": self.slug})

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED
