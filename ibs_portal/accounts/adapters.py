"""What the login library asks us."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from ibs_portal.accounts.senders import sender_for
from ibs_portal.mail.letters import written_by


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a sign-up of the portal or from the set-up, never from the library's own form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:landing")

    def get_user_display(self, user) -> str:
        return user.name

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Codes and the like: the people of a programme know it, and not the portal."""
        sender = sender_for(email) if isinstance(email, str) else None
        if sender is None:
            return super().render_mail(template_prefix, email, context, headers)
        site = SimpleNamespace(name=sender.name, domain=context["current_site"].domain)
        message = super().render_mail(template_prefix, email, context | {"current_site": site}, headers)
        message.from_email = written_by(sender.name)
        message.reply_to = [sender.reply_to] if sender.reply_to else []
        return message
