"""One outer transaction per request that tells Postgres who is asking.

``ATOMIC_REQUESTS`` stands inside it: late-rendered templates need the outer transaction, the rollback of a
failed view needs the inner one. It is begun before the session is read, as the doorkeeper who may look up
sessions and accounts, and continued as the person found there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from ibs_portal.database import roles
from ibs_portal.database.identity import Identity, asking, become, who_is_asking

GetResponse = Callable[[HttpRequest], HttpResponse]
# Views of the login library: passwords, codes, second factors, devices.
DOOR_VIEWS = "allauth."
SETUP_PATH = "/admin/"


class EntranceMiddleware:
    """Before the session: begins the transaction, at the door if a session has to be looked up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        role = roles.DOOR_OF[settings.REALM] if session else roles.VISITOR
        with asking(Identity(role=role, session=session)):
            response = self.get_response(request)
            identity = who_is_asking()
        if isinstance(response, StreamingHttpResponse) and identity is not None:
            response.streaming_content = asked_again(identity, cast(Iterable[bytes], response.streaming_content))
        return response


def asked_again(identity: Identity, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """What is sent piece by piece is made after the transaction: in one of its own, for the same person."""
    with asking(identity):
        yield from chunks


class WhoIsAskingMiddleware:
    """After authentication: becomes the role that this person needs for this page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entrance = who_is_asking() or Identity()
        role = roles.SETUP if is_set_up(request) else None
        person = Identity.of(request.user, role=role)
        become(replace(person, session=entrance.session, request=entrance.request))
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """The pages of the account stay at the door, which alone may look at passwords and second factors."""
        identity = who_is_asking()
        if identity is not None and view.__module__.startswith(DOOR_VIEWS):
            become(replace(identity, role=roles.DOOR_OF[settings.REALM]))


def is_set_up(request: HttpRequest) -> bool:
    """Whether somebody who may enter Django admin is in there: with the rights of the set-up, whoever she is."""
    return request.path_info.startswith(SETUP_PATH) and request.user.is_authenticated and request.user.is_staff
