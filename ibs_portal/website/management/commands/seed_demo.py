"""Fills an empty database with the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone, translation

from counselling import demo as counselling_demo
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.privacy.declaration import Subject, declaration_of, own_models
from ibs_portal.website import demo
from ibs_portal.website.demo_logins import LOGINS, demo_logins
from projects import demo as projects_demo
from volunteers import demo as volunteers_demo


class Command(BaseCommand):
    help = "Fills an empty database with invented people and real facts; refuses one that holds anything else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also when PORTAL_DEMO is not set")
        parser.add_argument("--small", action="store_true", help="fewer people and contacts, for tests")

    def handle(self, *, force: bool, small: bool, **options: Any) -> None:
        if not settings.DEMO and not force:
            raise CommandError("This is no demo: set PORTAL_DEMO=1, or say --force if you mean it.")
        with transaction.atomic(), translation.override("de"):
            # Two at the same moment: the second one waits and then finds the demo.
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('seed_demo'))")
            if is_demo_there():
                self.stdout.write("The demo is already there.")
            else:
                refuse_anything_else()
                seed(is_small=small)
                self.stdout.write("The demo is made.")
        self.stdout.write("\n".join(demo_logins()))


def is_demo_there() -> bool:
    return User.objects.filter(email__in=[login.email for login in LOGINS]).count() == len(LOGINS)


def refuse_anything_else() -> None:
    """``CommandError`` naming what the database holds, so that nobody's data ever meet invented people.

    Vocabularies may be there: migrations bring some along.
    """
    about_people = [model for model in own_models() if declaration_of(model).subject is not Subject.NOBODY]
    models: list[type[Model]] = [Organisation, *about_people]
    found = [m._meta.verbose_name_plural for m in models if m._base_manager.exists()]
    if found:
        names = ", ".join(sorted(map(str, found)))
        raise CommandError(f"This database holds data that are not of the demo ({names}). Nothing was changed.")


def seed(*, is_small: bool = False) -> None:
    now = timezone.now()
    organisations = demo.seed_organisations()
    accounts = demo.seed_accounts(organisations)
    demo.seed_texts(accounts, organisations, now=now)
    counselling_demo.seed(accounts, organisations, now=now, is_small=is_small)
    for area in (volunteers_demo, projects_demo):
        area.seed(accounts, organisations, now=now)
