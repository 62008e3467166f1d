"""Writing, changing, publishing and withdrawing news."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record
from ibs_portal.website.models import NewsItem
from ibs_portal.website.rules.news import short_address


@transaction.atomic
def draft_news(*, by: User, **texts: str) -> NewsItem:
    """Writes a draft for the organisation of the writer; ``ValidationError`` for somebody without one."""
    if by.organisation_id is None:
        raise ValidationError(_("Your account belongs to no organisation, so the news would be nobody's."))
    taken = set(NewsItem.objects.values_list("slug", flat=True))
    slug = short_address(texts["title_de"], taken)
    item = NewsItem(organisation_id=by.organisation_id, author=by, slug=slug, **texts)
    item.full_clean()
    item.save()
    record("news.drafted", item, by=by)
    return item


@transaction.atomic
def change_news(item: NewsItem, *, by: User, **texts: str) -> NewsItem:
    """Changes the texts; the address stays, because people have the old one."""
    item = _locked(item)
    changed = {name: text for name, text in texts.items() if getattr(item, name) != text}
    return _save(item, "news.changed", by=by, **changed)


@transaction.atomic
def publish_news(item: NewsItem, *, by: User, now: datetime) -> NewsItem:
    """Shows a draft on the website from ``now`` on; ``ValidationError`` if it is there already."""
    item = _locked(item)
    if item.is_published:
        raise ValidationError(_("This is published already."))
    return _save(item, "news.published", by=by, state=NewsItem.State.PUBLISHED, published_at=now)


@transaction.atomic
def withdraw_news(item: NewsItem, *, by: User) -> NewsItem:
    """Takes a published item off the website; it is a draft again. ``ValidationError`` if it is a draft."""
    item = _locked(item)
    if not item.is_published:
        raise ValidationError(_("This is a draft, the public does not see it."))
    return _save(item, "news.withdrawn", by=by, state=NewsItem.State.DRAFT, published_at=None)


def _locked(item: NewsItem) -> NewsItem:
    return NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _save(item: NewsItem, verb: str, *, by: User, **values: Any) -> NewsItem:
    if not values:
        return item
    for name, value in values.items():
        setattr(item, name, value)
    item.changed_at = timezone.now()
    # Whoever wrote it may be a colleague of another house, whose account one does not see.
    item.full_clean(exclude=["author"])
    item.save()
    record(verb, item, by=by, fields=values)
    return item
