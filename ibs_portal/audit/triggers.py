"""Each change of a watched row becomes an entry: in the database, whoever made it and however.

``watch()`` declares a model once. After every migration the triggers are made what is declared. They run once
per statement over all its rows, so a thousand rows cost one insert more, and take no lock that could wait for
another. An entry names the fields that changed, never what stands in them.
"""

from collections.abc import Iterator
from typing import Any, cast

import pgtrigger
from django.db import connections, transaction
from django.db.models import Model
from pgtrigger import compiler, registry

from ibs_portal.audit.paths import Place, key_sql

# Written at every login, and says no more than that somebody logged in: the session says it as well.
# "counted" is what of a row the figures hold: the database notes it after each change that has an entry already.
UNWATCHED = ("last_login", "last_used_at", "counted")
ADDED, CHANGED, DELETED = "added", "changed", "deleted"
OPERATION = {ADDED: pgtrigger.Insert, CHANGED: pgtrigger.Update, DELETED: pgtrigger.Delete}
ROWS = {
    ADDED: pgtrigger.Referencing(new="new_rows"),
    CHANGED: pgtrigger.Referencing(old="old_rows", new="new_rows"),
    DELETED: pgtrigger.Referencing(old="old_rows"),
}
SINGLE = "SELECT to_jsonb(one) AS row, '' AS fields FROM {source} one"
# A row whose key was changed has no partner: both of its halves are entries.
PAIRS = """
SELECT coalesce(after, before) AS row, (
    SELECT left(string_agg(regexp_replace(name, '_id$', ''), ', ' ORDER BY name), 500)
    FROM jsonb_object_keys(coalesce(after, before)) name WHERE before -> name IS DISTINCT FROM after -> name
) AS fields FROM (
    SELECT to_jsonb(o) - '{unwatched}'::text[] AS before, to_jsonb(n) - '{unwatched}'::text[] AS after
    FROM old_rows o FULL JOIN new_rows n ON o."{key}" = n."{key}" OFFSET 0
) pair WHERE before IS DISTINCT FROM after
"""
BODY = """
IF NOT EXISTS (SELECT FROM {source}) THEN
    RETURN NULL;
END IF;
SELECT * INTO asker FROM audit_asker();
INSERT INTO audit_entry (
    at, kind, actor_id, organisation_id, database_role, verb, model, object_id,
    file_model, file_id, holder_id, fields, reason, request_id
) SELECT
    clock_timestamp(), 'change', asker.actor_id, asker.organisation_id, asker.database_role, '{verb}', '{label}',
    {key}, '{file_model}', {file}, coalesce({holder}, asker.organisation_id), changed.fields, '', asker.request_id
FROM ({rows}) changed;
RETURN NULL;
"""
PLACE = """
CREATE OR REPLACE FUNCTION audit_place(
    label text, key bigint, OUT file_model text, OUT file_id bigint, OUT holder_id bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    file_model := '';
    CASE label
{cases}
    ELSE
        NULL;
    END CASE;
END $$
"""
CASE = """
    WHEN '{label}' THEN
        file_model := '{file_model}';
        SELECT {file}, {holder} INTO file_id, holder_id FROM (
            SELECT to_jsonb(one) AS row FROM "{table}" one WHERE one."{pk}" = key
        ) changed;
"""


class UnavoidableSql(compiler.UpsertTriggerSql):
    """The library's triggers can be ignored by a setting, and who smuggles in SQL can set it. These cannot.

    The function belongs to the owner and runs as the owner: nobody else may write the trail.
    """

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
            {declare}
            BEGIN
                {func}
            END $$;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table} {referencing}
                FOR EACH {level} EXECUTE FUNCTION {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class ChangeTrigger(pgtrigger.Trigger):
    """One entry for each row that a statement added, changed or deleted."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    declare = [("asker", "record")]

    def __init__(self, place: Place, act: str) -> None:
        self.place, self.act = place, act
        super().__init__(name=f"trail_{act}", operation=OPERATION[act], referencing=ROWS[act])

    def get_func(self, model: Any) -> str:
        source = "old_rows" if self.act == DELETED else "new_rows"
        rows = SINGLE.format(source=source)
        if self.act == CHANGED:
            unwatched = "{" + ",".join(UNWATCHED) + "}"
            rows = PAIRS.format(key=model._meta.pk.column, unwatched=unwatched)
        return BODY.format(
            source=source,
            rows=rows,
            verb=f"{model._meta.model_name}.{self.act}",
            label=model._meta.label,
            key=key_sql(model, "changed.row"),
            file_model=self.place.file_model,
            file=self.place.file_sql("changed.row"),
            holder=self.place.holder_sql("changed.row"),
        )

    def compile(self, model: Any) -> compiler.Trigger:
        sql = UnavoidableSql(
            pgid=self.get_pgid(model),
            declare=self.render_declare(model),
            func=self.render_func(model),
            table=model._meta.db_table,
            when=self.when,
            operation=self.operation,
            referencing=self.referencing or "",
            level=self.level,
        )
        return compiler.Trigger(name=self.name, sql=sql)


_places: dict[str, Place] = {}


def watch(place: Place) -> None:
    """Declares that every change of rows of this model leaves an entry."""
    _places[place.model._meta.label] = place
    for act in OPERATION:
        ChangeTrigger(place, act).register(place.model)  # type: ignore[arg-type]  # it means the class


def watched_models() -> list[type[Model]]:
    return [place.model for place in _places.values()]


def watching() -> Iterator[tuple[type[Model], ChangeTrigger]]:
    """Each watched model with each of its triggers."""
    for model, trigger in registry.registered():
        if isinstance(trigger, ChangeTrigger):
            yield cast(type[Model], model), trigger


def fingerprint() -> str:
    """Changes whenever the database would have to be brought up to the declaration."""
    return " ".join(sorted(trigger.compile(cast(Any, model)).hash for model, trigger in watching())) + place_function()


def place_function() -> str:
    """The function that says of any watched row which file and organisation it belongs to."""
    cases = [
        CASE.format(
            label=label,
            file_model=place.file_model,
            file=place.file_sql("changed.row"),
            holder=place.holder_sql("changed.row"),
            table=place.model._meta.db_table,
            pk=place.model._meta.pk.column,
        ).strip("\n")
        for label, place in sorted(_places.items())
    ]
    return PLACE.format(cases="\n".join(cases))


# --- Into the database -------------------------------------------------------------------------------------

INSTALLED = """
SELECT tgname, obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_%' AND tgenabled = 'O'
"""
IS_READY = "SELECT to_regprocedure('audit_place(text, bigint)') IS NOT NULL"


def install(using: str = "default") -> None:
    """Makes triggers and functions what is declared; what is right already stays."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(INSTALLED)
        found, tables = dict(cursor.fetchall()), set(connection.introspection.table_names(cursor))
        places = {label: place for label, place in _places.items() if place.model._meta.db_table in tables}
        if len(places) == len(_places):
            cursor.execute(place_function())
        for model, trigger in watching():
            table: Any = model
            wanted = found.get(trigger.get_pgid(table)) != trigger.compile(table).hash
            if wanted and model._meta.label in places:
                trigger.install(table, database=using)
    pgtrigger.prune(database=using)


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``. Emptying the tables of a test is no migration."""
    if "plan" not in kwargs:
        return
    with connections[using].cursor() as cursor:
        cursor.execute(IS_READY)
        is_ready = cursor.fetchone()[0]
    if is_ready:
        install(using)
