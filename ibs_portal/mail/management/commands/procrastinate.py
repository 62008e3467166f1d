"""The library's command, with connections that become the role of jobs and can become nothing else for long.

The queue is read over connections of its own, beside Django's. What a task does with Django's models it does
in ``asking_as_job()``.
"""

from typing import Any

from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.management.commands.procrastinate import Command as LibraryCommand
from procrastinate.contrib.django.utils import connector_params

from ibs_portal.database import roles


def job_parameters() -> dict[str, Any]:
    """How the worker connects: as the login of this process, in the role of jobs from the first statement on."""
    parameters = connector_params()
    options = f"{parameters.pop('options', '')} -c role={roles.JOBS}".strip()
    return {**parameters, "options": options}


class WorkerConnector(DjangoConnector):
    def get_worker_connector(self) -> PsycopgConnector:
        return PsycopgConnector(kwargs=job_parameters())


class Command(LibraryCommand):
    def handle(self, *args: Any, **kwargs: Any) -> None:
        with app.replace_connector(WorkerConnector()):
            super().handle(*args, **kwargs)
