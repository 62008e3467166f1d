"""The home page: is somebody there now?"""

import datetime
import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View

from counselling.rules.opening import parse_moment
from ibs_portal.website.freshness import LONGEST, keep
from ibs_portal.website.queries import home_facts


@dataclass(frozen=True)
class FinishedPage:
    """The page as it goes over the wire, the same for every reader without a session."""

    body: bytes
    packed: bytes
    etag: str


@method_decorator((login_not_required, transaction.non_atomic_requests), name="dispatch")
class HomeView(View):
    """Kept while it is right: until the door, the day or a text changes. ``?at=2025-07-09T10:00`` asks for a moment.

    Nothing is written, so there is nothing that a savepoint could take back.
    """

    template_name = "website/home.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        now, at = timezone.now(), asked_moment(request)
        if at is not None or not has_nothing_of_its_own(request):
            return render(request, self.template_name, self.facts(now, at))
        page = keep(("home", get_language()), lambda: self.finish(request, now), now=now)
        return answer(request, page)

    def facts(self, now: datetime.datetime, at: datetime.datetime | None = None) -> dict[str, Any]:
        return home_facts(now, at=at)

    def finish(self, request: HttpRequest, now: datetime.datetime) -> tuple[FinishedPage, datetime.datetime]:
        facts = self.facts(now)
        body = render(request, self.template_name, facts).content
        etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        opening = facts["opening_now"]
        until = opening.expires if opening else now + LONGEST
        return FinishedPage(body, gzip.compress(body, mtime=0), etag), until


def asked_moment(request: HttpRequest) -> datetime.datetime | None:
    """The moment of ``?at=``, local time; nonsense counts as not asked."""
    try:
        return parse_moment(request.GET["at"])
    except (KeyError, ValueError, OverflowError):
        return None


def has_nothing_of_its_own(request: HttpRequest) -> bool:
    """Whether the reader gets the page of all: no session, no message that waits to be shown."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES


def answer(request: HttpRequest, page: FinishedPage) -> HttpResponse:
    """The finished page, packed if the browser can unpack it, or 304 if it has this very page.

    Browsers ask every time (``no-cache``), so that "closed today" shows at once; asking costs next to nothing.
    """
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(page.packed if is_packed else page.body)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = page.etag
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=page.etag, response=response)
