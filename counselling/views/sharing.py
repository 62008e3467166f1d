"""What of a file goes to whom: its page, showing it to another controller and back, opening notes with a reason."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.sharing import disclose_file, open_notes, withdraw_disclosure
from counselling.forms.sharing import DisclosureForm, NotesOpenForm
from counselling.models import BreakGlass, Client, Disclosure
from counselling.permissions import can_disclose_file, can_open_notes, can_withdraw_disclosure
from counselling.queries.disclosures import disclosure_rows
from counselling.queries.referrals import referrals_of, releases_of
from counselling.queries.sharing import disclosures_of, openings_of, recipients_for
from counselling.views.case import OfClientMixin
from counselling.views.file import FilePageMixin
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView

USUAL = datetime.timedelta(days=180)


class FileSharingView(FilePageMixin, TemplateView):
    """Everything that has gone to others, and who opened notes: one page of the file."""

    template_name = "counselling/file_sharing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, client = self.request.user, self.row
        may_disclose = can_disclose_file(user, client)
        disclosures = disclosures_of(user, client)
        for disclosure in disclosures:
            disclosure.can_withdraw = disclosure.can_be_withdrawn and (may_disclose or disclosure.by_id == user.pk)
        return super().get_context_data(
            releases=releases_of(user, client),
            referrals=referrals_of(user, client),
            disclosures=disclosures,
            can_disclose=may_disclose,
            openings=openings_of(user, client),
            can_open_notes=can_open_notes(user, client),
            **kwargs,
        )


class DisclosureListView(RolePermissionMixin, SheetMixin, TemplateView):
    """Both sides of the roof: what others show us, and with ``?ours=1`` what we show."""

    permission_required = "counselling.view_client_file"
    template_name = "counselling/disclosure_list.html"
    sheet_name = "offenlegungen"
    sheet_title = _("Files shown")
    sheet_columns = (
        (_("Person"), "name"),
        (_("Organisation"), "other"),
        (_("First day"), "starts_on"),
        (_("Last day"), "ends_on"),
        (_("What is shown"), "scope"),
        (_("Legal basis"), "basis"),
        (_("Reason"), "reason"),
        (_("Withdrawn"), "withdrawn_at"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ours, after = bool(self.request.GET.get("ours")), self.request.GET.get("after", "")
        rows, older = disclosure_rows(self.request.user, ours=ours, after=after)
        path = reverse("counselling:disclosure_list")
        directions = [
            {"label": _("Shown to us"), "url": path, "is_current": not ours},
            {"label": _("Shown by us"), "url": f"{path}?ours=1", "is_current": ours},
        ]
        return super().get_context_data(
            rows=rows, older_url=older_url(self.request, older), directions=directions, **kwargs
        )


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

    def back_url(self) -> str:
        return reverse("counselling:file_sharing", args=[self.client_id])

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
        return redirect("counselling:file_sharing", self.row.client_id)


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
