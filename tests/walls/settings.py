"""The portal as it is served, with pages that no portal should have (``tests/walls/urls.py``)."""

from ibs_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.walls.urls"
SECOND_FACTOR_REQUIRED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
