"""All addresses of the website: home, staff home, news, legal pages, and what machines read."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

app_name = "website"

public = []
staff = []

urlpatterns = [
    *i18n_patterns(*public),
    path("intern/", include(staff)),
]
