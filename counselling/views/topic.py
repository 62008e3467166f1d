"""What we help with and what to bring along."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from counselling.models import Topic
from counselling.queries.opening import opening_now


@method_decorator(login_not_required, name="dispatch")
class TopicsView(TemplateView):
    template_name = "counselling/topics.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, topics=list(Topic.objects.public()), opening_now=opening_now())
