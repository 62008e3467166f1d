"""Checks the trail against its seals, and against a head that left the house by mail or file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ibs_portal.audit.verifying import verify


class Command(BaseCommand):
    help = (
        "Finds entries of the trail that were changed, deleted, slipped in or cut off; exit status 1 if there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default="", help="A head from outside: from a mail or from trail-heads.txt.")
        parser.add_argument("--sealed-count", type=int, help="How many entries were sealed at that time.")

    def handle(self, **options: Any) -> None:
        report = verify(head=options["head"], sealed_count=options["sealed_count"])
        for finding in report.findings:
            self.stderr.write(finding)
        if report.findings:
            raise CommandError("The trail is not as it was sealed.")
        sealed = f"{report.entries} entries under {report.seals} seals"
        self.stdout.write(f"The trail is whole: {sealed}, {report.unsealed} not sealed yet.")
        if report.head:
            self.stdout.write(f"Head: {report.head}")
        if not options["head"]:
            self.stdout.write("Without a head from outside (--head), an end that was cut off cannot be noticed.")
