"""Who may do what: the page that an auditor reads.

A role says *what*; the organisation, centre or programme of the person says *whose*, and that is decided by
the ``visible_to`` of each model. Roles are synced to Django groups of the same name after every migration.

Work permissions (all that stand here) are never implied by ``is_superuser``: whoever runs the machine sees
accounts, vocabularies and texts, but no client and no note (§203 StGB).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ibs_portal.database import roles as database


@dataclass(frozen=True)
class Role:
    code: str
    label: Promise
    # Works at the counter or desk: sees /intern/ and needs a second factor.
    is_staff_role: bool
    permissions: frozenset[str]
    # What a request of this role becomes in the database, where grants and policies stand behind all this.
    database_role: str


# --- Bundles -----------------------------------------------------------------------------------------------

# Looking up a client's name and language, quick contacts, appointments, enquiries, "closed today".
COUNTER = {
    "counselling.view_counter",
    "counselling.create_contact",
    "counselling.answer_enquiry",
    "counselling.find_client",
    "counselling.close_today",
    "counselling.view_heute",
    "counselling.find_partner",
    # Who of the house is in, and saying that one is away oneself.
    "counselling.view_team_week",
    "counselling.report_absence",
    "counselling.view_appointment",
    "counselling.change_appointment",
}
# The file with its cases, contacts and follow-ups: of the own controller only.
CASE_WORK = COUNTER | {
    "counselling.view_client_file",
    "counselling.create_client",
    "counselling.change_client",
    "counselling.open_case",
    "counselling.close_case",
    "counselling.change_followup",
    "counselling.keep_deadlines",
    "counselling.change_opening",
    "counselling.plan_absence",
    "counselling.view_own_notes",
    # Notes of colleagues, one file at a time, with a typed reason that whoever leads the cases reads.
    "counselling.open_notes",
    "counselling.keep_partner",
    "counselling.view_report",
}
EVENT_WORK = {
    "projects.view_staff_event",
    "projects.change_event",
    "projects.cancel_event",
    "projects.view_registration",
    "projects.change_registration",
}
NEWS_DRAFT = {"website.draft_news"}
NEWS_PUBLISH = NEWS_DRAFT | {"website.publish_news"}
# The trail of what the own organisation holds.
TRAIL = {"audit.view_trail"}
PROGRAMME_WORK = {
    "volunteers.view_pipeline",
    "volunteers.change_volunteer",
    "volunteers.write_notes",
    "volunteers.send_bulk_mail",
    "volunteers.check_clearance",
    "volunteers.plan_training",
    "volunteers.change_group",
    "volunteers.change_worker",
    "volunteers.propose_match",
    "volunteers.approve_match",
    "volunteers.end_match",
    "volunteers.view_meeting_notes",
    "volunteers.view_programme_report",
    "volunteers.issue_certificate",
    "volunteers.watch_erasures",
}

# --- Roles -------------------------------------------------------------------------------------------------

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("volunteer", _("Volunteer"), False, frozenset({"volunteers.use_own_volunteer_pages"}), database.VISITOR),
        Role(
            "skilled_worker",
            _("Skilled worker"),
            False,
            frozenset({"volunteers.use_own_worker_pages"}),
            database.VISITOR,
        ),
        Role(
            "federal_volunteer",
            _("Federal volunteer"),
            True,
            frozenset(COUNTER | EVENT_WORK | NEWS_DRAFT),
            database.COUNTER,
        ),
        Role(
            "counsellor",
            _("Counsellor (city)"),
            True,
            frozenset(CASE_WORK | EVENT_WORK | NEWS_DRAFT),
            database.COUNSELLING,
        ),
        Role(
            "integration_coordinator",
            _("Integration coordinator (county)"),
            True,
            frozenset(CASE_WORK | EVENT_WORK | NEWS_DRAFT),
            database.COUNSELLING,
        ),
        Role(
            "head_of_centre",
            _("Head of centre"),
            True,
            frozenset(
                CASE_WORK
                | EVENT_WORK
                | NEWS_PUBLISH
                | TRAIL
                | {
                    "counselling.assign_case",
                    "counselling.disclose_file",
                    "counselling.import_clients",
                    "counselling.merge_clients",
                    "counselling.release_figures",
                    "counselling.view_restricted_file",
                }
            ),
            database.COUNSELLING,
        ),
        Role(
            "programme_coordinator",
            _("Programme coordinator"),
            True,
            frozenset(PROGRAMME_WORK | EVENT_WORK | NEWS_PUBLISH | TRAIL),
            database.PROGRAMME,
        ),
        Role(
            "partner",
            _("Partner (read only)"),
            True,
            frozenset({"website.view_partner_figures", "volunteers.view_cohort_figures"}),
            database.PARTNER,
        ),
        Role("editor", _("Editor"), True, frozenset(EVENT_WORK | NEWS_PUBLISH), database.EDITORIAL),
        Role(
            "data_protection_officer",
            _("Data protection officer"),
            True,
            frozenset(TRAIL),
            database.INSPECTION,
        ),
    )
}

WORK_PERMISSIONS: frozenset[str] = frozenset().union(*(role.permissions for role in ROLES.values()))
STAFF_ROLES: frozenset[str] = frozenset(code for code, role in ROLES.items() if role.is_staff_role)


def permissions_of(role_codes: frozenset[str]) -> frozenset[str]:
    """All work permissions of these roles; unknown codes give none."""
    return frozenset().union(*(ROLES[code].permissions for code in role_codes if code in ROLES))


# A person has one purpose at a time in front of files: an account with both could join what law keeps apart.
STRONGEST_FIRST = (
    database.COUNSELLING,
    database.COUNTER,
    database.PROGRAMME,
    database.EDITORIAL,
    database.INSPECTION,
    database.PARTNER,
)
FILE_ROLES = frozenset({database.COUNSELLING, database.COUNTER, database.PROGRAMME, database.INSPECTION})


def database_role_of(role_codes: frozenset[str], *, has_powers: bool) -> str:
    """What a request of a person with these roles becomes; ``has_powers`` for those who may enter the set-up."""
    found = {ROLES[code].database_role for code in role_codes if code in ROLES}
    nothing_else = database.SETUP if has_powers else database.VISITOR
    return next((role for role in STRONGEST_FIRST if role in found), nothing_else)


def can_be_combined(role_codes: frozenset[str]) -> bool:
    """Whether one account may have all these roles: files of one kind only, and no work beside a private role."""
    found = {ROLES[code].database_role for code in role_codes if code in ROLES}
    return len(found & FILE_ROLES) <= 1 and (database.VISITOR not in found or len(found) == 1)
