"""Answers of the functions in ``ibs_portal/database/functions.py``, which look past the walls and say little."""

from typing import Any

from django.db.models import BooleanField, Expression, F, Func
from django.db.models.sql.compiler import SQLCompiler


class AnyOf(Func):
    """``filter(AnyOf("pk", "some_function"))``: among the keys that the function answers, asked once a statement."""

    output_field = BooleanField()

    def __init__(self, field: str, function: str, *arguments: Expression) -> None:
        super().__init__(F(field), *arguments, function=function)

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_names: Any, **context: Any) -> tuple[str, Any]:
        (column, values), *arguments = [compiler.compile(part) for part in self.get_source_expressions()]
        inner = ", ".join(sql for sql, _values in arguments)
        sql = f"{column} = ANY((SELECT {self.extra['function']}({inner}))::bigint[])"
        return sql, [*values, *(value for _sql, more in arguments for value in more)]
