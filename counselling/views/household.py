"""The household of a file: who belongs to it, joining, correcting, leaving."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from counselling.actions.household import add_member, change_member, leave_household, link_file
from counselling.forms.household import (
    HouseholdChangeForm,
    HouseholdLeaveForm,
    HouseholdLinkForm,
    HouseholdMemberForm,
)
from counselling.models import Client, HouseholdMember
from counselling.permissions import can_change_client
from counselling.queries.clients import find_clients
from counselling.queries.household import household_page, members_of
from counselling.views.file import FilePageMixin
from counselling.views.sharing import OfFileMixin
from ibs_portal.ui.views import ActionFormView

FOUND_AT_MOST = 8


class HouseholdDetailView(FilePageMixin, TemplateView):
    template_name = "counselling/household_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(household=household_page(self.request.user, self.row), **kwargs)


class OfHouseholdMixin(OfFileMixin):
    """A page below the household of a file; the first number of the address is the client's."""

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def back_url(self) -> str:
        return reverse("counselling:household_detail", args=[self.row.pk])

    @cached_property
    def member(self) -> HouseholdMember:
        """Somebody who lives there now; for others the address leads nowhere."""
        return get_object_or_404(members_of(self.request.user, self.row).current(), pk=self.kwargs["member"])


class HouseholdMemberCreateView(OfHouseholdMixin, ActionFormView):
    form_class = HouseholdMemberForm
    template_name = "counselling/household_member_create.html"
    success_message = _("The person has been added to the household.")

    def get_initial(self) -> dict[str, Any]:
        return {"joined_on": timezone.localdate(), "is_co_advised": True}

    def perform(self, form: HouseholdMemberForm) -> HouseholdMember:
        return add_member(self.row, by=self.request.user, **form.cleaned_data)


class HouseholdLinkView(OfHouseholdMixin, ActionFormView):
    """Finds the other file first; ``q`` stays in the address."""

    form_class = HouseholdLinkForm
    template_name = "counselling/household_link.html"
    success_message = _("Both files are one household now.")

    @cached_property
    def hits(self) -> list[Any]:
        found = find_clients(self.request.user, self.request.GET.get("q", "").strip(), limit=FOUND_AT_MOST)
        return [hit for hit in found if hit.pk != self.row.pk]

    def get_initial(self) -> dict[str, Any]:
        return {"joined_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"hits": self.hits}

    def perform(self, form: HouseholdLinkForm) -> HouseholdMember:
        data = dict(form.cleaned_data)
        other = get_object_or_404(Client.objects.with_file_open_to(self.request.user), pk=data.pop("other"))
        return link_file(self.row, by=self.request.user, other=other, **data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hits=self.hits, q=self.request.GET.get("q", ""), **kwargs)


class HouseholdMemberUpdateView(OfHouseholdMixin, ActionFormView):
    form_class = HouseholdChangeForm
    template_name = "counselling/household_member_update.html"
    success_message = _("The changes have been saved.")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.member, name) for name in ("relation", "birth_year", "is_co_advised")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"member": self.member}

    def perform(self, form: HouseholdChangeForm) -> HouseholdMember:
        return change_member(self.member, by=self.request.user, **form.cleaned_data)


class HouseholdLeaveView(OfHouseholdMixin, ActionFormView):
    form_class = HouseholdLeaveForm
    template_name = "counselling/household_leave.html"
    confirm_label = _("Leaves the household")
    success_message = _("The person has left the household.")

    def get_initial(self) -> dict[str, Any]:
        return {"ended_on": timezone.localdate()}

    def perform(self, form: HouseholdLeaveForm) -> HouseholdMember:
        return leave_household(self.member, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(member=self.member, **kwargs)
