"""A clock that tests move: of Python, of signed links, and of the functions in the database that ask for the day."""

import datetime
from types import SimpleNamespace

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone


class Clock:
    """Stands still at ``now`` until it is moved on. It moves the database's day only within the test's transaction."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.now = timezone.now()
        self._database_day: datetime.date | None = None

    @property
    def today(self) -> datetime.date:
        return timezone.localdate(self.now)

    def move_to(self, day: datetime.date, hour: int = 12) -> None:
        """To this hour of the local day."""
        self.now = datetime.datetime.combine(day, datetime.time(hour), timezone.get_default_timezone())
        self._patch.setattr(timezone, "now", lambda: self.now)
        self._patch.setattr(signing, "time", SimpleNamespace(time=self.now.timestamp))
        if day == self._database_day:
            return
        self._database_day = day
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION portal_today() RETURNS date LANGUAGE sql STABLE "
                f"SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT DATE '{day:%Y-%m-%d}' $$"
            )
