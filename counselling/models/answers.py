"""Answers of the functions in ``ibs_portal/database/access.py``, which look past the walls and say little."""

from django.db.models import BooleanField, Func


class AnyOf(Func):
    """``filter(AnyOf("pk", "some_function"))``: among the keys that the function answers, asked once a statement."""

    template = "%(expressions)s = ANY((SELECT %(function)s())::bigint[])"
    output_field = BooleanField()

    def __init__(self, field: str, function: str) -> None:
        super().__init__(field, function=function)
