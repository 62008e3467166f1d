"""What happens before any page: probes are answered, input that no page can mean is refused."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation

from ibs_portal.languages import INSTEAD_OF
from ibs_portal.ui.letter_pages import is_letter_page
from ibs_portal.website.views import machines

NUL = "\x00"


class ProbeMiddleware:
    """Answers ``/healthz`` and ``/readyz`` first of all: no session, no transaction, any host name, no TLS.

    A probe asks by address and over plain HTTP, and it must get an answer when the database is away.
    """

    PROBES = {"/healthz": machines.healthz, "/readyz": machines.readyz}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.PROBES.get(request.path_info, self.get_response)(request)


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


class LetterLanguageMiddleware:
    """Addresses in a language of letters (``/tr/…``): only the pages behind the links of letters are read in it.

    Everything else leads to the same page in a language of the site, so that nobody reads half a translation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, slash, rest = request.path_info[1:].partition("/")
        if not slash or language not in INSTEAD_OF:
            return self.get_response(request)
        # As ``LocaleMiddleware`` does: until the next request of this thread.
        translation.activate(language)
        if self._is_read_in_letters(request.path_info):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"/{INSTEAD_OF[language]}/{rest}" + (f"?{query}" if query else ""))

    @staticmethod
    def _is_read_in_letters(path: str) -> bool:
        try:
            return is_letter_page(resolve(path))
        except Resolver404:
            return False
