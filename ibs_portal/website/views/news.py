"""News for the public."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.generic import DetailView, ListView

from ibs_portal.website.models import NewsItem

PER_PAGE = 10


@method_decorator(login_not_required, name="dispatch")
class NewsListView(ListView):
    """The newest first; ``?vor=<id>`` goes on with those before an item."""

    template_name = "website/news_list.html"
    context_object_name = "news"

    def get_queryset(self):
        published = NewsItem.objects.published(timezone.now())
        before = self.request.GET.get("vor", "")
        if before.isascii() and before.isdigit() and len(before) < 10:
            last = published.filter(pk=before).first()
            published = published.older_than(last) if last else published.none()
        return published[: PER_PAGE + 1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.object_list)
        shown = rows[:PER_PAGE]
        older = f"?vor={shown[-1].pk}" if len(rows) > PER_PAGE else ""
        newer = self.request.path if self.request.GET.get("vor") else ""
        return super().get_context_data(**kwargs, object_list=shown) | {
            "news": shown,
            "older_url": older,
            "newer_url": newer,
        }


@method_decorator(login_not_required, name="dispatch")
class NewsDetailView(DetailView):
    template_name = "website/news_detail.html"
    context_object_name = "item"

    def get_queryset(self):
        return NewsItem.objects.published(timezone.now()).select_related("organisation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_fallback = self.object.body.lang != get_language()
        return super().get_context_data(**kwargs, is_fallback=is_fallback)
