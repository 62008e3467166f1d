"""Two rules about people who are logged in: their language, and the second factor of staff."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from ibs_portal.database.roles import PUBLIC_REALM
from ibs_portal.languages import LETTER_LANGUAGES, STAFF_LANGUAGES

STAFF_PATHS = ("/intern/", "/admin/")
GetResponse = Callable[[HttpRequest], HttpResponse]


class AccountLanguageMiddleware:
    """Pages without a language in their address speak the language of the account.

    Staff pages exist in German and English only: for any other language, of the account, the cookie or the
    browser, they stay German as a whole instead of a mixture.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not language_in_path(request.path_info):
            translation.activate(language_of(request))
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


def language_in_path(path: str) -> bool:
    """Whether the address says its language: one of the site, or one of letters."""
    return bool(translation.get_language_from_path(path)) or path[1:].partition("/")[0] in dict(LETTER_LANGUAGES)


def language_of(request: HttpRequest) -> str:
    """The language of a page without one in its address."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    if request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
        language = request.user.language
    if request.path_info.startswith(STAFF_PATHS) and language not in STAFF_LANGUAGES:
        return settings.LANGUAGE_CODE
    return language


class SecondFactorMiddleware:
    """Staff without a second factor are led to setting one up before they see a staff page.

    Logging in already asks for a factor that exists; what no setting enforces is that there is one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith(STAFF_PATHS):
            return None
        if not request.user.is_authenticated or not request.user.is_portal_staff or request.user.has_second_factor:
            return None
        messages.warning(request, _("Please set up a second factor first: it protects the people in the files."))
        return redirect("mfa_index")


class RealmMiddleware:
    """The public process has no staff pages, not even a door to them: they answer like pages that never were."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if settings.REALM == PUBLIC_REALM and request.path_info.startswith(STAFF_PATHS):
            raise Http404
