"""Ending the own companionship: for the volunteer and for the skilled worker alike."""

from typing import Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy

from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.match import end_match
from volunteers.forms.match import OwnEndForm
from volunteers.models import Match
from volunteers.permissions.matching import can_end_own_match
from volunteers.views.my_match import WORKER_PAGES, OwnMatchMixin


class MyMatchEndView(OwnMatchMixin, ActionFormView):
    """Reason, a word of thanks, done: the place is free, and the other side has a mail."""

    form_class = OwnEndForm
    template_name = "volunteers/my_match_end.html"
    success_url = reverse_lazy("volunteers:my_home")
    success_message = gettext_lazy("The companionship has ended. Thank you for the time you gave.")

    def may_act(self) -> bool:
        return can_end_own_match(self.request.user, self.row, self.side)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"side": self.side}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.success_url, side=self.side, **kwargs)

    def perform(self, form: OwnEndForm) -> Match:
        today = timezone.localdate()
        with errand(match=self.row.pk, side=self.side):
            return end_match(self.row, by=self.request.user, on=today, side=self.side, **form.cleaned_data)


class WorkerMatchEndView(MyMatchEndView):
    permission_required = WORKER_PAGES
    side = "worker"
    success_url = reverse_lazy("volunteers:worker_home")
    success_message = gettext_lazy("The companionship has ended. Thank you for telling us.")
