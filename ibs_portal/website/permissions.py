"""Who may do what with the texts of the website. Roles are in ``accounts/roles.py``."""

from typing import Any

from ibs_portal.website.models import NewsItem


def can_change_news(user: Any, item: NewsItem) -> bool:
    """Whoever may publish, at any time; whoever may draft, until the item is published.

    Both only for news of their own house (``NewsQuerySet.visible_to`` decides which these are).
    """
    return user.has_perm("website.publish_news" if item.is_published else "website.draft_news")


def can_publish_news(user: Any, item: NewsItem) -> bool:
    """Heads of a centre, programme coordinators and editors, for news of their own house."""
    return user.has_perm("website.publish_news")
