"""Two rules about people who are logged in: their language, and the second factor of staff."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccountLanguageMiddleware:
    """Pages without a language in their address speak the language of the account."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from_path = translation.get_language_from_path(request.path_info)
        if not from_path and request.user.is_authenticated and request.user.language in dict(settings.LANGUAGES):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff without a second factor are led to setting one up before they see a staff page.

    Logging in already asks for a factor that exists; what no setting enforces is that there is one.
    """

    GUARDED = ("/intern/", "/admin/")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith(self.GUARDED):
            return None
        if not request.user.is_authenticated or not request.user.is_portal_staff or has_second_factor(request.user):
            return None
        messages.warning(request, _("Please set up a second factor first: it protects the people in the files."))
        return redirect("mfa_index")


def has_second_factor(user) -> bool:
    factors = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=factors).exists()
