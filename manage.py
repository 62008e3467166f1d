#!/usr/bin/env python
"""Django's command line; use it through ``make manage ARGS="…"``, which starts the database first."""

import os
import sys

from django.core.management import execute_from_command_line

# The login that serves owns nothing, so these need the owner's.
OWNER_COMMANDS = {
    "migrate",
    "flush",
    "sqlflush",
    "dbshell",
    "walls",
    "createcachetable",
    "makemigrations",
    "createsuperuser",
    "changepassword",
    "verify_trail",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ibs_portal.settings")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("PORTAL_DATABASE_LOGIN", "owner")
    execute_from_command_line(sys.argv)
