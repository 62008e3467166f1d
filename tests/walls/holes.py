"""Pages with the mistakes that walls are for: a statement put together from input, and views that forget to filter."""

import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template import Context, Template
from django.template.response import SimpleTemplateResponse

from counselling.models import Case, Client, ClientName, Contact, ContactNote, FollowUp
from ibs_portal.accounts.models import User
from ibs_portal.database.identity import asking_as
from projects.models import Registration
from volunteers.models import Match, Meeting, SkilledWorker, Volunteer


@login_not_required
def injectable(request: HttpRequest) -> JsonResponse:
    """Runs what it is given, shows errors too, and then goes on with the page as any view would."""
    said: dict[str, object] = {}
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT code FROM counselling_topic WHERE code = '{request.GET['q']}'")
            said["rows"] = [[str(value) for value in row] for row in cursor.fetchall()] if cursor.description else []
    except Error as error:
        said["error"] = str(error)
    said["rest of the page"] = [rest_of_the_page(model) for model in (User, Volunteer, Registration, ClientName)]
    return JsonResponse(said)


def rest_of_the_page(model) -> object:
    try:
        with transaction.atomic():
            return [str(value) for row in model._base_manager.values_list() for value in row]
    except Error as error:
        return str(error)


# --- Ten kinds of views that forget to filter ------------------------------------------------------------------

# What each model's rows are held by: the field that a leak would show.
HELD_BY = {
    Client: "controller_id",
    Case: "controller_id",
    Contact: "controller_id",
    FollowUp: "controller_id",
    Volunteer: "programme__organisation_id",
    SkilledWorker: "programme__organisation_id",
    Match: "programme__organisation_id",
    Registration: "organisation_id",
}
# For views that need one model: the first that this person's role may read at all.
PEOPLE = (Client, Volunteer, Registration)


def rows_of(model) -> list[list]:
    return [list(row) for row in model._base_manager.order_by("-pk").values_list("pk", HELD_BY[model])[:25]]


READABLE = "SELECT name FROM unnest(%s::text[]) name WHERE has_any_column_privilege(name, 'SELECT')"


def readable(*models) -> list:
    """Those of which the role of this person may read anything at all."""
    with connection.cursor() as cursor:
        cursor.execute(READABLE, [[model._meta.db_table for model in models]])
        tables = {row[0] for row in cursor.fetchall()}
    return [model for model in models if model._meta.db_table in tables]


def listed(request: HttpRequest) -> JsonResponse:
    return JsonResponse({m.__name__: rows_of(m) for m in readable(*HELD_BY)})


def lazily_rendered(request: HttpRequest) -> SimpleTemplateResponse:
    """The rows are asked for while the template is rendered, after the view has returned."""

    class Late(SimpleTemplateResponse):
        @property
        def rendered_content(self) -> str:
            template = Template("{% autoescape off %}{{ said }}{% endautoescape %}")
            said = json.dumps({m.__name__: rows_of(m) for m in readable(*PEOPLE)})
            return template.render(Context({"said": said}))

    return Late(None)


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        yield json.dumps({m.__name__: rows_of(m) for m in readable(*PEOPLE)})

    return StreamingHttpResponse(lines())


def raw(request: HttpRequest) -> JsonResponse:
    said = {}
    statements = {
        "Client": "SELECT id, controller_id FROM counselling_client ORDER BY id DESC LIMIT 25",
        "Volunteer": "SELECT v.id, p.organisation_id FROM volunteers_volunteer v JOIN volunteers_programme p "
        "ON p.id = v.programme_id ORDER BY v.id DESC LIMIT 25",
        "Registration": "SELECT id, organisation_id FROM projects_registration ORDER BY id DESC LIMIT 25",
    }
    for name, statement in statements.items():
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
                said[name] = [list(row) for row in cursor.fetchall()]
        except Error:
            continue
    return JsonResponse(said)


def by_id(request: HttpRequest) -> JsonResponse:
    """Any number from the address."""
    said = {}
    for model in readable(*PEOPLE):
        try:
            found = model._base_manager.values_list("pk", HELD_BY[model]).get(pk=request.GET.get("id", 0))
            said[model.__name__] = [list(found)]
        except ObjectDoesNotExist:
            said[model.__name__] = []
    return JsonResponse(said)


def searched(request: HttpRequest) -> JsonResponse:
    said = {}
    for model in readable(ClientName):
        rows = model._base_manager.filter(search_key__contains="a").order_by("-pk")
        said["Client"] = [list(row) for row in rows.values_list("client_id", "controller_id")[:25]]
    for model in readable(Volunteer):
        rows = model._base_manager.filter(given_name__icontains="a").order_by("-pk")
        said["Volunteer"] = [list(row) for row in rows.values_list("pk", "programme__organisation_id")[:25]]
    return JsonResponse(said)


def exported(request: HttpRequest) -> HttpResponse:
    lines = [json.dumps({m.__name__: rows_of(m) for m in readable(*PEOPLE)})]
    return HttpResponse("\n".join(lines), headers={"Content-Disposition": "attachment; filename=alle.json"})


def feed(request: HttpRequest) -> JsonResponse:
    """Notes, meetings, follow-ups, in the order of their days."""
    held = {ContactNote: "controller_id", Meeting: "programme__organisation_id", FollowUp: "controller_id"}
    said = {}
    for model in readable(*held):
        said[model.__name__] = [list(row) for row in model._base_manager.values_list("pk", held[model])[:25]]
    return JsonResponse(said)


def admin_like(request: HttpRequest) -> JsonResponse:
    """As an admin page would: counts, related rows, strings of everything."""
    said = {m.__name__: rows_of(m) for m in readable(*PEOPLE)}
    counts = {m.__name__: m._base_manager.count() for m in readable(*PEOPLE)}
    return JsonResponse(said | {"counts": counts})


def as_a_job(request: HttpRequest) -> JsonResponse:
    """A job that says for whom it works."""
    with asking_as(request.user):
        return JsonResponse({m.__name__: rows_of(m) for m in readable(*PEOPLE)})


FORGETFUL = {
    "liste": listed,
    "spaet": lazily_rendered,
    "stroemend": streamed,
    "roh": raw,
    "nummer": by_id,
    "suche": searched,
    "export": exported,
    "kalender": feed,
    "admin": admin_like,
    "auftrag": as_a_job,
}
