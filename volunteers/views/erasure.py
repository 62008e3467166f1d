"""Staff: what will be erased and when, and holding it with a reason."""

from typing import Any

from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.erasure import hold_erasure
from volunteers.forms.erasure import ErasureHoldForm
from volunteers.models import Erasure
from volunteers.views.guards import GuardedRowMixin
from volunteers.views.pages import page_of

WATCH = "volunteers.watch_erasures"


class ErasureListView(RolePermissionMixin, TemplateView):
    """Open ones first by day; below, the records of those that are done, which name nobody."""

    permission_required = WATCH
    template_name = "volunteers/erasure_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Erasure.objects.visible_to(self.request.user)
        done = rows.exclude(erased_on=None).order_by("-erased_on", "-pk")
        page = page_of(rows.open().select_related("volunteer", "worker"), self.request)
        return super().get_context_data(**page, done=done[:20], today=timezone.localdate(), **kwargs)


class ErasureHoldView(GuardedRowMixin, ActionFormView):
    permission_required = WATCH
    form_class = ErasureHoldForm
    template_name = "volunteers/erasure_hold.html"
    success_url = reverse_lazy("volunteers:erasure_list")
    success_message = _("The erasure is held. The person reads why.")

    def get_rows(self) -> Any:
        return Erasure.objects.visible_to(self.request.user).open().select_related("volunteer", "worker")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            erasure=self.row, back_url=self.success_url, confirm_label=_("Hold the erasure"), **kwargs
        )

    def perform(self, form: ErasureHoldForm) -> Erasure:
        return hold_erasure(self.row, by=self.request.user, today=timezone.localdate(), **form.cleaned_data)
