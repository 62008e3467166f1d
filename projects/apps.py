from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui import navigation
from ibs_portal.ui.navigation import NavItem

EVENT_PAGES = ("projects:event", "projects:regist", "projects:offer")
STAFF_PAGES = ("projects:staff", "projects:series")


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        navigation.register(
            "public",
            NavItem(_("Events"), "projects:event_list", section=EVENT_PAGES, order=50),
            NavItem(_("Projects"), "projects:project_list", section="projects:project", order=60),
        )
        navigation.register(
            "staff",
            NavItem(
                _("Events"),
                "projects:staff_event_list",
                section=STAFF_PAGES,
                permission="projects.view_staff_event",
                order=60,
            ),
        )
