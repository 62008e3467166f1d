"""The portal's settings without anything of the portal: same server, database and data, no middleware."""

from ibs_portal.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "tests.bench.bare"
