"""All addresses of this area."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

app_name = "volunteers"

public = []
staff = []

urlpatterns = [
    *i18n_patterns(*public),
    path("intern/", include(staff)),
]
