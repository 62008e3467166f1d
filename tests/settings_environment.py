"""The environment of the tests, set before Django reads its settings: nothing of the caller's demo leaks in."""

import os
from pathlib import Path

os.environ.update(
    DJANGO_SETTINGS_MODULE="ibs_portal.settings",
    PORTAL_TESTING="1",
    PORTAL_DEMO="0",
    PORTAL_DEBUG="0",
    PORTAL_URL="http://testserver",
    PORTAL_HOSTS="testserver localhost 127.0.0.1",
    PORTAL_DATABASE_LOGIN="owner",
)

# The static files' server wants its folder to be there, even if it serves from the source here.
static_root = Path(os.environ.get("PORTAL_VAR", "var/test")) / "static"
static_root.mkdir(parents=True, exist_ok=True)
