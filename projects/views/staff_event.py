"""Events for staff: the list, one event with its guests, and announcing, changing, cancelling."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import CreateView, DetailView, FormView, TemplateView, UpdateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormMixin
from projects.actions.event import cancel_event, create_event, update_event
from projects.forms.event import EventCancelForm, EventCreateForm, EventForm
from projects.models import Event, Registration
from projects.permissions import can_cancel_event, can_change_event
from projects.queries import seats_state, staff_url, time_text, waiting_counts

PAGE = 50


class StaffEventListView(RolePermissionMixin, TemplateView):
    """Coming events, or past ones; fifty at a time."""

    permission_required = "projects.view_staff_event"
    template_name = "projects/staff_event_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, is_past = timezone.now(), self.request.GET.get("when") == "past"
        events = Event.objects.visible_to(self.request.user).with_names()
        events = events.past(now) if is_past else events.upcoming(now)
        page = self._page()
        found = list(events[(page - 1) * PAGE : page * PAGE + 1])
        shown, waiting = found[:PAGE], waiting_counts(found[:PAGE])
        rows = [{"event": event, "times": time_text(event), "waiting": waiting[event.pk]} for event in shown]
        return super().get_context_data(**kwargs, rows=rows, is_past=is_past, page=page, has_more=len(found) > PAGE)

    def _page(self) -> int:
        text = self.request.GET.get("page", "")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


class OwnEventMixin(RolePermissionMixin):
    """An event of the person's own organisation; any other does not exist for her."""

    context_object_name = "event"

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.visible_to(self.request.user).select_related("project__organisation", "place", "series")


class StaffEventDetailView(OwnEventMixin, DetailView):
    """The event with everybody who comes, waits or has cancelled."""

    permission_required = ("projects.view_staff_event", "projects.view_registration")
    template_name = "projects/staff_event_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, event, user = timezone.now(), self.object, self.request.user
        registrations = Registration.objects.visible_to(user).filter(event=event).order_by("created_at", "pk")
        coming, waiting, cancelled = self._sorted(list(registrations))
        return super().get_context_data(
            **kwargs,
            coming=coming,
            waiting=waiting,
            cancelled=cancelled,
            times=time_text(event) if event.starts_at else "",
            seats_state=seats_state(event, now) if event.starts_at else ("", "info"),
            is_open=bool(event.starts_at and event.starts_at > now and not event.is_cancelled),
            may_change=can_change_event(user, event),
            may_cancel=can_cancel_event(user, event) and bool(event.ends_at and event.ends_at > now),
            may_register=user.has_perm("projects.change_registration"),
        )

    @staticmethod
    def _sorted(registrations: list[Registration]) -> tuple[list[Registration], ...]:
        coming = [r for r in registrations if r.state in Registration.HOLDING]
        return coming, [r for r in registrations if r.is_waiting], [r for r in registrations if r.is_cancelled]


class EventFormViewMixin(ActionFormMixin):
    permission_required = "projects.change_event"
    template_name = "projects/staff_event_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_success_url(self) -> str:
        return staff_url(self.object)


class StaffEventCreateView(EventFormViewMixin, OwnEventMixin, CreateView):
    form_class = EventCreateForm
    success_message = _("The event is announced.")

    def perform(self, form: EventCreateForm) -> Event:
        return create_event(**form.cleaned_data, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, back_url=reverse("projects:staff_event_list"))


class StaffEventUpdateView(EventFormViewMixin, OwnEventMixin, UpdateView):
    form_class = EventForm
    success_message = _("The event is changed.")

    def perform(self, form: EventForm) -> Event:
        return update_event(self.object, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, back_url=staff_url(self.object))


class StaffEventCancelView(OwnEventMixin, ActionFormMixin, FormView):
    """Asks for the reason and says how many people will be told."""

    permission_required = "projects.cancel_event"
    form_class = EventCancelForm
    template_name = "projects/staff_event_cancel.html"
    success_message = _("The event is cancelled. Everybody who had registered is told by mail.")

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def perform(self, form: EventCancelForm) -> Event:
        return cancel_event(self.event, by=self.request.user, now=timezone.now(), **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        live = self.event.registrations.live()
        return super().get_context_data(
            **kwargs,
            event=self.event,
            told=live.exclude(email="").count(),
            untold=live.filter(email=""),
            back_url=staff_url(self.event),
            confirm_label=_("Cancel the event"),
        )

    def get_success_url(self) -> str:
        return staff_url(self.event)
