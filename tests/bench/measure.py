"""CPU time of the web process and of Postgres for one page, read from the kernel's own books."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path


def cpu_seconds(pids: Iterable[int]) -> float:
    """CPU time that all threads of these processes have used so far (``schedstat`` counts nanoseconds)."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with suppress(OSError):
                total += int(task.read_text().split()[0])
    return total / 1e9


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class WebServer:
    """One gunicorn with one worker, so that all its CPU time belongs to the pages that are asked for."""

    def __init__(self, application: str, port: int, *, login: str) -> None:
        self.port = port
        options = ["--workers=1", "--threads=2", "--worker-class=gthread", "--log-level=error", "--keep-alive=60"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", *options, application],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "ibs_portal.settings", "PORTAL_DATABASE_LOGIN": login},
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._wait()

    def _wait(self) -> None:
        for _attempt in range(100):
            with suppress(OSError):
                self.connection.request("GET", "/")
                self.connection.getresponse().read()
                return
            self.connection.close()
            time.sleep(0.2)
        self.close()
        raise SystemExit(f"The server on port {self.port} does not answer.")

    @property
    def pids(self) -> list[int]:
        return children(self.process.pid)

    def memory(self) -> float:
        """Megabytes of the worker that are its own or its share (PSS)."""
        rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.pids]
        return sum(int(r.split("Pss:")[1].split()[0]) for r in rollups) / 1024

    def get(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        response.read()
        return response

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(15)


@dataclass
class Page:
    """A page to measure; ``limit`` is the ratio that the design allows it at most."""

    name: str
    server: WebServer
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    limit: float | None = None
    samples: list[float] = field(default_factory=list)

    def warm_up(self) -> None:
        for _attempt in range(5):
            response = self.server.get(self.path, self.headers)
        if response.status != self.status:
            raise SystemExit(f"{self.name}: {self.path} answers {response.status} instead of {self.status}")

    def sample(self, postgres: Iterable[int], requests: int) -> None:
        pids = [*self.server.pids, *postgres]
        before = cpu_seconds(pids)
        for _request in range(requests):
            self.server.get(self.path, self.headers)
        self.samples.append((cpu_seconds(pids) - before) / requests)

    @property
    def median(self) -> float:
        return statistics.median(self.samples)


def measure(pages: list[Page], postgres_pid: int, *, rounds: int, requests: int) -> None:
    """Interleaves the pages, so that a busy moment of the machine falls on all of them."""
    for page in pages:
        page.warm_up()
    for _round in range(rounds):
        backends = children(postgres_pid)
        for page in pages:
            page.sample(backends, requests)


def report(pages: list[Page]) -> str:
    """A table; the first page is the unit."""
    unit = pages[0].median
    lines = [f"{'page':34} {'CPU ms':>8} {'ratio':>7} {'at most':>8}"]
    for page in pages:
        ratio = page.median / unit
        limit = "" if page.limit is None else f"{page.limit:.2f}"
        mark = " !" if page.limit is not None and ratio > page.limit else ""
        lines.append(f"{page.name:34} {page.median * 1000:8.2f} {ratio:6.2f}× {limit:>8}{mark}")
    return "\n".join(lines)
