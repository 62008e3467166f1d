"""What one recorded oneself, and taking back a slip."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.contact import undo_contact
from counselling.models import Channel, Contact
from counselling.queries.lists import contact_rows
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin


class ContactListView(RolePermissionMixin, SheetMixin, TemplateView):
    """What one recorded oneself: today, another day, or all of it."""

    permission_required = "counselling.create_contact"
    template_name = "counselling/contact_list.html"
    sheet_name = "kontakte"
    sheet_title = _("My contacts")
    sheet_columns = (
        (_("When"), "at"),
        (_("Person"), lambda row: row["name"] or gettext("Anonymous")),
        (_("Topics"), "topics"),
        (_("Language"), "language_name"),
        (_("Channel"), lambda row: Channel(row["channel"]).label),
        (_("Minutes"), "minutes"),
        (_("persons"), "persons_counted"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_all, after = bool(self.request.GET.get("all")), self.request.GET.get("after", "")
        day = None if is_all else timezone.localdate()
        rows, older = contact_rows(self.request.user, day=day, after=after)
        return super().get_context_data(
            **kwargs, rows=rows, older_url=older_url(self.request, older), is_all=is_all, after=after
        )


class ContactUndoView(GuardedRowMixin, View):
    """Takes a slip back: own contact, within ten minutes."""

    def get_rows(self) -> Any:
        return Contact.objects.recorded_by(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        try:
            undo_contact(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The contact has been taken back."))
        return redirect("counselling:contact_create")
