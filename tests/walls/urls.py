from django.urls import path

from ibs_portal.urls import urlpatterns as real
from tests.walls import holes

urlpatterns = [
    path("loch/einspeisung/", holes.injectable),
    *(path(f"loch/vergesslich/{name}/", view) for name, view in holes.FORGETFUL.items()),
    *real,
]
