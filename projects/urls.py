"""All addresses of this area."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from projects.views import event, project, registration, series, staff_event, staff_registration

app_name = "projects"

public = [
    path("projekte/", project.ProjectListView.as_view(), name="project_list"),
    path("projekte/<slug:slug>/", project.ProjectDetailView.as_view(), name="project_detail"),
    path("veranstaltungen/", event.EventListView.as_view(), name="event_list"),
    path("veranstaltungen/<int:pk>/", event.EventDetailView.as_view(), name="event_detail"),
    path("veranstaltungen/<int:pk>/kalender.ics", event.EventCalendarView.as_view(), name="event_ics"),
    path("veranstaltungen/<int:pk>/anmelden/", registration.RegisterView.as_view(), name="register"),
    path("anmeldung/<str:token>/", registration.RegistrationManageView.as_view(), name="registration_manage"),
    path("anmeldung/<str:token>/fertig/", registration.RegistrationDoneView.as_view(), name="registration_done"),
    path("anmeldung/<str:token>/absagen/", registration.RegistrationCancelView.as_view(), name="registration_cancel"),
    path("anmeldung/<str:token>/annehmen/", registration.OfferAcceptView.as_view(), name="offer_accept"),
]
staff = [
    path("projekte/", project.StaffProjectListView.as_view(), name="staff_project_list"),
    path("projekte/reihe/neu/", series.SeriesCreateView.as_view(), name="series_create"),
    path("projekte/reihe/<int:pk>/ergaenzen/", series.SeriesGenerateView.as_view(), name="series_generate"),
    path("veranstaltungen/", staff_event.StaffEventListView.as_view(), name="staff_event_list"),
    path("veranstaltungen/neu/", staff_event.StaffEventCreateView.as_view(), name="staff_event_create"),
    path("veranstaltungen/<int:pk>/", staff_event.StaffEventDetailView.as_view(), name="staff_event_detail"),
    path("veranstaltungen/<int:pk>/aendern/", staff_event.StaffEventUpdateView.as_view(), name="staff_event_update"),
    path("veranstaltungen/<int:pk>/absagen/", staff_event.StaffEventCancelView.as_view(), name="staff_event_cancel"),
    path(
        "veranstaltungen/<int:pk>/liste/",
        staff_registration.AttendanceListView.as_view(),
        name="staff_attendance_list",
    ),
    path(
        "veranstaltungen/<int:pk>/liste.xlsx",
        staff_registration.AttendanceExportView.as_view(),
        name="staff_attendance_export",
    ),
    path(
        "veranstaltungen/<int:pk>/anmeldung/neu/",
        staff_registration.StaffRegistrationCreateView.as_view(),
        name="staff_registration_create",
    ),
    path(
        "anmeldungen/<int:pk>/absagen/",
        staff_registration.StaffRegistrationCancelView.as_view(),
        name="staff_registration_cancel",
    ),
    path(
        "anmeldungen/<int:pk>/annehmen/",
        staff_registration.StaffOfferAcceptView.as_view(),
        name="staff_offer_accept",
    ),
]

urlpatterns = [
    *i18n_patterns(*public),
    path("intern/", include(staff)),
    path("feeds/<slug:language>/veranstaltungen.ics", event.EventFeedView.as_view(), name="event_feed"),
]
