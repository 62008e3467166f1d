"""Keeping what is being typed. Without an entry in the trail: nothing has been done yet, and nobody else sees it."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from counselling.models import Draft
from counselling.rules.draft import KEPT_FOR, MOST
from counselling.rules.ownership import check_one_controller
from ibs_portal.accounts.models import User


@transaction.atomic
def keep_draft(*, by: User, purpose: str, form: uuid.UUID, content: dict[str, list[str]]) -> Draft:
    """Keeps the content of one form in place of what was kept of it before; the oldest of more than five go.

    ``ValidationError`` with the code ``sent`` for a form that has been sent in the meantime.
    """
    controller_id = check_one_controller(by.organisation_id, by)
    draft, _is_new = Draft.objects.get_or_create(
        user=by, purpose=purpose, form=form, defaults={"controller_id": controller_id, "content": content}
    )
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.is_sent:
        raise ValidationError(_("This form has been sent already."), code="sent")
    draft.content, draft.saved_at = content, timezone.now()
    draft.full_clean(validate_unique=False)
    draft.save()
    kept = list(Draft.objects.waiting(by, purpose).values_list("pk", flat=True)[:MOST])
    Draft.objects.visible_to(by).filter(purpose=purpose).exclude(content=b"").exclude(pk__in=kept).delete()
    return draft


@transaction.atomic
def finish_draft(*, by: User, purpose: str, form: uuid.UUID) -> None:
    """The form has been sent: its draft is emptied, and what the page may still send of it is not kept."""
    Draft.objects.filter(user=by, purpose=purpose, form=form).update(content=b"", saved_at=timezone.now())


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    """Thrown away by who typed it."""
    Draft.objects.visible_to(by).filter(pk=draft.pk).delete()


@transaction.atomic
def erase_old_drafts(*, now: datetime.datetime, by: User | None = None) -> int:
    """Drafts that nobody went on with for seven days; returns how many."""
    erased, _by_model = Draft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    return erased
