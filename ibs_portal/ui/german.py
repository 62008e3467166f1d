"""German words inside a sentence of another language, kept in one piece and readable aloud."""

from django.utils.translation import get_language

# Unicode's marks for the start and the end of a part that reads from left to right in any sentence.
LTR_PART, PART_END = "\u2066", "\u2069"


def german_part(text: object) -> str:
    """A German text inside a sentence of the reader's language, kept in one piece.

    Plain text, so that mails and titles may hold it too; the filter ``bdi_times`` makes an element with
    ``lang`` of it on pages. Readers of German get the text as it is.
    """
    is_german = (get_language() or "de").startswith("de")
    return str(text) if is_german or not text else f"{LTR_PART}{text}{PART_END}"
