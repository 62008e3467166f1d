"""One outer transaction per request that tells Postgres who is asking.

``ATOMIC_REQUESTS`` stands inside it: late-rendered templates need the outer transaction, the rollback of a
failed view needs the inner one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ibs_portal.database.identity import asking_as


class WhoIsAskingMiddleware:
    """After authentication, before everything that reads rows of people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asking_as(request.user):
            return self.get_response(request)
