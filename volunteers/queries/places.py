"""Whether the programme can take one more sign-up. Asked while the door is held, so that the answer stays true."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext_lazy as _

from volunteers.models import Programme
from volunteers.queries.narrow import is_signup_full

# Any number that nothing else in the database locks by; the second half is the programme.
SIGNUP_LOCK = 7_041_776


def check_place(programme: Programme, side: str) -> None:
    """``ValidationError`` with code ``full`` if as many wait as the programme can answer, or it takes nobody any more.

    Holds a lock until the end of the transaction: of two who send at once and one place, one gets it.
    """
    hold_the_door(programme)
    is_open = Programme.objects.filter(pk=programme.pk, is_open=True).exists()
    if not is_open or is_signup_full(programme, side):
        raise ValidationError(_("At the moment we cannot take new sign-ups."), code="full")


def hold_the_door(programme: Programme) -> None:
    """One after the other, for a programme; visitors have no right to lock its row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SIGNUP_LOCK, programme.pk])
