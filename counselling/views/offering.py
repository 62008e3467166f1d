"""Phone, e-mail and services with hours of their own; and when a colleague can be spoken to."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counselling.actions.consultation import set_consultation_hours
from counselling.actions.offering import create_offering, update_offering
from counselling.forms.offering import ConsultationHoursForm, OfferingCreateForm, OfferingUpdateForm
from counselling.models import BookingCalendar, Offering, StaffMember
from counselling.permissions.consultation import can_set_consultation_hours
from counselling.queries.consultation import lines_of
from counselling.queries.people import name_of
from counselling.views.opening_edit import CentreFormView, here
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.ui.views import ActionFormView


class OfferingCreateView(CentreFormView):
    """Afterwards its week: without hours the public reads nothing of it."""

    form_class = OfferingCreateForm
    heading = _("Add an offer with hours of its own")
    success_message = _("Now enter its week. The website shows it as soon as it has hours.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return ActionFormView.get_form_kwargs(self)

    def perform(self, form: OfferingCreateForm) -> Offering:
        return create_offering(self.centre, by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("counselling:offering_week", args=[self.centre.slug, self.object.pk])


class OfferingUpdateView(CentreFormView):
    form_class = OfferingUpdateForm
    heading = _("Change an offer")
    success_message = _("This is on the website now.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**ActionFormView.get_form_kwargs(self), "instance": self.offering}

    def perform(self, form: OfferingUpdateForm) -> Offering:
        return update_offering(self.offering, by=self.request.user, **form.cleaned_data)


class ConsultationHoursSetView(GuardedRowMixin, ActionFormView):
    """The week of one colleague: when she can be booked, and what the team page says if she agrees."""

    permission_required = "counselling.view_team_week"
    form_class = ConsultationHoursForm
    template_name = "counselling/consultation_hours_set.html"
    success_message = _("The consultation hours are changed.")

    def get_rows(self) -> Any:
        rows = StaffMember.objects.under_the_roof_of(self.request.user).filter(ended_on=None)
        return rows.select_related("centre").annotate(shown_name=name_of("user"))

    def may_act(self) -> bool:
        return can_set_consultation_hours(self.request.user, self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": lines_of(self.row.windows.all())}

    def get_initial(self) -> dict[str, Any]:
        return {"are_public": BookingCalendar.objects.filter(staff=self.row, are_hours_public=True).exists()}

    def perform(self, form: ConsultationHoursForm) -> Any:
        are_public = form.cleaned_data["are_public"]
        return set_consultation_hours(self.row, lines=form.lines(), are_public=are_public, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, staff=self.row, back_url=self.get_success_url())

    def get_success_url(self) -> str:
        return here(self.row.centre)
