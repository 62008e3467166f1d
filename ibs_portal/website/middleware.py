"""Input that no page of the portal can mean is refused before any page sees it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class CleanInputMiddleware:
    """Refuses NUL bytes, which PostgreSQL cannot store, with 400 instead of an error deep inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        places = (request.path_info, *kwargs.values(), *self._values(request))
        if any(isinstance(value, str) and NUL in value for value in places):
            raise BadRequest("NUL byte")

    @staticmethod
    def _values(request: HttpRequest):
        for data in (request.GET, request.POST):
            for key, values in data.lists():
                yield key
                yield from values
