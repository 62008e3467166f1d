"""What holds on every page of the set-up, whichever area registered it.

The set-up runs in a role of the database that may not look at anybody's file. So Django admin must not go there
either: not to list what hangs on a row that is deleted, not by a filter in the address. ``SetupSite`` puts this
in front of every admin class, so none can forget it.
"""

from collections.abc import Iterable, Sized
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ibs_portal.database import roles
from ibs_portal.database.access import grants

LOOKUP_SEPARATOR = "__"
# No list may be filtered by these, not even by somebody who may change them.
SECRETS = {("accounts_user", "password")}
MANY = 5


def rights_on(table: str) -> str:
    """Letters of what the set-up may do on a table (``access.py``)."""
    return grants().get(table, {}).get(roles.SETUP, "")


def may_read(model: type[Model]) -> bool:
    return "r" in rights_on(model._meta.db_table)


class Reach(NestedObjects):
    """Collects what goes with a row, as far as the set-up can see; ``is_in_use`` asks for the rest."""

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> QuerySet:
        if not may_read(related_model):
            return related_model._base_manager.none()
        return super().related_objects(related_model, related_fields, objs)

    def needs_more_rights(self) -> bool:
        """Whether rows would go or change that the set-up may only read."""
        gone = any(rows and "d" not in rights_on(model._meta.db_table) for model, rows in self.data.items())
        changed = (
            any(len(cast(Sized, row)) for row in rows) and "u" not in rights_on(field.model._meta.db_table)
            for (field, _value), rows in self.field_updates.items()
        )
        return gone or any(changed)

    def is_held_from_outside(self) -> bool:
        """Whether rows that the set-up cannot see refer to one of these."""
        found = [(model._meta.db_table, row.pk) for model, rows in self.data.items() for row in rows]
        with connection.cursor() as cursor:
            for table, key in found:
                # Keys of other kinds have no rows that refer to them from outside.
                if isinstance(key, int):
                    cursor.execute("SELECT portal_is_in_use(%s::text::regclass, %s)", [table, key])
                    if cursor.fetchone()[0]:
                        return True
        return False


def reach_of(rows: Any) -> Reach:
    """``rows`` are a list or a queryset of one kind."""
    reach = Reach("default", origin=rows)
    reach.collect(rows)
    return reach


def is_in_use(row: Model) -> bool:
    """Whether a row must stay, because something refers to it, seen or unseen."""
    reach = reach_of([row])
    return bool(reach.protected) or reach.needs_more_rights() or reach.is_held_from_outside()


def looks_where_it_may(model: type[Model], lookup: str) -> bool:
    """Whether a filter of the address stays in tables that the set-up reads, and away from secrets."""
    for part in lookup.split(LOOKUP_SEPARATOR):
        if (model._meta.db_table, part) in SECRETS:
            return False
        try:
            field = model._meta.get_field(model._meta.pk.name if part == "pk" else part)
        except FieldDoesNotExist:
            return True  # "icontains" and the like
        if not field.is_relation:
            return True
        steps = getattr(field, "path_infos", ())
        if not steps or not all(may_read(step.to_opts.model) for step in steps):
            return False
        model = steps[-1].to_opts.model
    return True


class SetUpAdmin(ModelAdmin):
    """Offers what the database lets the set-up do: deletes what nothing hangs on and says so otherwise, filters
    only by what it may see."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._has_right("r") and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._has_right("c") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._has_right("u") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._has_right("d") and super().has_delete_permission(request, obj)

    def _has_right(self, letter: str) -> bool:
        return letter in rights_on(self.model._meta.db_table)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return looks_where_it_may(self.model, lookup) and super().lookup_allowed(lookup, value, request)

    def get_changelist_formset(self, request: HttpRequest, **options: Any) -> Any:
        """Fields inside a list have no label beside them; each says which column it is."""
        formset = super().get_changelist_formset(request, **options)
        for field in formset.form.base_fields.values():
            field.widget.attrs["aria-label"] = field.label
        return formset

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Names of what goes; of what is in the way nothing but that it is."""
        reach = reach_of(objs)
        names = [f"{row._meta.verbose_name}: {row}" for row in cast(Iterable[Model], objs)]
        kinds = {
            str(model._meta.verbose_name_plural): len(rows)
            for model, rows in cast(dict[Any, Any], reach.model_objs).items()
        }
        return names, kinds, set(), [self.in_use_sentence(row) for row in objs if is_in_use(row)]

    @staticmethod
    def in_use_sentence(row: Model) -> str:
        sentence = _("“%(name)s” is in use, also by rows that the set-up does not show. Switch it off instead.")
        return sentence % {"name": row}

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_delete_permission(request, row) or not is_in_use(row):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, self.in_use_sentence(row))
        opts = self.opts
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[object_id]))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if "delete_selected" in actions:
            _function, name, words = actions["delete_selected"]
            actions["delete_selected"] = (delete_unused, name, words)
        return actions

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        reach_of([obj]).delete()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        reach_of(queryset).delete()


def delete_unused(admin: SetUpAdmin, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """The action of the lists: all of them or none."""
    used = [row for row in queryset if is_in_use(row)]
    for row in used[:MANY]:
        messages.error(request, admin.in_use_sentence(row))
    if more := len(used[MANY:]):
        words = ngettext("%(count)s more is in use.", "%(count)s more are in use.", more)
        messages.error(request, words % {"count": more})
    return None if used else delete_selected(admin, request, queryset)
