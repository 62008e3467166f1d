"""Referrals: told of a service, referred with personal data, answered; letter and slip on paper."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from counselling.actions.referral import answer_referral, give_information, print_letter, refer_client
from counselling.documents.slip import slip_sheet
from counselling.forms.referral import AnswerForm, InformForm, ReferralForm
from counselling.models import Client, ConfidentialityRelease, Matter, Referral
from counselling.permissions import can_share_file
from counselling.queries.clients import birth_date_text
from counselling.views.paper import PaperMixin
from counselling.views.release import SharedFileMixin
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.ui.views import ActionFormView

ASK_AFTER = datetime.timedelta(days=21)


class ReferralInformView(SharedFileMixin, ActionFormView):
    form_class = InformForm
    template_name = "counselling/referral_inform.html"
    success_message = _("Noted. A slip for the person can be printed.")

    def get_initial(self) -> dict[str, Any]:
        return {"referred_on": timezone.localdate(), "partner": self.request.GET.get("partner", "")}

    def perform(self, form: InformForm) -> Referral:
        return give_information(self.row, by=self.request.user, **form.cleaned_data)


class ReferralCreateView(SharedFileMixin, ActionFormView):
    """Only with a release; without one the page leads to the form for it."""

    form_class = ReferralForm
    template_name = "counselling/referral_create.html"
    success_message = _("The referral is in the file. The letter can be printed.")

    def get_initial(self) -> dict[str, Any]:
        today, chosen = timezone.localdate(), self.request.GET.get("release", "")
        if not chosen:
            valid = list(self.releases().valid_on(today).values_list("pk", flat=True)[:2])
            chosen = valid[0] if len(valid) == 1 else ""
        return {"referred_on": today, "ask_again_on": today + ASK_AFTER, "release": chosen}

    def releases(self) -> Any:
        return ConfidentialityRelease.objects.with_file_open_to(self.request.user).filter(client=self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"releases": self.releases()}

    def perform(self, form: ReferralForm) -> Referral:
        return refer_client(self.row, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"has_release": form.is_bound or form.fields["release"].queryset.exists()}


class OfReferralMixin(SharedFileMixin):
    @property
    def client_id(self) -> int:
        return self.row.client_id

    def get_rows(self) -> Any:
        rows = Referral.objects.with_file_open_to(self.request.user)
        return rows.select_related("client__centre", "controller", "partner", "release", "by")


class ReferralAnswerView(OfReferralMixin, ActionFormView):
    form_class = AnswerForm
    template_name = "counselling/referral_answer.html"
    success_message = _("The answer has been noted.")
    confirm_label = _("Save")

    def get_initial(self) -> dict[str, Any]:
        row = self.row
        answer = "" if row.answer == Referral.Answer.PENDING else row.answer
        answered_on = row.answered_on or timezone.localdate()
        return {"answer": answer, "answered_on": answered_on, "answer_text": row.answer_text}

    def perform(self, form: AnswerForm) -> Referral:
        return answer_referral(self.row, by=self.request.user, **form.cleaned_data)


class ReferralLetterView(OfReferralMixin, TemplateView):
    """The letter to the partner, while the release holds. Mail never carries what stands in it."""

    template_name = "counselling/referral_letter.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            print_letter(self.row, by=request.user)
        except ValidationError as refused:
            for sentence in refused.messages:
                messages.error(request, sentence)
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        client = self.row.client
        with_identity = Matter.IDENTITY in self.row.matters
        return super().get_context_data(
            referral=self.row,
            client=client,
            birth=birth_date_text(client) if with_identity else "",
            with_identity=with_identity,
            **kwargs,
        )


class ReferralSlipView(PaperMixin, GuardedRowMixin, TemplateView):
    """What the person takes along: facts of the service in two languages, nothing about her."""

    template_name = "counselling/referral_slip.html"

    def get_rows(self) -> Any:
        rows = Referral.objects.with_file_open_to(self.request.user).filter(partner__isnull=False)
        return rows.select_related("client__centre", "partner", "controller")

    def may_act(self) -> bool:
        return can_share_file(self.request.user, self.row)

    def paper_client(self) -> Client:
        return self.row.client

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = reverse("counselling:file_sharing", args=[self.row.client_id])
        sheet = slip_sheet(self.row.partner, second=self.second)
        return super().get_context_data(
            partner=self.row.partner, centre=self.row.client.centre, sheet=sheet, back_url=back_url, **kwargs
        )
