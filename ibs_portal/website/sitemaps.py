"""What search engines are told about: public pages with their languages."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from ibs_portal.website.models import NewsItem
from projects.models import Event, Project

PAGES = (
    "website:home",
    "counselling:opening_hours",
    "counselling:topics",
    "counselling:team",
    "projects:project_list",
    "projects:event_list",
    "volunteers:about",
    "website:news_list",
    "website:emergency",
    "website:imprint",
    "website:privacy",
    "website:accessibility",
)


class PortalSitemap(Sitemap):
    """Each page in each language, with the others as alternates."""

    i18n = alternates = x_default = True
    protocol = "https" if settings.IS_SECURE else "http"


class PageSitemap(PortalSitemap):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class NewsSitemap(PortalSitemap):
    def items(self):
        return NewsItem.objects.published(timezone.now())

    def lastmod(self, item: NewsItem):
        return item.changed_at


class ProjectSitemap(PortalSitemap):
    def items(self):
        return Project.objects.public()


class EventSitemap(PortalSitemap):
    def items(self):
        return Event.objects.published().upcoming(timezone.now())[:500]


SITEMAPS = {"pages": PageSitemap, "news": NewsSitemap, "projects": ProjectSitemap, "events": EventSitemap}
