"""What every page knows: whether it is a demo."""

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict:
    return {"demo": settings.DEMO}
