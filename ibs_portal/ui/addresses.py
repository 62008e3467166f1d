"""Addresses that a page asks for again and again: reversed once in a process, filled in after that."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language


def address(name: str, key: int | None = None) -> str:
    """The address of a page, or of the page of one row. Raises ``NoReverseMatch`` as ``reverse`` does."""
    before, after = _around_key(name, key is not None, settings.ROOT_URLCONF, get_script_prefix(), get_language())
    return before if key is None else f"{before}{key:d}{after}"


@lru_cache(2000)
def _around_key(name: str, has_key: bool, urlconf: str, prefix: str, language: str | None) -> tuple[str, str]:
    """The parts before and after the key; script prefix and language are in them."""
    if not has_key:
        return reverse(name, urlconf), ""
    before, zero, after = reverse(name, urlconf, args=[0]).rpartition("/0/")
    return f"{before}/", zero[2:] + after
