"""Everything between "the database runs" and "the portal serves", in one process so that it takes seconds.

Runs as the owner of the database: migrations, rights, catalogues, static files, and in a demo its data.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command
from django.db import OperationalError


def prepare() -> None:
    django.setup()
    # Imported here because models can only be read after setup().
    from django.conf import settings

    call_command("catalogue", "compile")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMO:
        call_command("seed_demo")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ibs_portal.settings")
    try:
        prepare()
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OperationalError as error:
        sys.stderr.write(f"The database does not answer: {error}\nCheck DATABASE_URL.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
