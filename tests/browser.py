"""Finds a Chromium or gets one: the installed one, else Debian's package as root, else Playwright's own.

``python -m tests.browser`` runs before the suite, so that a missing browser is a clear sentence and a
failure, never a skipped test.
"""

import functools
import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

PACKAGES = ["chromium", "fonts-liberation", "fonts-noto-core"]


@functools.cache
def executable() -> str | None:
    """Path of the Chromium to use; ``None`` if there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if os.path.exists(own) else None


def install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(["apt-get", "-q", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    executable.cache_clear()
    if executable() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
        executable.cache_clear()


def main() -> int:
    if executable() is None:
        sys.stderr.write("Installing Chromium for the browser tests …\n")
        install()
    if executable() is None:
        sys.stderr.write("No Chromium could be had: install the package 'chromium' and run 'make test' again.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
