"""The environment of the tests, set before Django reads its settings: nothing of the caller's demo leaks in."""

import os

os.environ.update(
    DJANGO_SETTINGS_MODULE="ibs_portal.settings",
    PORTAL_TESTING="1",
    PORTAL_DEMO="0",
    PORTAL_DEBUG="0",
    PORTAL_URL="http://testserver",
    PORTAL_HOSTS="testserver localhost 127.0.0.1",
    PORTAL_DATABASE_LOGIN="owner",
)
