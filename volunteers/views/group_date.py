"""Staff: dates of a group, and requests to join it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from ibs_portal.ui.views import ActionFormView
from volunteers.actions.group_date import cancel_date, create_date, note_visits
from volunteers.actions.group_request import accept_request, decline_request
from volunteers.forms.group_date import GroupDateForm, VisitForm
from volunteers.models import CompanionGroup, GroupDate, GroupRequest
from volunteers.queries.groups import members_on
from volunteers.views.guards import GuardedRowMixin


class GroupDateCreateView(GuardedRowMixin, ActionFormView):
    permission_required = "volunteers.change_group"
    template_name = "volunteers/group_date_create.html"
    form_class = GroupDateForm
    success_message = gettext_lazy("The date is made. The members get a mail.")

    def get_rows(self) -> Any:
        return CompanionGroup.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.get_absolute_url()
        return super().get_context_data(group=self.row, back_url=back, confirm_label=_("Make the date"), **kwargs)

    def perform(self, form: GroupDateForm) -> GroupDate:
        return create_date(self.row, by=self.request.user, now=timezone.now(), **form.details())

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()


class OneDateMixin(GuardedRowMixin):
    permission_required = "volunteers.change_group"

    def get_rows(self) -> Any:
        return GroupDate.objects.visible_to(self.request.user).select_related("group")  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        return self.row.group.get_absolute_url()


class GroupDateCancelView(OneDateMixin, ActionFormView):
    template_name = "volunteers/group_date_cancel.html"
    form_class = Form
    success_message = gettext_lazy("The date is cancelled. The members get a mail.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.group.get_absolute_url()
        return super().get_context_data(date=self.row, back_url=back, confirm_label=_("Cancel the date"), **kwargs)

    def perform(self, form: Form) -> GroupDate:
        return cancel_date(self.row, by=self.request.user, now=timezone.now())


class GroupDateAttendView(OneDateMixin, ActionFormView):
    """Who was there, in minutes."""

    template_name = "volunteers/group_date_attend.html"
    form_class = VisitForm
    success_message = gettext_lazy("It is noted who was there.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": members_on(self.row)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.group.get_absolute_url()
        return super().get_context_data(date=self.row, back_url=back, confirm_label=_("Save"), **kwargs)

    def perform(self, form: VisitForm) -> GroupDate:
        return note_visits(self.row, minutes=form.minutes(), by=self.request.user, now=timezone.now())


class GroupRequestAnswerView(GuardedRowMixin, View):
    """Yes or no to somebody who asked for a place."""

    http_method_names = ["post"]
    permission_required = "volunteers.change_group"

    def get_rows(self) -> Any:
        return GroupRequest.objects.visible_to(self.request.user).select_related("group", "volunteer")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        is_yes = request.POST.get("answer") == "yes"
        try:
            (accept_request if is_yes else decline_request)(self.row, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.row.group.get_absolute_url())
        words = _("%(name)s is now in the group.") if is_yes else _("%(name)s gets a mail that there is no place.")
        messages.success(request, words % {"name": self.row.volunteer.name})
        return redirect(self.row.group.get_absolute_url())
