"""Which page leaves which trace: the page that an auditor reads beside the table of rights.

Every address behind a login has a line; a test fails for one without. ``row`` is what the number in the address
names: a refused try (403 or 404) is an entry about it, whoever tried. Then what counts as a look when the page is
shown: ``viewed`` always; ``verb(name)`` only if this field of the form or address is filled in, the first that
fits; ``itself`` where the view writes the entry, as only it knows what it shows; ``-`` for pages that show nobody
or only what is one's own.

Lists show fifty people at most before one turns the page, so turning it, and searching, is a look. Lists that
show all at once always are.
"""

from dataclasses import dataclass
from functools import cache

from ibs_portal.audit.pages_counselling import OF_COUNSELLING

PAGES = f"""
page                                  row                          look

{OF_COUNSELLING}# --- Counselling: the year; figures without anybody's name
counselling:client_import             -                            -
counselling:client_import_check       counselling.ClientImport     viewed
counselling:client_import_report      counselling.ClientImport     itself
counselling:client_import_discard     counselling.ClientImport     -
counselling:report                    -                            -
counselling:report_export             -                            itself
counselling:report_release            -                            -
counselling:report_partner            -                            -
counselling:report_text               -                            itself

# --- Counselling: appointments and interpreters
counselling:appointment_list          -                            appointment.listed
counselling:appointment_export        -                            appointment.exported
counselling:appointment_conflicts     -                            appointment.listed
counselling:appointment_create        -                            client.searched(search)
counselling:appointment_detail        counselling.Appointment      viewed
counselling:appointment_move          counselling.Appointment      viewed
counselling:appointment_cancel        counselling.Appointment      viewed
counselling:appointment_mark          counselling.Appointment      -
counselling:appointment_slip          counselling.Appointment      viewed
counselling:appointment_ics           counselling.Appointment      -
counselling:client_appointments       counselling.Client           viewed
counselling:calendar_feed_edit        -                            -
counselling:interpreter_list          -                            interpreterrequest.exported(datei)
counselling:interpreter_create        -                            client.listed(client)
counselling:interpreter_detail        counselling.InterpreterRequest  viewed
counselling:interpreter_order         counselling.InterpreterRequest  -
counselling:interpreter_send          counselling.InterpreterRequest  -
counselling:interpreter_mark          counselling.InterpreterRequest  -

# --- Counselling: the house
counselling:partner_list              -                            partner.exported(datei)
counselling:partner_create            -                            -
counselling:partner_detail            -                            -
counselling:partner_update            -                            -
counselling:partner_check             -                            -
counselling:opening_edit              -                            -
counselling:opening_sign              -                            -
counselling:opening_close_today       -                            -
counselling:opening_close             -                            -
counselling:opening_times             -                            -
counselling:opening_week              -                            -
counselling:opening_period            -                            -
counselling:centre_channels           -                            -
counselling:offering_create           -                            -
counselling:offering_update           -                            -
counselling:offering_week             -                            -
counselling:offering_period           -                            -
counselling:offering_close            -                            -
counselling:offering_times            -                            -
counselling:consultation_hours_set    -                            -
counselling:opening_reopen            -                            -
counselling:opening_period_withdraw   -                            -
counselling:absence_list              -                            absence.exported(datei)
counselling:absence_create            -                            -
counselling:absence_report            -                            -
counselling:absence_update            counselling.Absence          -
counselling:absence_end               counselling.Absence          -
counselling:staffing_announce         -                            -
counselling:staffing_take_back        -                            -
counselling:staff_needed              -                            -

# --- Volunteers: the programme
volunteers:pipeline                   -                            volunteer.searched(q) volunteer.paged(after)
volunteers:waiting_list               -                            volunteer.listed
volunteers:volunteer_create           -                            -
volunteers:volunteer_import           -                            -
volunteers:volunteer_import_check     volunteers.VolunteerImport   viewed
volunteers:volunteer_import_report    volunteers.VolunteerImport   itself
volunteers:volunteer_import_discard   volunteers.VolunteerImport   -
volunteers:volunteer_detail           volunteers.Volunteer         viewed
volunteers:volunteer_update           volunteers.Volunteer         viewed
volunteers:volunteer_advance          volunteers.Volunteer         viewed
volunteers:pipeline_print             -                            volunteer.printed
volunteers:pipeline_export            -                            itself
volunteers:bulk_act                   -                            volunteer.listed(tat)
volunteers:bulk_detail                -                            -
volunteers:bulk_undo                  -                            -
volunteers:bulk_mail                  -                            volunteer.listed(wer)
volunteers:bulk_mail_list             -                            -
volunteers:bulk_mail_detail           -                            -
volunteers:volunteer_course           volunteers.Volunteer         viewed
volunteers:clearance_list             -                            clearance.listed
volunteers:clearance_check            volunteers.Volunteer         viewed
volunteers:clearance_delete           volunteers.ClearanceCheck    -
volunteers:note_list                  volunteers.Volunteer         viewed
volunteers:note_delete                volunteers.VolunteerNote     -
volunteers:volunteer_absences         volunteers.Volunteer         viewed
volunteers:volunteer_consents         volunteers.Volunteer         viewed
volunteers:volunteer_consent_record   volunteers.Volunteer         viewed
volunteers:worker_consents            volunteers.SkilledWorker     viewed
volunteers:worker_consent_record      volunteers.SkilledWorker     viewed
volunteers:group_assign               volunteers.Volunteer         viewed
volunteers:volunteer_hours            volunteers.Volunteer         viewed
volunteers:certificate_issue          volunteers.Volunteer         viewed
volunteers:certificate_print          volunteers.Certificate       viewed
volunteers:certificate_revoke         volunteers.Certificate       viewed
volunteers:programme_report           -                            -
volunteers:programme_report_export    -                            itself
volunteers:erasure_list               -                            erasure.listed
volunteers:erasure_hold               volunteers.Erasure           viewed
volunteers:group_list                 -                            -
volunteers:group_create               -                            -
volunteers:group_detail               volunteers.CompanionGroup    viewed
volunteers:group_date_create          volunteers.CompanionGroup    -
volunteers:group_date_cancel          volunteers.GroupDate         -
volunteers:group_date_attend          volunteers.GroupDate         viewed
volunteers:group_request_answer       volunteers.GroupRequest      -
volunteers:group_update               volunteers.CompanionGroup    viewed
volunteers:training_list              -                            -
volunteers:training_session_create    -                            -
volunteers:session_detail             volunteers.TrainingSession   viewed
volunteers:session_invite             volunteers.TrainingSession   viewed
volunteers:session_attendance         volunteers.TrainingSession   viewed
volunteers:session_print              volunteers.TrainingSession   viewed
volunteers:session_update             volunteers.TrainingSession   -
volunteers:session_cancel             volunteers.TrainingSession   -
volunteers:session_export             volunteers.TrainingSession   itself
volunteers:training_record            volunteers.TrainingRegistration -
volunteers:training_create            -                            -
volunteers:training_update            volunteers.Training          -
volunteers:renewal_list               -                            qualification.listed
volunteers:renewal_export             -                            itself
volunteers:worker_list                -                            skilledworker.searched(q) skilledworker.paged(seite)
volunteers:worker_create              -                            -
volunteers:worker_detail              volunteers.SkilledWorker     viewed
volunteers:worker_update              volunteers.SkilledWorker     viewed
volunteers:worker_end                 volunteers.SkilledWorker     viewed
volunteers:worker_welcome             volunteers.SkilledWorker     -
volunteers:worker_shifts              volunteers.SkilledWorker     viewed
volunteers:worker_absences            volunteers.SkilledWorker     viewed
volunteers:need_create                volunteers.SkilledWorker     viewed
volunteers:cohort_list                -                            -
volunteers:cohort_create              -                            -
volunteers:cohort_detail              volunteers.Cohort            viewed
volunteers:cohort_update              volunteers.Cohort            -
volunteers:cohort_print               volunteers.Cohort            viewed
volunteers:cohort_export              volunteers.Cohort            itself
volunteers:cohort_arrive              volunteers.Cohort            -
volunteers:cohort_close               volunteers.Cohort            -
volunteers:cohort_reopen              volunteers.Cohort            -
volunteers:cohort_import              -                            -
volunteers:cohort_import_check        volunteers.CohortImport      viewed
volunteers:cohort_import_report       volunteers.CohortImport      itself
volunteers:cohort_import_discard      volunteers.CohortImport      -
volunteers:cohort_import_undo         volunteers.CohortImport      -
volunteers:cohort_figures             -                            -
volunteers:gettogether_list           -                            -
volunteers:gettogether_create         -                            -
volunteers:gettogether_detail         volunteers.GetTogether       viewed
volunteers:gettogether_update         volunteers.GetTogether       -
volunteers:gettogether_choose         volunteers.GetTogether       viewed
volunteers:gettogether_print          volunteers.GetTogether       viewed
volunteers:gettogether_close          volunteers.GetTogether       -
volunteers:need_list                  -                            matchneed.listed
volunteers:need_detail                volunteers.MatchNeed         viewed
volunteers:match_approve              volunteers.MatchNeed         viewed
volunteers:match_override             volunteers.MatchNeed         viewed
volunteers:recruiting_brief           -                            matchneed.listed
volunteers:recruiting_export          -                            matchneed.listed
volunteers:need_close                 volunteers.MatchNeed         viewed
volunteers:run_board                  -                            matchingrun.listed
volunteers:run_create                 -                            -
volunteers:run_export                 -                            matchingrun.exported
volunteers:weights_update             -                            -
volunteers:proposal_approve           volunteers.MatchingProposal  -
volunteers:pair_fix                   volunteers.MatchNeed         -
volunteers:pair_release               volunteers.MatchNeed         -
volunteers:pair_forbid                volunteers.MatchNeed         viewed
volunteers:exclusion_list             -                            pairexclusion.listed
volunteers:exclusion_lift             volunteers.PairExclusion     -
volunteers:match_list                 -                            match.listed
volunteers:match_detail               volunteers.Match             viewed
volunteers:volunteer_data_copy        volunteers.Volunteer         viewed
volunteers:worker_data_copy           volunteers.SkilledWorker     viewed
volunteers:match_record               volunteers.Match             viewed
volunteers:match_withdraw             volunteers.Match             viewed
volunteers:match_end                  volunteers.Match             viewed
volunteers:stand_in_ask               volunteers.Match             viewed
volunteers:stand_in_record            volunteers.StandIn           viewed
volunteers:stand_in_end               volunteers.StandIn           viewed
volunteers:match_pause                volunteers.Match             viewed
volunteers:match_pause_change         volunteers.Match             viewed
volunteers:match_pause_cancel         volunteers.Match             -
volunteers:match_resume               volunteers.Match             -
volunteers:meeting_create             volunteers.Match             viewed
volunteers:welcome_report             -                            -
volunteers:checkin_record             volunteers.CheckIn           viewed
volunteers:checkin_settle             volunteers.CheckIn           -

# --- Volunteers and skilled workers: own pages; a look is one at the other side of the match
volunteers:my_continue                -                            -
volunteers:my_profile_page            -                            -
volunteers:my_profile_page_draft      -                            -
volunteers:my_calendar                -                            -
volunteers:my_calendar_renew          -                            -
volunteers:my_calendar_remove         -                            -
volunteers:my_consents                -                            -
volunteers:my_consent_give            -                            -
volunteers:my_consent_withdraw        -                            -
volunteers:worker_continue            -                            -
volunteers:worker_profile             -                            -
volunteers:worker_profile_page        -                            -
volunteers:worker_profile_page_draft  -                            -
volunteers:my_home                    -                            -
volunteers:my_profile                 -                            -
volunteers:my_training                volunteers.TrainingRegistration -
volunteers:my_trainings               -                            -
volunteers:my_training_join           volunteers.TrainingSession   -
volunteers:my_absences                -                            -
volunteers:my_group                   -                            -
volunteers:my_group_request           -                            -
volunteers:my_group_date              volunteers.GroupDate         -
volunteers:my_group_mail              -                            -
volunteers:my_pause                   -                            -
volunteers:my_return                  -                            -
volunteers:my_leave                   -                            -
volunteers:my_hours                   -                            -
volunteers:my_data                    -                            -
volunteers:my_data_export             -                            -
volunteers:my_data_delete             -                            -
volunteers:my_data_keep               -                            -
volunteers:my_certificate_create      -                            -
volunteers:my_certificate             volunteers.Certificate       -
volunteers:my_match                   volunteers.Match             viewed
volunteers:my_match_end               volunteers.Match             -
volunteers:worker_match_end           volunteers.Match             -
volunteers:my_stand_in                volunteers.StandIn           viewed
volunteers:my_stand_in_answer         volunteers.StandIn           -
volunteers:my_stand_in_meeting        volunteers.StandIn           viewed
volunteers:my_match_pause             volunteers.Match             -
volunteers:my_match_pause_change      volunteers.Match             -
volunteers:my_match_pause_cancel      volunteers.Match             -
volunteers:my_match_resume            volunteers.Match             -
volunteers:worker_match_pause         volunteers.Match             -
volunteers:worker_match_pause_change  volunteers.Match             -
volunteers:worker_match_pause_cancel  volunteers.Match             -
volunteers:worker_match_resume        volunteers.Match             -
volunteers:my_match_answer            volunteers.Match             -
volunteers:my_meeting_create          volunteers.Match             viewed
volunteers:my_meetings                -                            -
volunteers:my_meeting_delete          volunteers.Meeting           -
volunteers:worker_home                -                            -
volunteers:worker_own_shifts          -                            -
volunteers:worker_own_absences        -                            -
volunteers:worker_own_wishes          -                            -
volunteers:worker_answer              volunteers.Match             -
volunteers:meeting_feedback           volunteers.Meeting           -

# --- Projects: the guests of an event
projects:staff_project_list           -                            -
projects:series_create                -                            -
projects:series_generate              -                            -
projects:staff_event_list             -                            -
projects:staff_event_create           -                            -
projects:staff_event_detail           projects.Event               registration.listed
projects:staff_event_update           projects.Event               -
projects:staff_event_cancel           projects.Event               registration.listed
projects:staff_attendance_list        projects.Event               registration.listed
projects:staff_attendance_export      projects.Event               itself
projects:staff_registration_create    projects.Event               -
projects:staff_registration_cancel    projects.Registration        viewed
projects:staff_offer_accept           projects.Registration        -

# --- The whole house
website:staff_home                    -                            -
website:staff_search                  -                            people.searched(q)
website:staff_help                    -                            -
website:staff_news_list               -                            -
website:news_create                   -                            -
website:news_update                   -                            -
website:news_publish                  -                            -
website:news_withdraw                 -                            -
audit:entry_list                      -                            entry.listed
audit:own_entries                     -                            -
mail:outbox                           -                            -
ui:gallery                            -                            -
accounts:landing                      -                            -
"""


@dataclass(frozen=True)
class Page:
    """What the table says of one address. ``looks`` are pairs of a verb and the field that makes it one."""

    row: str
    looks: tuple[tuple[str, str], ...]
    writes_itself: bool

    def look(self, filled_in: set[str]) -> str:
        """The verb of the look that showing this page is, or nothing."""
        return next((verb for verb, name in self.looks if not name or name in filled_in), "")


@cache
def pages() -> dict[str, Page]:
    lines = [line.split() for line in PAGES.splitlines() if line.strip() and not line.startswith("#")][1:]
    found = {name: _page(row.strip("-"), looks) for name, row, *looks in lines}
    if len(found) != len(lines):
        raise ValueError("An address has two lines in PAGES.")
    return found


def _page(row: str, words: list[str]) -> Page:
    looks = []
    for word in words:
        verb, _bracket, name = word.rstrip(")").partition("(")
        if verb not in ("-", "itself"):
            looks.append((f"{row.partition('.')[2].lower()}.viewed" if verb == "viewed" else verb, name))
    return Page(row, tuple(looks), "itself" in words)
