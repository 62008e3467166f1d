"""Series of events, for staff."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import FormView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormMixin
from projects.actions.series import create_series, generate_series_events
from projects.forms.series import SeriesForm
from projects.models import EventSeries

PROJECTS = reverse_lazy("projects:staff_project_list")


class SeriesCreateView(RolePermissionMixin, ActionFormMixin, FormView):
    """Starts a series; its events of the next six months are announced at once."""

    permission_required = "projects.change_event"
    form_class = SeriesForm
    template_name = "projects/series_form.html"
    success_url = PROJECTS
    success_message = _("The series is there, with its events of the next six months.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: SeriesForm) -> EventSeries:
        return create_series(**form.cleaned_data, by=self.request.user, now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, back_url=PROJECTS)


class SeriesGenerateView(RolePermissionMixin, View):
    """Adds the missing events of the next six months; harmless when pressed twice."""

    permission_required = "projects.change_event"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        series = get_object_or_404(EventSeries.objects.visible_to(request.user), pk=pk)
        count = len(generate_series_events(series, by=request.user, now=timezone.now()))
        words = ngettext("%(count)s event was added.", "%(count)s events were added.", count)
        messages.success(request, words % {"count": count} if count else _("All events are there already."))
        return HttpResponseRedirect(reverse("projects:staff_project_list"))
