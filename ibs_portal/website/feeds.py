"""News as an Atom feed, one per language."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from ibs_portal.website.models import NewsItem
from ibs_portal.website.rules.markup import first_sentences

LENGTH = 20


class NewsFeed(Feed):
    # Read by LoginRequiredMiddleware: everybody may read the news.
    login_required = False
    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args, language: str, **kwargs) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        with override(language):
            return super().__call__(request, *args, **kwargs)

    def title(self) -> str:
        return _("News of the integration advice centre")

    def link(self) -> str:
        return reverse("website:news_list")

    def items(self):
        return NewsItem.objects.published(timezone.now()).select_related("organisation")[:LENGTH]

    def item_title(self, item: NewsItem) -> str:
        return item.title

    def item_description(self, item: NewsItem) -> str:
        return first_sentences(item.body)

    def item_author_name(self, item: NewsItem) -> str:
        return item.organisation.name

    def item_pubdate(self, item: NewsItem):
        return item.published_at

    def item_updateddate(self, item: NewsItem):
        return max(item.published_at, item.changed_at)
