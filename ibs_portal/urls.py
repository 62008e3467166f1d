"""The map of the site. Public pages carry the language; staff, accounts, admin and machines do not.

Each area lists all its addresses in one ``urls.py`` under one namespace: public ones in ``i18n_patterns``,
staff ones below ``intern/``.
"""

from types import ModuleType

from allauth import urls as allauth_urls
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLResolver, include, path

import counselling.urls
import projects.urls
import volunteers.urls
from ibs_portal.accounts import urls as accounts_urls
from ibs_portal.audit import urls as audit_urls
from ibs_portal.mail import urls as mail_urls
from ibs_portal.ui import urls as ui_urls
from ibs_portal.website import urls as website_urls
from ibs_portal.website.views.languages import LanguagesView


def area(urls: ModuleType) -> URLResolver:
    """Mounts an area at the root; ``include()`` would refuse its language prefixes, which only work there."""
    return path("", (urls.urlpatterns, urls.app_name, urls.app_name))


urlpatterns = [
    *i18n_patterns(path("sprachen/", LanguagesView.as_view(), name="languages")),
    area(website_urls),
    area(counselling.urls),
    area(volunteers.urls),
    area(projects.urls),
    path("intern/", include(mail_urls)),
    path("intern/protokoll/", include(audit_urls)),
    path("intern/gestaltung/", include(ui_urls)),
    path("konto/start/", include(accounts_urls)),
    path("konto/", include(allauth_urls)),
    path("admin/", admin.site.urls),
]
