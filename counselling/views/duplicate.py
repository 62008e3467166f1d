"""Files that may be of one person: the list to look through, and saying that they are not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.duplicates import tell_apart
from counselling.models import Client
from counselling.models.ownership import VIEW_FILE
from counselling.permissions import can_change_client
from counselling.queries.duplicates import Lookalike, likely_same, pairs
from counselling.queries.lists import cursor
from counselling.rules.merging import MERGE
from counselling.rules.naming import WrittenName
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin

ANYWAY = "anyway"
MOST_KEYS = 20


class DuplicateListView(RolePermissionMixin, SheetMixin, TemplateView):
    """Pairs of files of the own house whose names are alike and whose births do not contradict each other."""

    permission_required = VIEW_FILE
    template_name = "counselling/duplicate_list.html"
    sheet_name = "doppel"
    sheet_title = _("Possible duplicates")
    sheet_permission = MERGE
    sheet_columns = (
        (_("File"), lambda pair: pair[0].number),
        (_("Name"), lambda pair: pair[0].name),
        (_("Born"), lambda pair: pair[0].birth),
        (_("Other file"), lambda pair: pair[1].number),
        (_("Name"), lambda pair: pair[1].name),
        (_("Born"), lambda pair: pair[1].birth),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = self.request.GET.get("after", "")
        rows, older = pairs(self.request.user, after=cursor(after, key_from, key_from))
        return super().get_context_data(
            **kwargs,
            rows=rows,
            after=after,
            older_url=older_url(self.request, older),
            can_merge=self.request.user.has_perm(MERGE),
        )


class ClientTellApartView(GuardedRowMixin, View):
    """Not the same person: one press of a button in the list."""

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("other", "")
        other = self.get_rows().filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        try:
            if other is None:
                raise ValidationError(_("The other file is no longer there."))
            tell_apart(self.row, other, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("They are not suggested as one person any more."))
        after = request.POST.get("after", "")
        place = f"?after={after}" if cursor(after, key_from, key_from) else ""
        return redirect(f"{reverse('counselling:duplicate_list')}{place}")


def key_from(text: str) -> int:
    """A key out of an address; ``ValueError`` for what is none or too long to be one."""
    if not text.isdecimal() or len(text) > 18:
        raise ValueError(text)
    return int(text)


class AdvisesMixin:
    """Before a new file is made, those that may be of the same person are shown, once: advice and no wall.

    Give it ``names_to_compare()``. Who presses "None of these" makes the file, and the pairs are remembered.
    """

    request: HttpRequest

    def names_to_compare(self) -> list[WrittenName]:
        raise NotImplementedError(f"{type(self).__name__} needs names_to_compare().")

    @cached_property
    def advised(self) -> list[Lookalike]:
        user = self.request.user
        return likely_same(user, self.names_to_compare()) if user.has_perm(VIEW_FILE) else []

    def is_advice_due(self) -> bool:
        return ANYWAY not in self.request.POST and bool(self.advised)

    def remember_apart(self, client: Client) -> None:
        """The files that were shown, and that this one is not."""
        keys = [int(key) for key in self.request.POST.getlist("apart") if key.isdecimal() and len(key) < 19]
        others = Client.objects.with_file_open_to(self.request.user).filter(pk__in=keys[:MOST_KEYS])
        for other in others.exclude(pk=client.pk):
            tell_apart(client, other, by=self.request.user)
