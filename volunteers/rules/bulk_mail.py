"""The text of a mail to several people: placeholders for the name, and nothing else between braces."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
GIVEN_NAME, NAME = "Vorname", "Name"
KNOWN = (GIVEN_NAME, NAME)


def check_placeholders(text: str) -> None:
    """A misspelt placeholder would arrive as it is typed, at everybody."""
    unknown = [name for name in PLACEHOLDER.findall(text) if name not in KNOWN]
    if unknown:
        raise ValidationError(
            _("{%(name)s} is no placeholder. There are {Vorname} and {Name}."), "placeholder", {"name": unknown[0]}
        )


def filled_in(text: str, *, given_name: str, name: str) -> str:
    """The text as one person reads it; a name with braces in it stays a name."""
    values = {GIVEN_NAME: given_name, NAME: name}
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def why_not(*, email: str, status: str, is_confirmed: bool, has_consent: bool) -> str:
    """A sentence why somebody may not be written to, or nothing."""
    if not email:
        return str(_("Has no e-mail address."))
    if status == "left":
        return str(_("Has left."))
    if not is_confirmed:
        return str(_("Has not confirmed the e-mail address yet."))
    return "" if has_consent else str(_("Has not agreed to news by e-mail."))
