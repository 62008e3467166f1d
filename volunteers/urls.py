"""All addresses of this area."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from volunteers.forms.signup import CHECK
from volunteers.views import (
    answer,
    certificate,
    certificate_check,
    clearance,
    group,
    match,
    my_match,
    need,
    note,
    own,
    signup,
    training,
    volunteer,
    worker,
)

app_name = "volunteers"

public = [
    path("mitmachen/", signup.AboutView.as_view(), name="about"),
    path("mitmachen/anmelden/", signup.SignupStartView.as_view(), name="signup_start"),
    path(f"mitmachen/anmelden/{CHECK}/", signup.SignupCheckView.as_view(), name="signup_check"),
    path("mitmachen/anmelden/<slug:step>/", signup.SignupStepView.as_view(), name="signup"),
    path("fachkraefte/", worker.WorkerAboutView.as_view(), name="worker_about"),
    path("nachweis/", certificate_check.CertificateCheckView.as_view(), name="certificate_check"),
    path("nachweis/<str:code>/", certificate_check.CertificateVerifyView.as_view(), name="certificate_verify"),
    path("begleitung/antwort/<str:token>/", answer.MatchAnswerView.as_view(), name="match_answer"),
]
staff = [
    path("freiwillige/", volunteer.PipelineView.as_view(), name="pipeline"),
    path("freiwillige/neu/", volunteer.VolunteerCreateView.as_view(), name="volunteer_create"),
    path("freiwillige/<int:pk>/", volunteer.VolunteerDetailView.as_view(), name="volunteer_detail"),
    path("freiwillige/<int:pk>/aendern/", volunteer.VolunteerUpdateView.as_view(), name="volunteer_update"),
    path("freiwillige/<int:pk>/schritt/", volunteer.VolunteerAdvanceView.as_view(), name="volunteer_advance"),
    path("freiwillige/<int:pk>/notizen/", note.NoteListView.as_view(), name="note_list"),
    path("freiwillige/notizen/<int:pk>/loeschen/", note.NoteDeleteView.as_view(), name="note_delete"),
    path("freiwillige/<int:pk>/stunden/", certificate.VolunteerHoursView.as_view(), name="volunteer_hours"),
    path("freiwillige/<int:pk>/nachweis/", certificate.CertificateIssueView.as_view(), name="certificate_issue"),
    path("nachweise/<int:pk>/", certificate.CertificatePrintView.as_view(), name="certificate_print"),
    path("nachweise/<int:pk>/zurueckziehen/", certificate.CertificateRevokeView.as_view(), name="certificate_revoke"),
    path("freiwillige/<int:pk>/verlauf/", volunteer.VolunteerCourseView.as_view(), name="volunteer_course"),
    path("freiwillige/fuehrungszeugnisse/", clearance.ClearanceListView.as_view(), name="clearance_list"),
    path("freiwillige/<int:pk>/fuehrungszeugnis/", clearance.ClearanceCheckView.as_view(), name="clearance_check"),
    path(
        "freiwillige/fuehrungszeugnisse/<int:pk>/loeschen/",
        clearance.ClearanceDeleteView.as_view(),
        name="clearance_delete",
    ),
    path("freiwillige/<int:pk>/gruppe/", group.GroupAssignView.as_view(), name="group_assign"),
    path("gruppen/", group.GroupListView.as_view(), name="group_list"),
    path("gruppen/neu/", group.GroupCreateView.as_view(), name="group_create"),
    path("gruppen/<int:pk>/", group.GroupDetailView.as_view(), name="group_detail"),
    path("gruppen/<int:pk>/aendern/", group.GroupUpdateView.as_view(), name="group_update"),
    path("schulungen/", training.TrainingListView.as_view(), name="training_list"),
    path("schulungen/neu/", training.TrainingSessionCreateView.as_view(), name="training_session_create"),
    path("schulungen/<int:pk>/", training.SessionDetailView.as_view(), name="session_detail"),
    path("schulungen/<int:pk>/einladen/", training.SessionInviteView.as_view(), name="session_invite"),
    path("schulungen/<int:pk>/anwesenheit/", training.SessionAttendanceView.as_view(), name="session_attendance"),
    path("schulungen/<int:pk>/liste/", training.SessionPrintView.as_view(), name="session_print"),
    path("fachkraefte/", worker.WorkerListView.as_view(), name="worker_list"),
    path("fachkraefte/neu/", worker.WorkerCreateView.as_view(), name="worker_create"),
    path("fachkraefte/<int:pk>/", worker.WorkerDetailView.as_view(), name="worker_detail"),
    path("fachkraefte/<int:pk>/aendern/", worker.WorkerUpdateView.as_view(), name="worker_update"),
    path("fachkraefte/<int:pk>/beenden/", worker.WorkerEndView.as_view(), name="worker_end"),
    path("fachkraefte/<int:pk>/bedarf/", need.NeedCreateView.as_view(), name="need_create"),
    path("fachkraefte/kohorten/", worker.CohortListView.as_view(), name="cohort_list"),
    path("fachkraefte/kohorten/neu/", worker.CohortCreateView.as_view(), name="cohort_create"),
    path("fachkraefte/kohorten/<int:pk>/", worker.CohortDetailView.as_view(), name="cohort_detail"),
    path("fachkraefte/kohorten/<int:pk>/aendern/", worker.CohortUpdateView.as_view(), name="cohort_update"),
    path("zuordnung/", need.NeedListView.as_view(), name="need_list"),
    path("zuordnung/<int:pk>/", need.NeedDetailView.as_view(), name="need_detail"),
    path("zuordnung/<int:pk>/bestaetigen/", need.MatchApproveView.as_view(), name="match_approve"),
    path("zuordnung/<int:pk>/schliessen/", need.NeedCloseView.as_view(), name="need_close"),
    path("begleitungen/", match.MatchListView.as_view(), name="match_list"),
    path("begleitungen/<int:pk>/", match.MatchDetailView.as_view(), name="match_detail"),
    path("begleitungen/<int:pk>/antwort/", match.AnswerRecordView.as_view(), name="match_record"),
    path("begleitungen/<int:pk>/zurueckziehen/", match.MatchWithdrawView.as_view(), name="match_withdraw"),
    path("begleitungen/<int:pk>/beenden/", match.MatchEndView.as_view(), name="match_end"),
    path("begleitungen/<int:pk>/treffen/", match.MeetingCreateView.as_view(), name="meeting_create"),
]
account = [
    path("", own.MyHomeView.as_view(), name="my_home"),
    path("angaben/", own.MyProfileView.as_view(), name="my_profile"),
    path("schulung/<int:pk>/", own.MyTrainingView.as_view(), name="my_training"),
    path("pause/", own.MyPauseView.as_view(), name="my_pause"),
    path("pause/beenden/", own.MyReturnView.as_view(), name="my_return"),
    path("aufhoeren/", own.MyLeaveView.as_view(), name="my_leave"),
    path("stunden/", certificate.MyHoursView.as_view(), name="my_hours"),
    path("nachweis/neu/", certificate.MyCertificateCreateView.as_view(), name="my_certificate_create"),
    path("nachweis/<int:pk>/", certificate.MyCertificateView.as_view(), name="my_certificate"),
    path("begleitung/<int:pk>/", my_match.MyMatchView.as_view(), name="my_match"),
    path("begleitung/<int:pk>/antwort/", my_match.MyMatchAnswerView.as_view(), name="my_match_answer"),
    path("begleitung/<int:pk>/treffen/", my_match.MyMeetingCreateView.as_view(), name="my_meeting_create"),
    path("treffen/", my_match.MyMeetingsView.as_view(), name="my_meetings"),
    path("treffen/<int:pk>/zuruecknehmen/", my_match.MyMeetingDeleteView.as_view(), name="my_meeting_delete"),
]
worker_account = [
    path("", my_match.WorkerHomeView.as_view(), name="worker_home"),
    path("begleitung/<int:pk>/antwort/", my_match.WorkerAnswerView.as_view(), name="worker_answer"),
    path("treffen/<int:pk>/", my_match.MeetingFeedbackView.as_view(), name="meeting_feedback"),
]

urlpatterns = [
    *i18n_patterns(*public),
    path("intern/", include(staff)),
    path("konto/ehrenamt/", include(account)),
    path("konto/fachkraft/", include(worker_account)),
]
