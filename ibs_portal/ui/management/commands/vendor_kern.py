"""Renews static/vendor/kern/kern.css from an unpacked npm package of KERN."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ibs_portal.ui.kern_cut import cut

NOTE = "/* KERN {version}, EUPL-1.2, cut and changed by ibs_portal/ui/kern_cut.py; see README.md beside. */\n"


class Command(BaseCommand):
    help = "Cut KERN's stylesheet to what the portal uses and write it to static/vendor/kern/."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=Path, help="folder of the unpacked package, with package.json")

    def handle(self, *, package: Path, **options: object) -> None:
        version = json.loads((package / "package.json").read_text())["version"]
        own = "".join(path.read_text() for path in Path(settings.BASE_DIR, "static/css").glob("*.css"))
        target = Path(settings.BASE_DIR, "static/vendor/kern/kern.css")
        target.write_text(NOTE.format(version=version) + cut((package / "dist/kern.css").read_text(), also_used=own))
        self.stdout.write(f"{target}: {target.stat().st_size} bytes")
