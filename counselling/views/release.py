"""Releases from confidentiality: entered, printed, signed, withdrawn."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.release import give_release, sign_release, withdraw_release
from counselling.documents.release import release_sheet
from counselling.forms.release import ReleaseForm, ReleaseSignForm, ReleaseWithdrawForm
from counselling.models import Client, ConfidentialityRelease
from counselling.permissions import can_share_file
from counselling.queries.clients import birth_date_text, primary_names
from counselling.views.paper import PaperMixin
from counselling.views.sharing import OfFileMixin
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.ui.views import ActionFormView

USUAL = datetime.timedelta(days=180)


class SharedFileMixin(OfFileMixin):
    """A form about a file of the own organisation; back and on to its page of what went to others."""

    def may_act(self) -> bool:
        return can_share_file(self.request.user, self.row)

    def back_url(self) -> str:
        return reverse("counselling:file_sharing", args=[self.client_id])


class ReleaseCreateView(SharedFileMixin, ActionFormView):
    form_class = ReleaseForm
    template_name = "counselling/release_create.html"

    def get_initial(self) -> dict[str, Any]:
        return {"valid_until": timezone.localdate() + USUAL, "partner": self.request.GET.get("partner", "")}

    def perform(self, form: ReleaseForm) -> ConfidentialityRelease:
        return give_release(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        if self.object.given_on:
            return _("The release holds until %(day)s.") % {"day": f"{self.object.valid_until:%d.%m.%Y}"}
        return _("Prepared. Print it, have it signed, then enter the day of the signature.")


class OfReleaseMixin(SharedFileMixin):
    @property
    def client_id(self) -> int:
        return self.row.client_id

    def get_rows(self) -> Any:
        rows = ConfidentialityRelease.objects.with_file_open_to(self.request.user)
        return rows.select_related("client__centre", "controller", "partner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(release=self.row, **kwargs)


class ReleaseSignView(OfReleaseMixin, ActionFormView):
    form_class = ReleaseSignForm
    template_name = "counselling/release_sign.html"
    confirm_label = _("Save")

    def get_initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate()}

    def perform(self, form: ReleaseSignForm) -> ConfidentialityRelease:
        return sign_release(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        day = formats.date_format(self.object.valid_until, "d.m.Y")
        return _("The release holds until %(day)s.") % {"day": day}


class ReleaseWithdrawView(OfReleaseMixin, ActionFormView):
    """Never refused. What is open under it is named before and flagged after."""

    form_class = ReleaseWithdrawForm
    template_name = "counselling/release_withdraw.html"
    confirm_label = _("Note the withdrawal")

    def perform(self, form: ReleaseWithdrawForm) -> ConfidentialityRelease:
        return withdraw_release(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        count = self.object.referrals.flagged().count()
        if not count:
            return _("The release is withdrawn. Nothing was open under it.")
        return ngettext(
            "The release is withdrawn. %(count)s referral is still open: the partner has to be told.",
            "The release is withdrawn. %(count)s referrals are still open: the partner has to be told.",
            count,
        ) % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(open_referrals=list(self.row.referrals.open()), **kwargs)


class ReleaseDiscardView(GuardedRowMixin, View):
    """One click for a paper that nobody signed; what was signed is withdrawn instead."""

    http_method_names = ["post"]

    def get_rows(self) -> Any:
        return ConfidentialityRelease.objects.with_file_open_to(self.request.user).filter(given_on=None)

    def may_act(self) -> bool:
        return can_share_file(self.request.user, self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        withdraw_release(self.row, by=request.user, how=ConfidentialityRelease.How.DISCARDED)
        messages.success(request, _("The paper that was not signed is discarded."))
        return redirect("counselling:file_sharing", self.row.client_id)


class ReleasePrintView(PaperMixin, GuardedRowMixin, TemplateView):
    """The form to sign, in German and in the person's language."""

    template_name = "counselling/release_print.html"

    def get_rows(self) -> Any:
        rows = ConfidentialityRelease.objects.with_file_open_to(self.request.user)
        return rows.select_related("client__centre", "controller", "partner")

    def may_act(self) -> bool:
        return can_share_file(self.request.user, self.row)

    def paper_client(self) -> Client:
        return self.row.client

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        client = self.row.client
        name = primary_names([client.pk]).get(client.pk, client.file_number)
        sheet = release_sheet(self.row, name=name, birth=birth_date_text(client), second=self.second)
        return super().get_context_data(release=self.row, sheet=sheet, centre=client.centre, **kwargs)
