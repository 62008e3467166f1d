"""Everything between "the database runs" and "the portal serves", in one process so that it takes seconds.

Runs as the owner of the database: migrations, rights, catalogues, static files, and in a demo its data.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import allauth
import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError


def state_of(folders: Iterable[Path]) -> str:
    """A digest of names, sizes and times of all files: equal as long as nobody touched one."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def collect_static() -> None:
    """Hashes and compresses the static files, if one has changed since the last time."""
    libraries = [Path(str(module.__file__)).parent for module in (django, allauth)]
    sources = [*map(Path, settings.STATICFILES_DIRS), *libraries]
    stamp, state = Path(settings.STATIC_ROOT) / ".collected", state_of(sources)
    if not stamp.exists() or stamp.read_text() != state:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def prepare() -> None:
    django.setup()
    call_command("catalogue", "compile")
    call_command("migrate", verbosity=0)
    collect_static()
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
