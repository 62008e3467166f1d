"""Reads of the website over all areas: the home page, the search, what staff can begin with."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

import counselling.queries
import projects.queries
import volunteers.queries
from counselling.models import Centre, Topic
from counselling.queries.opening import opening_now
from counselling.queries.opening_feed import linked_data
from ibs_portal.accounts.models import User
from ibs_portal.database.composed import composed_once
from ibs_portal.ui.addresses import address
from ibs_portal.website.models import NewsItem
from ibs_portal.website.rules.markup import first_sentences
from projects.models import Event, Project

EVENTS_ON_HOME = 3
NEWS_ON_HOME = 3
HITS = 20


def home_facts(now: datetime.datetime, *, at: datetime.datetime | None = None) -> dict[str, Any]:
    """All that the home page says, in four queries; ``at`` answers for another moment than ``now``."""
    moment = at or now
    opening = opening_now(at=at)
    hours_url = settings.SITE_URL + reverse("counselling:opening_hours")
    return {
        "opening_now": opening,
        "linked_data": linked_data(opening, hours_url) if opening else None,
        "tiles": [_tile(topic) for topic in Topic.objects.public()],
        "events": projects.queries.upcoming_events(moment, limit=EVENTS_ON_HOME),
        "news": list(NewsItem.objects.published(moment)[:NEWS_ON_HOME]),
    }


def _tile(topic: Topic) -> dict[str, str]:
    url = f"{reverse('counselling:topics')}#{topic.code}"
    return {"url": url, "title": topic.public_label, "text": topic.second_line}


# --- The public search -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    title: str
    text: str
    url: str


def public_hits(text: str, now: datetime.datetime) -> list[tuple[str, list[Hit]]]:
    """What the public may read, by kind; German words are found in every language of the page."""
    groups = [
        (_("Counselling"), _topics(text)),
        (_("Events"), _events(text, now)),
        (_("Projects"), _projects(text)),
        (_("News"), _news(text, now)),
    ]
    return [(heading, hits) for heading, hits in groups if hits]


def _in_any(text: str, *columns: str) -> Q:
    """Every word of the text stands in one of the columns; accents and case make no difference."""
    found = Q()
    for word in text.split()[:6]:
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__unaccent__icontains": word})
        found &= one
    return found


def _topics(text: str) -> list[Hit]:
    url = reverse("counselling:topics")
    words = text.casefold().split()
    return [
        Hit(topic.public_label, topic.second_line, f"{url}#{topic.code}")
        for topic in Topic.objects.public()
        if all(word in str(topic.texts).casefold() for word in words)
    ]


def _events(text: str, now: datetime.datetime) -> list[Hit]:
    columns = ("title_de", "title_en", "description_de", "description_en", "project__title_de", "place__name")
    rows = Event.objects.published().upcoming(now).filter(_in_any(text, *columns)).select_related("place", "project")
    return [Hit(str(event.title), event.day_text, event.get_absolute_url()) for event in rows[:HITS]]


def _projects(text: str) -> list[Hit]:
    columns = ("title_de", "title_en", "summary_de", "summary_en", "description_de", "description_en")
    rows = Project.objects.public().filter(_in_any(text, *columns))[:HITS]
    return [Hit(str(project.title), str(project.summary), project.get_absolute_url()) for project in rows]


def _news(text: str, now: datetime.datetime) -> list[Hit]:
    rows = NewsItem.objects.published(now).filter(_in_any(text, "title_de", "body_de", "title_en", "body_en"))[:HITS]
    return [Hit(str(item.title), first_sentences(item.body, 120), item.get_absolute_url()) for item in rows]


# --- Staff -------------------------------------------------------------------------------------------------


def staff_hits(user: User, text: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Hits of each area among what this person may see."""
    areas = (
        (_("People in counselling"), counselling.queries.search),
        (_("Volunteers and skilled workers"), volunteers.queries.search),
        (_("Events and guests"), projects.queries.search),
    )
    groups = [(heading, search(user, text)) for heading, search in areas]
    return [(heading, hits) for heading, hits in groups if hits]


@dataclass(frozen=True)
class QuickAction:
    """Something to begin with from the start page."""

    label: str
    url: str
    key: str


def quick_actions(user: User) -> list[QuickAction]:
    """What this person can begin from the start page; the first is what she does most."""
    slug = _own_centre(user) if user.has_perm("counselling.close_today") else None
    offers = (
        (_("Record a contact"), "counselling.create_contact", "counselling:contact_create", (), "n"),
        (_("Closed today"), "counselling.close_today", "counselling:opening_close_today", (slug,), "z"),
        (_("New event"), "projects.change_event", "projects:staff_event_create", (), "v"),
        (_("Write news"), "website.draft_news", "website:news_create", (), "a"),
    )
    return [
        QuickAction(label, reverse(url_name, args=args) if args else address(url_name), key)
        for label, permission, url_name, args, key in offers
        if user.has_perm(permission) and None not in args
    ]


def _own_centre(user: User) -> str | None:
    return next(iter(_public_centres(user)), None)


@composed_once
def _public_centres(user: User) -> Any:
    return Centre.objects.public().visible_to(user).values_list("slug", flat=True)[:1]
