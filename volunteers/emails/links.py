"""Signed links: whoever holds one does one thing for one side of one match, without an account.

A link is a key: it opens its own page and nothing else, for as long as its purpose lasts.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from ibs_portal.languages import letter_language


class LinkExpiredError(Exception):
    """The link is ours, but too old."""


class LinkForgedError(Exception):
    """The link was not made by this portal, or was cut off on its way."""


@dataclass(frozen=True)
class Link:
    """One kind of link: the page that it opens, what it names, and how long it lives."""

    page: str
    names: tuple[str, ...]
    days: int

    @property
    def _signer(self) -> signing.TimestampSigner:
        # Staff and jobs write, the person answers in the public process: the key that all have.
        return signing.TimestampSigner(key=settings.SEAL_KEY, salt=self.page)

    def token(self, **keys: int) -> str:
        return self._signer.sign_object([keys[name] for name in self.names])

    def path(self, language: str, **keys: int) -> str:
        with override(letter_language(language)):
            return reverse(self.page, args=[self.token(**keys)])

    def url(self, language: str, **keys: int) -> str:
        """The whole address, in the language of whoever gets the mail."""
        return settings.SITE_URL + self.path(language, **keys)

    def read(self, token: str) -> dict[str, int]:
        """What the token names; ``LinkExpiredError`` or ``LinkForgedError``."""
        try:
            found: Any = self._signer.unsign_object(token, max_age=datetime.timedelta(days=self.days))
            return {name: int(key) for name, key in zip(self.names, found, strict=True)}
        except signing.SignatureExpired as error:
            raise LinkExpiredError from error
        except (signing.BadSignature, TypeError, ValueError) as error:
            raise LinkForgedError from error
