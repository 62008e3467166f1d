"""The trail, in the staff area. Who looked at a file is asked from the file, so its address is the area's."""

from django.urls import path

from ibs_portal.audit.views import EntryListView, OwnEntriesView

app_name = "audit"
urlpatterns = [
    path("", EntryListView.as_view(), name="entry_list"),
    path("eigene/", OwnEntriesView.as_view(), name="own_entries"),
]
