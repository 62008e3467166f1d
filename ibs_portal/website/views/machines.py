"""What machines ask: whether the portal lives, what they may read, whom to tell about a hole."""

import datetime
import functools

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from ibs_portal.database.identity import Identity, asking

PLAIN = "text/plain; charset=utf-8"
# How long a reader of security.txt may trust it (RFC 9116 asks for less than a year).
GOOD_FOR = datetime.timedelta(days=180)


def plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", content_type=PLAIN, status=status, headers={"Cache-Control": "no-store"})


class NotReadyError(Exception):
    """Says why the portal cannot serve yet."""


@functools.cache
def require_migrations() -> None:
    """Raises ``NotReadyError`` while migrations are missing; once they are there, they stay."""
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReadyError(f"{len(waiting)} migrations to apply")


def require_walls() -> None:
    """Raises ``NotReadyError`` if the database does not believe who this process says is asking.

    That is so while ``migrate`` has not built the walls, or if the processes have different seal keys: nobody
    would see a row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_claim('role')")
        if cursor.fetchone()[0] is None:
            raise NotReadyError("walls")


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return plain("ok")


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if the database answers, all migrations are applied and the walls stand; else 503 with one word why."""
    try:
        with asking(Identity()):
            require_migrations()
            require_walls()
    except NotReadyError as reason:
        return plain(str(reason), status=503)
    except OperationalError:
        return plain("database unreachable", status=503)
    except DatabaseError:
        return plain("walls", status=503)
    return plain("ok")


@login_not_required
@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """In the demo nothing is to be found by search engines; else everything public."""
    closed = ["/"] if settings.DEMO else ["/intern/", "/konto/", "/admin/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('website:sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@login_not_required
@cache_control(max_age=86400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    expires = (timezone.now() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    context = {"expires": expires, "site_url": settings.SITE_URL, "mail": settings.OPERATOR_MAIL}
    return render(request, "website/security.txt", context, content_type=PLAIN)


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that ask at the old place are led to the drawing."""
    return redirect(static("img/door.svg"), permanent=True)
