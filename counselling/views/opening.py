"""The opening hours for everybody: the page and the interface."""

import datetime
import hashlib
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView

from counselling.models import Centre
from counselling.queries import opening_page
from counselling.queries.opening import LONGEST_COPY, OpeningNow, opening_now
from counselling.queries.opening_calendar import closures_calendar
from counselling.queries.opening_feed import etag, feed, linked_data
from counselling.rules.opening import parse_moment


class MomentError(ValueError):
    """What stands in ``?at=`` is no moment."""


def asked_moment(request: HttpRequest) -> datetime.datetime | None:
    """The moment of ``?at=``, ``None`` for now; ``MomentError`` for nonsense."""
    if "at" not in request.GET:
        return None
    try:
        return parse_moment(request.GET["at"])
    except ValueError as error:
        raise MomentError(str(error)) from error


@method_decorator(login_not_required, name="dispatch")
class OpeningHoursView(TemplateView):
    """Today first, then this week, what changes, the regular week; prints as a sign for the door."""

    template_name = "counselling/opening_hours.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, is_moment_wrong = self.opening()
        return super().get_context_data(
            **kwargs,
            opening_now=now,
            is_moment_wrong=is_moment_wrong,
            week=opening_page.coming_days(now),
            regular_week=opening_page.regular_week(now),
            changes=opening_page.coming_changes(now),
            holidays=opening_page.coming_holidays(now),
            appointment_days=opening_page.appointment_days(now),
            channels=opening_page.channels(now),
            services=opening_page.services(now),
            calendar_url=self.calendar_url(now),
            other_centres=Centre.objects.public().exclude(pk=now.centre.pk),
            linked_data=linked_data(now, self.request.build_absolute_uri(self.request.path)),
        )

    def calendar_url(self, now: OpeningNow) -> str:
        """The closures for a calendar that asks again by itself."""
        query = urlencode({"centre": now.centre.slug, "lang": get_language() or "de"})
        return f"webcal://{self.request.get_host()}{reverse('counselling:closures_feed')}?{query}"

    def opening(self) -> tuple[OpeningNow, bool]:
        """The asked moment, or now where the address says nonsense: a person shall always read an answer."""
        try:
            moment, is_wrong = asked_moment(self.request), False
        except MomentError:
            moment, is_wrong = None, True
        now = opening_now(self.request.GET.get("centre") or None, moment)
        if now is None:
            raise Http404
        return now, is_wrong


@method_decorator(login_not_required, name="dispatch")
class OpeningFeedView(View):
    """``/api/oeffnungszeiten.json?at=2025-07-09T10:00&centre=zwickau``."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            now = opening_now(request.GET.get("centre") or None, asked_moment(request) or timezone.now())
        except MomentError:
            return refusal(_("“at” is a local time such as 2025-07-09T10:00, between the years 2000 and 2100."), 400)
        if now is None:
            return refusal(_("There is no centre of this name."), 404)
        data = feed(now)
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False})
        patch_cache_control(response, public=True, max_age=seconds_until(now))
        response["Access-Control-Allow-Origin"] = "*"
        return get_conditional_response(request, etag=etag(data), response=_tagged(response, etag(data)))


@method_decorator(login_not_required, name="dispatch")
class ClosuresFeedView(View):
    """``/api/schliessungen.ics?centre=zwickau&lang=en``: to subscribe to with webcal."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = opening_now(request.GET.get("centre") or None)
        if now is None:
            raise Http404
        code = request.GET.get("lang", "de")
        with override(code if code in dict(settings.LANGUAGES) else "de"):
            content = closures_calendar(now)
        tag = f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{now.centre.slug}.ics"'
        patch_cache_control(response, public=True, no_cache=True)
        return get_conditional_response(request, etag=tag, response=_tagged(response, tag))


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    return response


def seconds_until(now: OpeningNow) -> int:
    """How long a copy stays right: to the second of the next change, at most a minute, as staff may close the door."""
    return int(min(now.expires - now.at, LONGEST_COPY).total_seconds())


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
