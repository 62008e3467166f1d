"""What somebody may say about the own life, if she wishes: it brings people together who have something in common.

Faith, health and origin are not asked.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SITUATIONS: tuple[tuple[str, Promise], ...] = (
    ("alone", _("lives alone")),
    ("couple", _("lives with a partner")),
    ("children", _("has children at home")),
    ("under_30", _("is under 30")),
    ("from_30", _("is 30 to 44")),
    ("from_45", _("is 45 to 59")),
    ("from_60", _("is 60 or older")),
)


def situation_choices() -> list[tuple[str, Promise]]:
    return list(SITUATIONS)
