"""Follow-ups: the list, one click when done, another day."""

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.followup import finish_followup, postpone_followup, set_followup
from counselling.forms.followup import FollowUpForm, FollowUpPostponeForm
from counselling.models import Client, FollowUp
from counselling.permissions import can_change_followup
from counselling.queries.casework import colleagues
from counselling.queries.lists import followup_rows
from counselling.views.case import OfClientMixin
from counselling.views.last_move import last_move
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


class FollowUpListView(RolePermissionMixin, SheetMixin, TemplateView):
    permission_required = "counselling.view_client_file"
    template_name = "counselling/followup_list.html"
    sheet_name = "wiedervorlagen"
    sheet_title = _("Follow-ups")
    sheet_columns = (
        (_("Due"), "due_on"),
        (_("What"), "text"),
        (_("Person"), "name"),
        (_("Case"), "case__number"),
        (_("Who"), "assigned_name"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        team, after = bool(self.request.GET.get("team")), self.request.GET.get("after", "")
        rows, older = followup_rows(self.request.user, team=team, after=after)
        return super().get_context_data(
            **kwargs,
            rows=rows,
            older_url=older_url(self.request, older),
            team=team,
            after=after,
            last_move=last_move(self.request),
        )


class FollowUpCreateView(OfClientMixin, ActionFormView):
    form_class = FollowUpForm
    template_name = "counselling/followup_create.html"

    @property
    def client_id(self) -> int:
        return self.row.pk

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return self.request.user.has_perm("counselling.change_followup")

    def get_initial(self) -> dict[str, Any]:
        return {"assigned_to": self.request.user, "due_on": timezone.localdate() + datetime.timedelta(days=7)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"colleagues": colleagues(self.request.user)}

    def perform(self, form: FollowUpForm) -> FollowUp:
        case = self.row.cases.open().first()
        return set_followup(self.row, by=self.request.user, case=case, **form.cleaned_data)

    def get_success_message(self) -> str:
        return _("Follow-up set for %(day)s.") % {"day": formats.date_format(self.object.due_on, "l, d.m.Y")}


class OfFollowUpMixin(GuardedRowMixin):
    def get_rows(self) -> Any:
        return FollowUp.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_change_followup(self.request.user, self.row)


class FollowUpDoneView(OfFollowUpMixin, View):
    """One click: done. ``next`` says where the click came from."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        finish_followup(self.row, by=request.user)
        messages.success(request, _("Follow-up done: %(text)s") % {"text": self.row.text})
        return redirect(came_from(request) or reverse("counselling:followup_list"))


class FollowUpPostponeView(OfFollowUpMixin, OfClientMixin, ActionFormView):
    form_class = FollowUpPostponeForm
    template_name = "counselling/followup_postpone.html"

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": max(self.row.due_on, timezone.localdate()) + datetime.timedelta(days=7)}

    def perform(self, form: FollowUpPostponeForm) -> FollowUp:
        return postpone_followup(self.row, by=self.request.user, due_on=form.cleaned_data["due_on"])

    def get_success_url(self) -> str:
        return came_from(self.request) or reverse("counselling:followup_list")

    def get_success_message(self) -> str:
        return _("Put off to %(day)s.") % {"day": formats.date_format(self.object.due_on, "l, d.m.Y")}


def came_from(request: HttpRequest) -> str:
    """The address in ``next``, if it is one of this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else ""
