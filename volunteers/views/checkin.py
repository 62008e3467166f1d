"""How is it going: the page behind the link in the mail, and what the desk does with the answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.checkin import answer_checkin, settle_checkin
from volunteers.emails.checkin import CHECKIN
from volunteers.forms.checkin import CheckInForm, CheckInRecordForm
from volunteers.models import CheckIn
from volunteers.permissions.matching import can_record_checkin
from volunteers.queries.checkins import my_checkins
from volunteers.queries.narrow import cards
from volunteers.rules.checkin import check_checkin
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.links import SignedLinkView


def own_questions(user: Any) -> list[dict[str, Any]]:
    """Open questions for the own page; the way to answer is the same as from the mail."""
    language = get_language() or "de"
    return [
        {"pk": own.checkin.pk, "name": own.name, "url": CHECKIN.path(language, checkin=own.checkin.pk)}
        for own in my_checkins(user)
    ]


class CheckInAnswerView(SignedLinkView):
    """Three buttons, one click; then a sentence may be added and the answer changed."""

    link = CHECKIN
    form_class = CheckInForm
    template_name = "volunteers/checkin_answer.html"

    def find(self, *, checkin: int) -> None:
        with errand(checkin=checkin):
            self.checkin = CheckIn.objects.select_related("match", "programme__organisation").get(pk=checkin)
            self.programme = self.checkin.programme
            self.other = cards().get((self.checkin.match_id, self.checkin.side))
        check_checkin(is_under_way=self.checkin.match.is_active)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"checkin": self.checkin}

    def get_form(self, form_class: Any = None) -> Any:
        return None if self.problem else super().get_form(form_class)

    def perform(self, form: CheckInForm) -> CheckIn:
        user = self.request.user
        with errand(checkin=self.checkin.pk):
            return answer_checkin(
                self.checkin, by=user if user.is_authenticated else None, now=timezone.now(), **form.cleaned_data
            )

    def get_success_url(self) -> str:
        return self.request.path + ("?danke" if "send" in self.request.POST else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.problem:
            kwargs |= {"checkin": self.checkin, "other": self.other, "is_done": "danke" in self.request.GET}
        return super().get_context_data(**kwargs)


class OfCheckInMixin(GuardedRowMixin):
    permission_required = "volunteers.approve_match"

    def get_rows(self) -> Any:
        rows = CheckIn.objects.visible_to(self.request.user)
        return rows.select_related("match", "volunteer", "worker", "programme__organisation")

    def may_act(self) -> bool:
        return can_record_checkin(self.request.user, self.row)

    def get_success_url(self) -> str:
        return reverse("volunteers:match_detail", args=[self.row.match_id])


class CheckInRecordView(OfCheckInMixin, ActionFormView):
    """Somebody answered by phone or at the desk: the coordinator writes it down, and how."""

    form_class = CheckInRecordForm
    template_name = "volunteers/checkin_record.html"
    success_message = gettext_lazy("The answer is recorded.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"checkin": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            checkin=self.row, back_url=self.get_success_url(), confirm_label=_("Save"), **kwargs
        )

    def perform(self, form: CheckInRecordForm) -> CheckIn:
        return answer_checkin(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)


class CheckInSettleView(OfCheckInMixin, View):
    """One click: we have talked."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        settle_checkin(self.row, by=request.user, now=timezone.now())
        return redirect(self.get_success_url())
