"""News for those who write them: everybody drafts, some publish."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.forms import BaseForm, Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, UpdateView
from django.views.generic.detail import SingleObjectMixin

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormMixin, ActionFormView
from ibs_portal.website.actions.news import change_news, draft_news, publish_news, withdraw_news
from ibs_portal.website.forms.news import NewsForm
from ibs_portal.website.models import NewsItem
from ibs_portal.website.permissions import can_change_news, can_publish_news

SHOWN = 100


class StaffNewsListView(RolePermissionMixin, ListView):
    """Drafts first, then what is published, newest first."""

    permission_required = "website.draft_news"
    template_name = "website/staff_news_list.html"
    context_object_name = "news"

    def get_queryset(self):
        newest = NewsItem.objects.visible_to(self.request.user).select_related("author", "organisation")
        return newest.order_by("state", F("published_at").desc(nulls_last=True), "-changed_at")[:SHOWN]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        rows = [
            {"item": item, "can_change": can_change_news(user, item), "can_publish": can_publish_news(user, item)}
            for item in context["news"]
        ]
        return context | {
            "drafts": [row for row in rows if not row["item"].is_published],
            "published": [row for row in rows if row["item"].is_published],
        }


class NewsFormPage(RolePermissionMixin):
    permission_required = "website.draft_news"
    form_class = NewsForm
    template_name = "website/staff_news_form.html"

    def get_success_url(self) -> str:
        return reverse("website:staff_news_list")


class NewsCreateView(NewsFormPage, ActionFormView):
    success_message = _("The draft is saved. The public does not see it yet.")

    def perform(self, form: BaseForm) -> NewsItem:
        return draft_news(by=self.request.user, **form.cleaned_data)


class NewsUpdateView(NewsFormPage, ActionFormMixin, UpdateView):
    success_message = _("The text is changed.")
    context_object_name = "item"

    def get_queryset(self):
        return NewsItem.objects.visible_to(self.request.user)

    def get_object(self, queryset=None) -> NewsItem:
        item = super().get_object(queryset)
        if not can_change_news(self.request.user, item):
            raise PermissionDenied
        return item

    def perform(self, form: BaseForm) -> NewsItem:
        return change_news(self.object, by=self.request.user, **form.cleaned_data)


class NewsStepView(RolePermissionMixin, SingleObjectMixin, ActionFormView):
    """A question before something that the public sees."""

    permission_required = "website.publish_news"
    form_class = Form

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission():
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return NewsItem.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        list_url = reverse("website:staff_news_list")
        return super().get_context_data(**kwargs, item=self.object, back_url=list_url, confirm_label=self.confirm_label)

    def get_success_url(self) -> str:
        return reverse("website:staff_news_list")


class NewsPublishView(NewsStepView):
    template_name = "website/staff_news_publish.html"
    confirm_label = _("Publish")
    success_message = _("The news is on the website.")

    def perform(self, form: BaseForm) -> NewsItem:
        return publish_news(self.object, by=self.request.user, now=timezone.now())


class NewsWithdrawView(NewsStepView):
    template_name = "website/staff_news_withdraw.html"
    confirm_label = _("Take off the website")
    success_message = _("The news is a draft again.")

    def perform(self, form: BaseForm) -> NewsItem:
        return withdraw_news(self.object, by=self.request.user)
