"""Projects for the public, and the list that staff start from."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, ListView

from ibs_portal.accounts.views import RolePermissionMixin
from projects.models import Event, EventSeries, Project
from projects.queries import editions, event_line

PAST_SHOWN = 6
COMING_SHOWN = 6


@method_decorator(login_not_required, name="dispatch")
class ProjectListView(ListView):
    template_name = "projects/project_list.html"
    context_object_name = "projects"

    def get_queryset(self) -> QuerySet[Project]:
        return Project.objects.public()


@method_decorator(login_not_required, name="dispatch")
class ProjectDetailView(DetailView):
    """A project with what comes next and what was; of a festival all editions."""

    template_name = "projects/project_detail.html"
    context_object_name = "project"

    def get_queryset(self) -> QuerySet[Project]:
        return Project.objects.public()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        events = editions(self.object)
        coming = [event for event in reversed(events) if event.ends_at and event.ends_at > now]
        past = [event for event in events if not event.ends_at or event.ends_at <= now]
        is_festival = self.object.kind == Project.Kind.FESTIVAL
        return super().get_context_data(
            **kwargs,
            coming=[event_line(event, now) for event in coming[:COMING_SHOWN]],
            past=past if is_festival else past[:PAST_SHOWN],
            is_festival=is_festival,
            series=self.object.series.running(timezone.localdate(now)).select_related("place"),
        )


class StaffProjectListView(RolePermissionMixin, ListView):
    """The organisation's projects with their series."""

    permission_required = "projects.view_staff_event"
    template_name = "projects/staff_project_list.html"
    context_object_name = "projects"

    def get_queryset(self) -> QuerySet[Project]:
        series = EventSeries.objects.select_related("place").order_by("title_de")
        return Project.objects.visible_to(self.request.user).prefetch_related(Prefetch("series", series))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coming = Event.objects.visible_to(self.request.user).upcoming(timezone.now()).planned().with_names()
        nexts = coming.order_by("project_id", "starts_at").distinct("project_id")
        return super().get_context_data(**kwargs, next_events=nexts)
