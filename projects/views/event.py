"""Events for the public: by month, one by one, and as calendar files."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.generic import DetailView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from projects.documents.calendar import event_calendar
from projects.documents.linked_data import event_json
from projects.forms.event import EventFilterForm
from projects.models import Event
from projects.queries import event_line, local_month, price_text, seats_state, time_text

CALENDAR = "text/calendar; charset=utf-8"
FEED_BACK = datetime.timedelta(days=30)


@method_decorator(login_not_required, name="dispatch")
class EventListView(TemplateView):
    """One month, with links to the nearest months before and after that have events."""

    template_name = "projects/event_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        form = EventFilterForm(self.request.GET)
        year, month = self._month(form, timezone.localtime(now))
        first, before = local_month(year, month)
        events = form.filter(Event.objects.published())
        shown = events.between(first, before).with_names()
        if first <= now < before:  # this month begins today
            shown = shown.filter(ends_at__gt=now)
        return super().get_context_data(
            **kwargs,
            filter_form=form,
            month=first,
            lines=[event_line(event, now) for event in shown],
            earlier_url=self._url(form, events.filter(starts_at__lt=first).order_by("-starts_at")),
            later_url=self._url(form, events.filter(starts_at__gte=before).order_by("starts_at")),
        )

    @staticmethod
    def _month(form: EventFilterForm, today: datetime.datetime) -> tuple[int, int]:
        year, _hyphen, month = (form.cleaned_data.get("month") or f"{today:%Y-%m}").partition("-")
        return int(year), int(month)

    @staticmethod
    def _url(form: EventFilterForm, events: QuerySet[Event]) -> str:
        start = events.values_list("starts_at", flat=True).first()
        if start is None:
            return ""
        chosen = {name: form.data[name] for name in ("project", "free", "online") if form.cleaned_data.get(name)}
        return f"?{urlencode({'month': f'{timezone.localtime(start):%Y-%m}', **chosen})}"


class PublishedEventMixin(SingleObjectMixin):
    """A dated event that the public may see; everything else does not exist."""

    context_object_name = "event"

    def get_queryset(self) -> QuerySet[Event]:
        events = Event.objects.published().filter(starts_at__isnull=False)
        return events.select_related("project__organisation", "place", "series")


@method_decorator(login_not_required, name="dispatch")
class EventDetailView(PublishedEventMixin, DetailView):
    template_name = "projects/event_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, event = timezone.now(), self.object
        state, tone = seats_state(event, now)
        return super().get_context_data(
            **kwargs,
            times=time_text(event),
            price=price_text(event),
            seats_state=state,
            seats_tone=tone,
            is_over=event.ends_at <= now,
            refusal=event.registration_refusal(now),
            json_ld=event_json(event),
        )


@method_decorator(login_not_required, name="dispatch")
class EventCalendarView(PublishedEventMixin, View):
    """One event as a file for the calendar of the phone."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return calendar_response(event_calendar([self.get_object()]), filename=f"veranstaltung-{pk}.ics")


@method_decorator([login_not_required, cache_control(public=True, max_age=900)], name="dispatch")
class EventFeedView(View):
    """All events from a month ago on, to subscribe to."""

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        if language not in dict(settings.LANGUAGES):
            raise Http404
        events = Event.objects.published().filter(ends_at__gt=timezone.now() - FEED_BACK).order_by("starts_at")
        with translation.override(language):
            content = event_calendar(events.with_names(), name=_("Events of the IBS Zwickau"))
        return calendar_response(content, filename="veranstaltungen.ics")


def calendar_response(content: bytes, *, filename: str) -> HttpResponse:
    return HttpResponse(content, CALENDAR, headers={"Content-Disposition": f'attachment; filename="{filename}"'})
