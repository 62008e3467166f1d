"""What is shown to whom: disclosures of a file, files of others, notes that colleagues opened."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counselling.models import BreakGlass, Client, ConfidentialityRelease, Disclosure, Referral
from counselling.queries.counter import name_from, name_parts
from counselling.queries.people import name_of
from ibs_portal.accounts.models import Organisation
from ibs_portal.database.composed import composed_once

OPENINGS_SHOWN_FOR = datetime.timedelta(days=90)


def recipients_for(user: Any) -> Any:
    """Other controllers with a counselling centre."""
    others = Organisation.objects.filter(is_controller=True, centres__isnull=False)
    return others.exclude(pk=user.organisation_id).distinct().order_by("name")


def disclosures_of(user: Any, client: Client) -> list[Disclosure]:
    """Those of this file, the one that ends last in front; with ``by_name``."""
    rows = Disclosure.objects.visible_to(user).filter(client=client).select_related("recipient")
    rows = rows.annotate(by_name=name_of("by"), withdrawn_by_name=name_of("withdrawn_by"))
    return list(rows.order_by("-ends_on", "-pk")[:20])


def disclosed_to_us(user: Any, client: Client) -> Disclosure | None:
    """The disclosure by which this person reads the file of another controller."""
    return Disclosure.objects.shown_to(user).filter(client=client).first()


def shared_with_us(user: Any) -> list[dict[str, Any]]:
    """Files of other controllers that this person may read today, the one that ends first in front."""
    return [row | {"name": name_from(row["parts"])} for row in _shared(user)]


@composed_once
def _shared(user: Any) -> Any:
    rows = Disclosure.objects.shown_to(user).annotate(parts=Subquery(name_parts(OuterRef("client"))))
    return rows.order_by("ends_on", "pk").values("client_id", "ends_on", "parts", "controller__short_name")[:50]


def openings_of(user: Any, client: Client) -> list[BreakGlass]:
    """Who opened the notes of this file in the last three months, with ``user_name``."""
    since = timezone.now() - OPENINGS_SHOWN_FOR
    rows = BreakGlass.objects.visible_to(user).filter(client=client, opened_at__gte=since)
    return list(rows.annotate(user_name=name_of("user"))[:20])


@dataclass(frozen=True)
class SharingLine:
    """One fact of the overview about what others have of a file."""

    text: str
    is_late: bool = False


def sharing_lines(user: Any, client: Client) -> list[SharingLine]:
    """Who else has something of this file, in one query: for the line on its overview."""
    [facts] = _sharing_facts(user, client.pk, timezone.now() - OPENINGS_SHOWN_FOR)
    lines = [SharingLine(_shown_line(row)) for row in facts["shown"]]
    if count := facts["flagged"]:
        text = ngettext("release withdrawn, %(n)s referral open", "release withdrawn, %(n)s referrals open", count)
        lines.insert(0, SharingLine(text % {"n": count}, is_late=True))
    if count := facts["released"]:
        text = ngettext("%(n)s release holds", "%(n)s releases hold", count)
        lines.append(SharingLine(text % {"n": count}))
    if count := facts["referred"]:
        text = ngettext("%(n)s referral with personal data", "%(n)s referrals with personal data", count)
        lines.append(SharingLine(text % {"n": count}))
    if facts["opened"]:
        day = formats.date_format(timezone.localtime(facts["opened"]), "d.m.Y")
        lines.append(SharingLine(_("notes opened by a colleague on %(day)s") % {"day": day}))
    return lines


@composed_once
def _sharing_facts(user: Any, client: int, since: datetime.datetime) -> Any:
    shown = Disclosure.objects.filter(client=OuterRef("pk")).live().order_by("ends_on")
    opened = BreakGlass.objects.filter(client=OuterRef("pk"), opened_at__gte=since).order_by("-opened_at")
    return (
        Client.objects.with_file_open_to(user)
        .filter(pk=client)
        .annotate(
            shown=ArraySubquery(shown.values(words=JSONObject(who="recipient__short_name", day="ends_on"))),
            opened=Subquery(opened.values("opened_at")[:1]),
            flagged=_count(Referral.objects.flagged()),
            referred=_count(Referral.objects.filter(kind=Referral.Kind.WITH_DATA)),
            released=_count(ConfidentialityRelease.objects.valid_on(timezone.localdate())),
        )
        .values("shown", "opened", "flagged", "referred", "released")
    )


def _count(rows: Any) -> Any:
    """How many of these a client has, as part of the query for the client."""
    counted = rows.filter(client=OuterRef("pk")).order_by().values("client").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def _shown_line(row: dict[str, str]) -> str:
    day = formats.date_format(datetime.date.fromisoformat(row["day"]), "d.m.Y")
    return _("shown to %(who)s until %(day)s") % {"who": row["who"], "day": day}
