"""All addresses of this area."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from counselling.views import (
    absence,
    appointment_own,
    appointment_request,
    case,
    client,
    contact,
    contact_list,
    draft,
    followup,
    household,
    opening,
    opening_edit,
    partner,
    report,
    residence,
    sharing,
    staffing,
    team,
    topic,
    trail,
)

app_name = "counselling"

public = [
    path("oeffnungszeiten/", opening.OpeningHoursView.as_view(), name="opening_hours"),
    path("beratung/", topic.TopicsView.as_view(), name="topics"),
    path("team/", team.TeamView.as_view(), name="team"),
    path("termin/", appointment_request.AppointmentRequestView.as_view(), name="appointment_request"),
    path("termin/<str:token>/", appointment_own.OwnAppointmentView.as_view(), name="own_appointment_detail"),
    path("termin/<str:token>/fertig/", appointment_own.OwnAppointmentDoneView.as_view(), name="own_appointment_done"),
    path(
        "termin/<str:token>/verschieben/", appointment_own.OwnAppointmentMoveView.as_view(), name="own_appointment_move"
    ),
    path(
        "termin/<str:token>/absagen/", appointment_own.OwnAppointmentCancelView.as_view(), name="own_appointment_cancel"
    ),
    path(
        "termin/<str:token>/termin.ics",
        appointment_own.OwnAppointmentCalendarView.as_view(),
        name="own_appointment_ics",
    ),
]
machines = [
    path("oeffnungszeiten.json", opening.OpeningFeedView.as_view(), name="opening_feed"),
]
staff = [
    path("kontakt/neu/", contact.ContactCreateView.as_view(), name="contact_create"),
    path("kontakte/", contact_list.ContactListView.as_view(), name="contact_list"),
    path("kontakte/<int:pk>/zuruecknehmen/", contact_list.ContactUndoView.as_view(), name="contact_undo"),
    path("entwuerfe/<slug:purpose>/", draft.DraftKeepView.as_view(), name="draft_keep"),
    path("entwuerfe/<int:pk>/verwerfen/", draft.DraftDiscardView.as_view(), name="draft_discard"),
    path("personen/", client.ClientListView.as_view(), name="client_list"),
    path("personen/neu/", client.ClientCreateView.as_view(), name="client_create"),
    path("personen/finden/", client.ClientFindView.as_view(), name="client_find"),
    path("personen/<int:pk>/", client.ClientDetailView.as_view(), name="client_detail"),
    path("personen/<int:pk>/protokoll/", trail.ClientTrailView.as_view(), name="client_trail"),
    path("personen/<int:pk>/aendern/", client.ClientUpdateView.as_view(), name="client_update"),
    path("personen/<int:pk>/aufenthalt/", residence.ResidenceRecordView.as_view(), name="residence_record"),
    path("personen/<int:pk>/aufenthalt/loeschen/", residence.ResidenceDeleteView.as_view(), name="residence_delete"),
    path("personen/<int:pk>/haushalt/", household.HouseholdDetailView.as_view(), name="household_detail"),
    path(
        "personen/<int:pk>/haushalt/person/",
        household.HouseholdMemberCreateView.as_view(),
        name="household_member_create",
    ),
    path("personen/<int:pk>/haushalt/akte/", household.HouseholdLinkView.as_view(), name="household_link"),
    path(
        "personen/<int:pk>/haushalt/<int:member>/aendern/",
        household.HouseholdMemberUpdateView.as_view(),
        name="household_member_update",
    ),
    path(
        "personen/<int:pk>/haushalt/<int:member>/ausgezogen/",
        household.HouseholdLeaveView.as_view(),
        name="household_leave",
    ),
    path("personen/<int:pk>/fall/", case.CaseCreateView.as_view(), name="case_create"),
    path("personen/<int:pk>/wiedervorlage/", followup.FollowUpCreateView.as_view(), name="followup_create"),
    path("personen/<int:pk>/weitergabe/", sharing.FileSharingView.as_view(), name="file_sharing"),
    path("personen/<int:pk>/offenlegen/", sharing.FileDiscloseView.as_view(), name="file_disclose"),
    path("personen/<int:pk>/notizen-oeffnen/", sharing.NotesOpenView.as_view(), name="notes_open"),
    path("offenlegungen/", sharing.DisclosureListView.as_view(), name="disclosure_list"),
    path("offenlegungen/<int:pk>/beenden/", sharing.DisclosureWithdrawView.as_view(), name="disclosure_withdraw"),
    path("faelle/", case.CaseListView.as_view(), name="case_list"),
    path("faelle/<int:pk>/", case.CaseDetailView.as_view(), name="case_detail"),
    path("faelle/<int:pk>/aendern/", case.CaseUpdateView.as_view(), name="case_update"),
    path("faelle/<int:pk>/abschliessen/", case.CaseCloseView.as_view(), name="case_close"),
    path("faelle/<int:pk>/wieder-oeffnen/", case.CaseReopenView.as_view(), name="case_reopen"),
    path("faelle/<int:pk>/zustaendigkeit/", case.CaseAssignView.as_view(), name="case_assign"),
    path("wiedervorlagen/", followup.FollowUpListView.as_view(), name="followup_list"),
    path("wiedervorlagen/<int:pk>/erledigt/", followup.FollowUpDoneView.as_view(), name="followup_done"),
    path("wiedervorlagen/<int:pk>/verschieben/", followup.FollowUpPostponeView.as_view(), name="followup_postpone"),
    path("partner/", partner.PartnerListView.as_view(), name="partner_list"),
    path("partner/neu/", partner.PartnerCreateView.as_view(), name="partner_create"),
    path("partner/<int:pk>/", partner.PartnerDetailView.as_view(), name="partner_detail"),
    path("partner/<int:pk>/aendern/", partner.PartnerUpdateView.as_view(), name="partner_update"),
    path("partner/<int:pk>/geprueft/", partner.PartnerCheckView.as_view(), name="partner_check"),
    path("abwesenheiten/", absence.AbsenceListView.as_view(), name="absence_list"),
    path("abwesenheiten/neu/", absence.AbsenceCreateView.as_view(), name="absence_create"),
    path("abwesenheiten/ich/", absence.AbsenceReportView.as_view(), name="absence_report"),
    path("abwesenheiten/<int:pk>/", absence.AbsenceUpdateView.as_view(), name="absence_update"),
    path("abwesenheiten/<int:pk>/beenden/", absence.AbsenceEndView.as_view(), name="absence_end"),
    path("zeiten/<slug:slug>/personal/", staffing.StaffingAnnounceView.as_view(), name="staffing_announce"),
    path("zeiten/<slug:slug>/personal/zurueck/", staffing.StaffingTakeBackView.as_view(), name="staffing_take_back"),
    path("zeiten/<slug:slug>/bedarf/", staffing.StaffNeededView.as_view(), name="staff_needed"),
    path("statistik/", report.ReportView.as_view(), name="report"),
    path("statistik/datei/<slug:kind>/", report.ReportExportView.as_view(), name="report_export"),
    path("statistik/text/", report.ReportTextView.as_view(), name="report_text"),
    path("zeiten/", opening_edit.OpeningEditView.as_view(), name="opening_edit"),
    path("zeiten/<slug:slug>/heute/", opening_edit.OpeningCloseTodayView.as_view(), name="opening_close_today"),
    path("zeiten/<slug:slug>/schliessung/", opening_edit.OpeningCloseView.as_view(), name="opening_close"),
    path("zeiten/<slug:slug>/tage/", opening_edit.OpeningTimesView.as_view(), name="opening_times"),
    path("zeiten/<slug:slug>/woche/", opening_edit.OpeningWeekView.as_view(), name="opening_week"),
    path("zeiten/<slug:slug>/zeitraum/", opening_edit.OpeningPeriodView.as_view(), name="opening_period"),
    path("zeiten/<slug:slug>/erreichbar/", opening_edit.CentreChannelsView.as_view(), name="centre_channels"),
    path("zeiten/tage/<int:pk>/zurueck/", opening_edit.OpeningReopenView.as_view(), name="opening_reopen"),
    path(
        "zeiten/zeitraum/<int:pk>/zurueck/",
        opening_edit.OpeningPeriodWithdrawView.as_view(),
        name="opening_period_withdraw",
    ),
]

urlpatterns = [
    *i18n_patterns(*public),
    path("api/", include(machines)),
    path("intern/", include(staff)),
]
