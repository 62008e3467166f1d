"""What the login library asks us."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a sign-up of the portal or from the set-up, never from the library's own form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:landing")

    def get_user_display(self, user) -> str:
        return user.name
