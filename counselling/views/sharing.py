"""Showing a file to another controller, taking that back, and opening notes with a reason."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from counselling.actions.sharing import disclose_file, open_notes, withdraw_disclosure
from counselling.forms.sharing import DisclosureForm, NotesOpenForm
from counselling.models import BreakGlass, Client, Disclosure
from counselling.permissions import can_disclose_file, can_open_notes, can_withdraw_disclosure
from counselling.queries.sharing import recipients_for
from counselling.views.case import OfClientMixin
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.ui.views import ActionFormView

USUAL = datetime.timedelta(days=180)


class OfFileMixin(OfClientMixin):
    """A page about a file of the own organisation."""

    @property
    def client_id(self) -> int:
        return self.row.pk

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)


class FileDiscloseView(OfFileMixin, ActionFormView):
    form_class = DisclosureForm
    template_name = "counselling/file_disclose.html"
    confirm_label = _("Show the file")

    def may_act(self) -> bool:
        return can_disclose_file(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        recipients = recipients_for(self.request.user)[:2]
        today = timezone.localdate()
        only = recipients[0] if len(recipients) == 1 else None
        return {"recipient": only, "starts_on": today, "ends_on": today + USUAL}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"recipients": recipients_for(self.request.user)}

    def perform(self, form: DisclosureForm) -> Disclosure:
        return disclose_file(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        words = {"who": self.object.recipient, "day": formats.date_format(self.object.ends_on, "d.m.Y")}
        return _("The file is shown to %(who)s until %(day)s.") % words


class DisclosureWithdrawView(GuardedRowMixin, View):
    """One click: from now on the other controller finds nothing."""

    http_method_names = ["post"]

    def get_rows(self) -> Any:
        return Disclosure.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_withdraw_disclosure(self.request.user, self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        withdraw_disclosure(self.row, by=request.user)
        messages.success(request, _("The file is no longer shown."))
        return redirect("counselling:client_detail", self.row.client_id)


class NotesOpenView(OfFileMixin, ActionFormView):
    form_class = NotesOpenForm
    template_name = "counselling/notes_open.html"
    confirm_label = _("Open the notes")

    def may_act(self) -> bool:
        return can_open_notes(self.request.user, self.row)

    def perform(self, form: NotesOpenForm) -> BreakGlass:
        return open_notes(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        until = formats.time_format(timezone.localtime(self.object.expires_at), "H:i")
        return _("The notes of this file are open for you until %(time)s.") % {"time": until}
