"""Staff: certificates of conduct, where a programme asks for them."""

from typing import Any

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.clearance import check_clearance, delete_clearance
from volunteers.forms.clearance import ClearanceForm
from volunteers.models import ClearanceCheck, Volunteer
from volunteers.permissions.volunteer import can_check_clearance
from volunteers.queries.clearance import due
from volunteers.queries.clearance_words import CLEARANCE_STATES
from volunteers.views.guards import GuardedRowMixin


class ClearanceListView(RolePermissionMixin, TemplateView):
    """Who has to show one, or a new one, in the coming weeks."""

    permission_required = "volunteers.check_clearance"
    template_name = "volunteers/clearance_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = due(self.request.user, timezone.localdate())
        return super().get_context_data(rows=[(row, *CLEARANCE_STATES[state]) for row, state in rows], **kwargs)


class ClearanceCheckView(GuardedRowMixin, ActionFormView):
    permission_required = "volunteers.check_clearance"
    template_name = "volunteers/clearance_check.html"
    form_class = ClearanceForm
    success_message = _("The certificate is noted.")

    def get_rows(self) -> Any:
        return Volunteer.objects.visible_to(self.request.user).select_related("programme")

    def may_act(self) -> bool:
        return can_check_clearance(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.get_absolute_url()
        return super().get_context_data(volunteer=self.row, back_url=back, confirm_label=_("Save"), **kwargs)

    def perform(self, form: ClearanceForm) -> ClearanceCheck:
        return check_clearance(self.row, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()


class ClearanceDeleteView(GuardedRowMixin, ActionFormView):
    """A note that was entered by mistake."""

    permission_required = "volunteers.check_clearance"
    template_name = "volunteers/clearance_delete.html"
    form_class = Form
    success_message = _("The note is deleted.")

    def get_rows(self) -> Any:
        return ClearanceCheck.objects.visible_to(self.request.user).select_related("volunteer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.volunteer.get_absolute_url()
        return super().get_context_data(check=self.row, back_url=back, confirm_label=_("Delete"), **kwargs)

    def perform(self, form: Form) -> Volunteer:
        return delete_clearance(self.row, by=self.request.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()
