"""The unit of all figures: a page with one query, fifty rows and a flat template."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from counselling.models import Contact

TEMPLATE = Engine().from_string(
    "<!doctype html><title>Bare</title><table>{% for row in rows %}"
    "<tr><td>{{ row.pk }}<td>{{ row.at }}<td>{{ row.minutes }}<td>{{ row.channel }}{% endfor %}</table>"
)


def bare_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEMPLATE.render(Context({"rows": Contact.objects.defer("counted").order_by("-pk")[:50]})))


urlpatterns = [path("", bare_page)]
