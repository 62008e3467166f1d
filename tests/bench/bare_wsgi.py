"""The portal's settings without anything of the portal: same server, database and data, no middleware."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
# Only now: the login library insists at start that its middleware is there.
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tests.bench.bare"
application = WSGIHandler()
