"""Putting two files of one person together, and taking them apart again.

The rows of the file that goes are moved by a function of the database (``counselling_merge_move``): whoever merges
may not read all of them, notes for example. It walks the foreign keys that the database has, so that no table is
forgotten. What is written to the file afterwards lands in the kept one (``counselling_follow_merge``).
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.actions.finding import write_keys
from counselling.models import Client, ClientMerge, NameKeys
from counselling.models.merge import UNDO_FOR
from counselling.rules.merging import MERGE, fields_of
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User
from ibs_portal.audit.trail import record


@transaction.atomic
def merge_clients(client: Client, merged: Client, *, by: User, chosen: Iterable[str] = ()) -> ClientMerge:
    """Moves everything of ``merged`` to ``client``. ``chosen`` names the facts that are taken from the other file.

    Only for heads of a centre (``counselling.merge_clients``). ``ValidationError`` if one of them has been merged
    or belongs to another organisation.
    """
    if client.pk == merged.pk:
        raise ValidationError(_("This is one and the same file."), code="same")
    _check_may(by)
    kept, gone = _locked(client, merged)
    check_one_controller(by.organisation_id, by, kept, gone)
    _check_whole(kept, gone)
    _check_restriction(kept, gone)
    names = fields_of(chosen)
    before = {name: _plain(getattr(kept, name)) for name in names}
    moved = _move(kept, gone)
    for name in names:
        setattr(kept, name, getattr(gone, name))
    kept.version, gone.version, gone.merged_into = kept.version + 1, gone.version + 1, kept
    kept.full_clean()
    kept.save()
    gone.save(update_fields=["version", "merged_into"])
    NameKeys.objects.filter(client=gone).delete()
    write_keys([kept], by=by)
    merge = ClientMerge(controller_id=kept.controller_id, client=kept, merged=gone, by=by, moved=moved, before=before)
    merge.full_clean()
    merge.save()
    record("client.merged", kept, by=by, fields=[*names, "names"], reason=f"{gone.file_number}")
    return merge


@transaction.atomic
def undo_merge(merge: ClientMerge, *, by: User) -> ClientMerge:
    """Everything back where it was: rows, names, values. Values that somebody changed since then stay as they are.

    ``ValidationError`` after thirty days, if it has been undone, or if the kept file has been merged since.
    """
    _check_may(by)
    merge = ClientMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    check_one_controller(by.organisation_id, by, merge)
    if merge.undone_at is not None:
        raise ValidationError(_("This merge has been undone already."), code="undone")
    if timezone.now() - merge.at > UNDO_FOR:
        raise ValidationError(_("A merge can be undone for thirty days."), code="too_late")
    kept, gone = _locked(merge.client, merge.merged)
    if kept.merged_into_id is not None:
        raise ValidationError(_("The kept file has itself been merged since. Please undo that first."), code="merged")
    for name, value in merge.before.items():
        field: Any = Client._meta.get_field(name)
        if getattr(kept, name) == getattr(gone, name):
            setattr(kept, name, field.to_python(value))
    kept.version, gone.version, gone.merged_into = kept.version + 1, gone.version + 1, None
    kept.full_clean()
    kept.save()
    gone.save(update_fields=["version", "merged_into"])
    _ask("SELECT counselling_merge_undo(%s)", [merge.pk])
    write_keys([kept, gone], by=by)
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    record("client.merge_undone", kept, by=by, fields=[*merge.before, "names"], reason=f"{gone.file_number}")
    return merge


@transaction.atomic
def preview_merge(client: Client, merged: Client, *, by: User) -> list[dict[str, Any]]:
    """What ``merge_clients`` would move: the move itself, taken back at once."""
    _check_may(by)
    check_one_controller(by.organisation_id, by, client, merged)
    with transaction.atomic():
        moved = _move(client, merged)
        transaction.set_rollback(True)
    return moved


def _move(kept: Client, gone: Client) -> list[dict[str, Any]]:
    """What the database moved: a table, the keys that moved, and those that must stay as they would be double."""
    return _ask("SELECT counselling_merge_move(%s, %s)", [kept.pk, gone.pk])


def _ask(statement: str, values: list[int]) -> Any:
    """Links between rows are checked at once, so that what does not fit is a sentence and no broken page."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            answer = cursor.fetchone()[0]
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise ValidationError(
            _("These files cannot be put together: something in one does not fit the other."), code="does_not_fit"
        ) from error
    return json.loads(answer) if isinstance(answer, str) else answer


def _check_may(by: User) -> None:
    if not by.has_perm(MERGE):
        raise ValidationError(_("Only heads of a centre merge files."), code="not_allowed")


def _locked(client: Client, other: Client) -> tuple[Client, Client]:
    """Both files, always locked in the same order, so that two who merge at once wait for each other."""
    rows = Client.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([client.pk, other.pk])
    if len(rows) < 2:
        raise ValidationError(_("One of the files is no longer there."), code="gone")
    return rows[client.pk], rows[other.pk]


def _check_whole(*clients: Client) -> None:
    for client in clients:
        if client.merged_into_id is not None:
            raise ValidationError(
                _("File %(number)s has been merged into another one already.") % {"number": client.file_number},
                code="merged",
            )


def _check_restriction(kept: Client, gone: Client) -> None:
    """Nothing of a restricted file becomes open by being merged, and nothing open disappears."""
    if kept.is_restricted != gone.is_restricted:
        raise ValidationError(
            _("Only one of these files is restricted. Please restrict both or none before you merge them."),
            code="restricted",
        )


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))
