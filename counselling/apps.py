from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ibs_portal.audit.files import keeps_files
from ibs_portal.database.roles import COUNSELLING
from ibs_portal.ui.navigation import NavItem, register

VIEW_FILE = "counselling.view_client_file"
PAGES_OF_FILES = tuple(
    f"counselling:{stem}_"
    for stem in "client household document assessment plan goal file release referral residence notes note "
    "disclosure duplicate merge".split()
)
STAFF_MENU = (
    NavItem(_("People"), "counselling:client_list", PAGES_OF_FILES, permission=VIEW_FILE, order=20),
    NavItem(_("Cases"), "counselling:case_list", "counselling:case_", permission=VIEW_FILE, order=22),
    NavItem(_("Follow-ups"), "counselling:followup_list", "counselling:followup_", permission=VIEW_FILE, order=24),
    NavItem(_("Deadlines"), "counselling:deadline_list", "counselling:deadline_", permission=VIEW_FILE, order=25),
    NavItem(
        _("Record a contact"),
        "counselling:contact_create",
        "counselling:contact_",
        permission="counselling.create_contact",
        order=26,
    ),
    NavItem(
        _("Appointments"),
        "counselling:appointment_list",
        ("counselling:appointment_", "counselling:interpreter_", "counselling:calendar_"),
        permission="counselling.view_appointment",
        order=25,
    ),
    NavItem(
        _("Enquiries"),
        "counselling:enquiry_list",
        "counselling:enquiry_",
        permission="counselling.answer_enquiry",
        order=28,
    ),
    NavItem(
        _("Partners"),
        "counselling:partner_list",
        "counselling:partner_",
        permission="counselling.find_partner",
        order=40,
    ),
    NavItem(
        _("Who is in"),
        "counselling:absence_list",
        "counselling:absence_",
        permission="counselling.view_team_week",
        order=68,
    ),
    NavItem(
        _("Figures for partners"),
        "counselling:report_partner",
        permission="website.view_partner_figures",
        order=60,
    ),
    NavItem(
        _("Statistics"),
        "counselling:report",
        "counselling:report_",
        permission="counselling.view_report",
        order=60,
    ),
    NavItem(
        pgettext_lazy("opening", "Hours"),
        "counselling:opening_edit",
        (
            *("counselling:opening_", "counselling:centre_", "counselling:staff"),
            *("counselling:offering_", "counselling:consultation_"),
        ),
        permission="counselling.close_today",
        order=70,
    ),
)
PUBLIC_MENU = (
    NavItem(_("Opening hours"), "counselling:opening_hours", order=10),
    NavItem(_("Counselling"), "counselling:topics", order=20),
    NavItem(
        pgettext_lazy("menu", "Appointment"),
        "counselling:appointment_request",
        ("counselling:appointment_request", "counselling:own_appointment_"),
        order=15,
    ),
    NavItem(_("Team"), "counselling:team", order=30),
    NavItem(
        pgettext_lazy("menu", "Contact"),
        "counselling:enquiry_create",
        ("counselling:enquiry_create", "counselling:enquiry_done"),
        order=18,
    ),
)


def follow_merges(using: str, **kwargs: Any) -> None:
    """Every table that points to clients, also one that is new, sends what comes late to the file that was kept."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('counselling_follow_merges()') IS NOT NULL")
        if "plan" in kwargs and cursor.fetchone()[0]:
            cursor.execute("SELECT counselling_follow_merges()")


class CounsellingConfig(AppConfig):
    name = "counselling"
    verbose_name = _("Counselling")

    def ready(self) -> None:
        register("public", *PUBLIC_MENU)
        register("staff", *STAFF_MENU)
        post_migrate.connect(follow_merges, sender=self)
        keeps_files("counselling.Client", role=COUNSELLING, keys=self.led_clients)

    def led_clients(self, user: Any) -> Any:
        """Whose trail somebody reads because she is in charge of a case, or the deputy."""
        case: Any = self.get_model("Case")
        return case.objects.with_file_open_to(user).led_by(user).values("client")
