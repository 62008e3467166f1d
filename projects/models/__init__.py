from projects.models.event import Event
from projects.models.place import Place
from projects.models.project import Project
from projects.models.registration import Registration
from projects.models.series import EventSeries

__all__ = ["Event", "EventSeries", "Place", "Project", "Registration"]
