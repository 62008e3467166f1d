"""Next page of a list: the filters stay, the place moves on."""

from django.http import HttpRequest


def older_url(request: HttpRequest, older: str) -> str:
    """The query string of the next page, ``""`` on the last one; ``older`` is ``after=…`` of the list."""
    if not older:
        return ""
    kept = request.GET.copy()
    kept.pop("after", None)
    return f"?{kept.urlencode()}&{older}" if kept else f"?{older}"
