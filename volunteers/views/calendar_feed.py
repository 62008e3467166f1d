"""Own dates in the calendar of a phone: the page that makes the secret address, and the feed behind it."""

import hashlib
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View
from django.views.generic import TemplateView

from volunteers.actions.calendar_feed import remove_calendar, renew_calendar
from volunteers.documents.calendar_feed import FILE_NAME, MEDIA_TYPE, feed_calendar
from volunteers.queries.calendar_feed import feed_of, made_at
from volunteers.queries.consent import side_of
from volunteers.rules.calendar_feed import Feed, hash_of
from volunteers.rules.consent_words import WORKER
from volunteers.views.consent import OwnConsentMixin

# A calendar asks every few hours; a service that asks for many people behind one address has room as well.
ACTION, RATE = "calendar_feed", "120/m/ip,60/h/key"
WAIT_SECONDS = "600"


class MyCalendarView(OwnConsentMixin, TemplateView):
    """Whether there is an address, and since when. The address itself is shown once, by ``MyCalendarRenewView``."""

    template_name = "volunteers/my_calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            made_at=made_at(self.person),
            has_left=self.person.left_on is not None,
            worker_side=side_of(self.person) == WORKER,
            **kwargs,
        )


class MyCalendarRenewView(MyCalendarView):
    """Makes an address and shows it: the portal keeps its hash alone, so there is no page to come back to."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.person.left_on:
            raise Http404
        secret = renew_calendar(self.person, by=request.user, now=timezone.now())
        url = settings.SITE_URL + reverse("volunteers:calendar_feed", args=[secret])
        shown = {"feed_url": url, "webcal_url": f"webcal:{url.partition(':')[2]}"}
        return self.render_to_response(self.get_context_data(**shown), headers={"Cache-Control": "no-store"})


class MyCalendarRemoveView(OwnConsentMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if remove_calendar(self.person, by=request.user):
            messages.success(request, _("The address is switched off. Your calendar gets nothing from us any more."))
        return redirect("volunteers:my_calendar")


@method_decorator(login_not_required, name="dispatch")
class CalendarFeedView(View):
    """Whoever has the address reads own dates and places. Without a login: phones have none."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        limits: dict[str, Any] = {"key": hash_of(secret), "config": {ACTION: RATE}, "limit_get": True}
        if consume(request, app="portal", action=ACTION, **limits) is None:
            return HttpResponse(status=429, headers={"Retry-After": WAIT_SECONDS})
        feed = feed_of(secret)
        if feed is None:
            raise Http404
        return self.answer(feed)

    def answer(self, feed: Feed) -> HttpResponse:
        """The dates, or 304 for a calendar that has them already."""
        with override(feed.language if feed.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            content = feed_calendar(feed)
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        response = HttpResponse(content, MEDIA_TYPE)
        response["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
        response["X-Robots-Tag"] = "noindex"
        return get_conditional_response(self.request, etag=tag, response=response)
