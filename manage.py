#!/usr/bin/env python
"""Django's command line; use it through ``make manage ARGS="…"``, which starts the database first."""

import os
import secrets
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
# They work on a file and ask no database: they run on any machine, without the environment of the portal.
FILE_COMMANDS = {"solve_instance"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ibs_portal.settings")
    if OWNER_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("PORTAL_DATABASE_LOGIN", "owner")
    if FILE_COMMANDS.intersection(sys.argv[1:2]):
        os.environ.setdefault("PORTAL_SECRET_KEY", secrets.token_urlsafe(50))
        os.environ.setdefault("DATABASE_URL", "postgresql://nobody@/none")
    execute_from_command_line(sys.argv)
