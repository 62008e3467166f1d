from allauth.account.signals import email_changed, email_confirmed
from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.senders import register_sender
from ibs_portal.ui.navigation import NavItem, register

PIPELINE = "volunteers.view_pipeline"
OWN = "volunteers.use_own_volunteer_pages"
OWN_WORKER = "volunteers.use_own_worker_pages"
MATCHING_NOUNS = ("need", "run", "pair", "proposal", "weights", "exclusion", "recruiting", "match_override")
MATCH_NOUNS = ("match_", "meeting_create", "checkin_", "stand_in_", "welcome_report")
REPORT_MENU = NavItem(
    _("Programme report"),
    "volunteers:programme_report",
    permission="volunteers.view_programme_report",
    order=49,
)
PARTNER_MENU = NavItem(
    _("Cohorts in figures"), "volunteers:cohort_figures", permission="volunteers.view_cohort_figures", order=61
)
MATCHING_MENU = (
    NavItem(
        _("Skilled workers"),
        "volunteers:worker_list",
        section=("volunteers:worker_", "volunteers:cohort_"),
        permission="volunteers.change_worker",
        order=42,
    ),
    NavItem(
        _("Get-togethers"),
        "volunteers:gettogether_list",
        section="volunteers:gettogether_",
        permission="volunteers.approve_match",
        order=45,
    ),
    NavItem(
        _("Matching"),
        "volunteers:need_list",
        section=tuple(f"volunteers:{noun}_" for noun in MATCHING_NOUNS),
        permission="volunteers.propose_match",
        order=47,
    ),
    NavItem(
        _("Companionships"),
        "volunteers:match_list",
        section=tuple(f"volunteers:{noun}" for noun in MATCH_NOUNS),
        permission="volunteers.approve_match",
        order=48,
    ),
)
# Shown to whoever has one of the two private roles.
MY_DATA_MENU = tuple(
    NavItem(_("My data"), "volunteers:my_data", section="volunteers:my_data", permission=permission, order=70)
    for permission in (OWN, "volunteers.use_own_worker_pages")
)
OWN_MATCH_MENU = (
    NavItem(
        _("Meetings"),
        "volunteers:my_meetings",
        section=("volunteers:my_meeting", "volunteers:my_match", "volunteers:my_stand_in"),
        permission=OWN,
        order=30,
    ),
    NavItem(
        _("Hours and certificate"),
        "volunteers:my_hours",
        section="volunteers:my_certificate",
        permission=OWN,
        order=35,
    ),
    NavItem(
        _("My companion"),
        "volunteers:worker_home",
        section=("volunteers:meeting_feedback", "volunteers:worker_profile_page"),
        permission=OWN_WORKER,
        order=10,
    ),
    NavItem(_("My group"), "volunteers:my_group", section="volunteers:my_group_", permission=OWN, order=25),
    NavItem(_("My details"), "volunteers:worker_profile", permission=OWN_WORKER, order=20),
    NavItem(_("Consents"), "volunteers:my_consents", section="volunteers:my_consent_", permission=OWN, order=40),
    NavItem(_("Consents"), "volunteers:my_consents", section="volunteers:my_consent_", permission=OWN_WORKER, order=40),
    NavItem(_("Shifts"), "volunteers:worker_own_shifts", permission=OWN_WORKER, order=30),
    NavItem(_("Days away"), "volunteers:worker_own_absences", permission=OWN_WORKER, order=32),
    NavItem(_("What suits you"), "volunteers:worker_own_wishes", permission=OWN_WORKER, order=34),
    NavItem(_("Calendar"), "volunteers:my_calendar", permission=OWN, order=57),
    NavItem(_("Calendar"), "volunteers:my_calendar", permission=OWN_WORKER, order=57),
)


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self) -> None:
        confirmed, changed = "volunteers.receivers.note_confirmed_address", "volunteers.receivers.note_changed_address"
        email_confirmed.connect(import_string(confirmed), dispatch_uid=confirmed)
        email_changed.connect(import_string(changed), dispatch_uid=changed)
        register_sender(import_string("volunteers.queries.narrow.who_writes"))
        register("public", NavItem(_("Join in"), "volunteers:about", section="volunteers:signup", order=50))
        register(
            "staff",
            NavItem(
                _("Volunteers"),
                "volunteers:pipeline",
                section=("volunteers:volunteer_", "volunteers:bulk_", "volunteers:note_", "volunteers:clearance_"),
                permission=PIPELINE,
                order=40,
            ),
            NavItem(_("Groups"), "volunteers:group_list", section="volunteers:group_", permission=PIPELINE, order=44),
            NavItem(
                _("Trainings"),
                "volunteers:training_list",
                section=("volunteers:training_", "volunteers:session_", "volunteers:renewal_"),
                permission=PIPELINE,
                order=46,
            ),
        )
        register("staff", *MATCHING_MENU, REPORT_MENU, PARTNER_MENU)
        register("account", *OWN_MATCH_MENU, *MY_DATA_MENU)
        register(
            "account",
            NavItem(_("My way"), "volunteers:my_home", section="volunteers:my_profile_page", permission=OWN, order=10),
            NavItem(
                _("Trainings"), "volunteers:my_trainings", section="volunteers:my_training", permission=OWN, order=25
            ),
            NavItem(_("My details"), "volunteers:my_profile", permission=OWN, order=20),
            NavItem(_("Days away"), "volunteers:my_absences", permission=OWN, order=55),
            NavItem(
                _("Break"),
                "volunteers:my_pause",
                section=("volunteers:my_return", "volunteers:my_leave"),
                permission=OWN,
                order=60,
            ),
        )
