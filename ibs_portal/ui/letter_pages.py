"""Pages behind the links of letters: read without an account, in more languages than the rest of the site."""

from django.urls import ResolverMatch


class LetterPageMixin:
    """Marks a view whose page is there in every language of letters, the frame around it included.

    Its template extends ``layouts/letter.html``; a test looks for texts that are not translated.
    """

    is_letter_page = True


def is_letter_page(match: ResolverMatch | None) -> bool:
    view = getattr(match.func, "view_class", None) if match else None
    return bool(getattr(view, "is_letter_page", False))
