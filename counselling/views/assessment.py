"""What a person needs, area by area: made, and set beside the one before."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from counselling.actions.assessment import make_assessment
from counselling.forms.plan import AssessmentForm
from counselling.models import Assessment
from counselling.permissions import can_change_client
from counselling.queries.plan import assessments_of, compared
from counselling.views.file import FilePageMixin
from counselling.views.sharing import OfFileMixin
from ibs_portal.ui.views import ActionFormView


class AssessmentListView(FilePageMixin, TemplateView):
    """One assessment beside the earlier one; ``?stand=`` chooses which, the newest if it says nothing."""

    template_name = "counselling/assessment_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, found = self.request.user, assessments_of(self.request.user, self.row)
        chosen = self.request.GET.get("stand", "")
        place = next((n for n, row in enumerate(found) if str(row.pk) == chosen), 0)
        shown, before = found[place : place + 1], found[place + 1 : place + 2]
        return super().get_context_data(
            assessments=found,
            shown=shown[0] if shown else None,
            before=before[0] if before else None,
            lines=compared(user, shown[0], before[0] if before else None) if shown else [],
            **kwargs,
        )


class AssessmentCreateView(OfFileMixin, ActionFormView):
    form_class = AssessmentForm
    template_name = "counselling/assessment_create.html"
    success_message = _("The assessment has been saved.")

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def back_url(self) -> str:
        return reverse("counselling:assessment_list", args=[self.row.pk])

    def get_initial(self) -> dict[str, Any]:
        return {"made_on": timezone.localdate()}

    def perform(self, form: AssessmentForm) -> Assessment:
        return make_assessment(self.row, by=self.request.user, made_on=form.cleaned_data["made_on"], needs=form.needs())
