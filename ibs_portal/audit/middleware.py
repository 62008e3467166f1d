"""Looks and refused tries, written after the page is made and before it leaves the house.

The entry is written in the transaction of the request. If that fails, nothing of the page is sent.
"""

from collections.abc import Callable

from django.apps import apps
from django.http import HttpRequest, HttpResponse

from ibs_portal.audit import trail
from ibs_portal.audit.pages import Page, pages

REFUSED = (403, 404)


class TraceMiddleware:
    """Stands inside of who is asking, so that the entry is this person's and survives the rollback of a view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        page = pages().get(match.view_name) if match else None
        if page is not None and request.user.is_authenticated:
            leave_trace(request, response, page)
        return response


def leave_trace(request: HttpRequest, response: HttpResponse, page: Page) -> None:
    key = request.resolver_match.kwargs.get("pk") if request.resolver_match else None
    model = apps.get_model(page.row) if page.row else None
    if response.status_code in REFUSED and model is not None:
        trail.record_refusal(model, key, by=request.user)
    elif response.status_code == 200 and (look := page.look(filled_in(request))):
        trail.record_look(look, model, key, by=request.user)


def filled_in(request: HttpRequest) -> set[str]:
    """Names of the fields, of the address or the form, in which something stands."""
    return {name for data in (request.GET, request.POST) for name, value in data.items() if str(value).strip()}
