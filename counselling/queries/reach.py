"""How a person may be reached, in words: what is allowed, what is forbidden, what is a danger."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counselling.models import Client, Way
from counselling.rules.speech import LEVELS, MOTHER, SOME, WELL
from ibs_portal.languages import language_label

# What a row has to bring along so that its warning can be shown.
CAUTIONS = ("client__is_address_unsafe", "client__unsafe_ways")
FORBIDDEN = {
    Way.CALL: gettext_lazy("do not call"),
    Way.MESSAGE: gettext_lazy("leave no message"),
    Way.TEXT: gettext_lazy("send no text message"),
    Way.EMAIL: gettext_lazy("write no e-mail"),
    Way.LETTER: gettext_lazy("write no letter"),
}
LEVEL_WORDS = {MOTHER: gettext_lazy("mother tongue"), WELL: gettext_lazy("good"), SOME: gettext_lazy("some")}


def cautions(is_address_unsafe: bool, unsafe_ways: Iterable[str], note: str = "") -> list[str]:
    """What must be seen before anybody picks up the phone; nothing if there is no danger."""
    found = [_("Do not contact at this address")] if is_address_unsafe else []
    if words := [str(FORBIDDEN[way]) for way in Way if way in set(unsafe_ways)]:
        text = ", ".join(words)
        found.append(f"{text[:1].upper()}{text[1:]}")
    return [*found, note] if note and found else found


def cautions_of(client: Client) -> list[str]:
    return cautions(client.is_address_unsafe, client.unsafe_ways, client.reach_note)


def reach_of(client: Client) -> dict[str, Any]:
    """What the facts say about getting in touch."""
    return {
        "allowed": ", ".join(str(Way(way).label) for way in Way if way in client.safe_ways),
        "preferred": ", ".join(filter(None, [client.get_preferred_way_display(), client.preferred_time])),
        "note": client.reach_note,
        "speech": speech_text(client),
    }


def speech_text(client: Client) -> str:
    """``Arabic (mother tongue), German (some)``, the best first."""
    levels = {code: str(LEVEL_WORDS[name]) for name in LEVELS for code in getattr(client, name)}
    return ", ".join(
        f"{language_label(code)} ({levels[code]})" if code in levels else language_label(code)
        for code in client.languages
    )
