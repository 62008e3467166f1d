"""Who may open the pages of a file beside its overview."""

from dataclasses import replace

from django.utils import timezone

from counselling.actions.document import upload_document
from counselling.actions.household import add_member
from counselling.actions.plan import add_goal, start_plan
from tests.access.counselling_casework import of
from tests.access.matrix import Access
from tests.factories.casework import make_house

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    for prefix, by in (("", "beratung"), ("county_", "koordination-landkreis")):
        client = world[f"{prefix}client"]
        world[f"{prefix}member"] = add_member(
            client, by=persons[by], relation="child", joined_on=timezone.localdate(), birth_year=2019
        )
        plan = start_plan(world[f"{prefix}case"], by=persons[by])
        world[f"{prefix}goal"] = add_goal(plan, by=persons[by], area="work", wish="Ich will arbeiten.")
        world[f"{prefix}plan"] = plan
        world[f"{prefix}document"] = upload_document(client, by=persons[by], name="x.pdf", data=PDF, kind="letter")
    return world


def of_member() -> Access:
    return Access(
        roles={"counsellor", "head_of_centre"},
        kwargs=lambda world: {"pk": world["client"].pk, "member": world["member"].pk},
        foreign=lambda world: {"pk": world["county_client"].pk, "member": world["county_member"].pk},
        refused=404,
        methods=("GET", "POST"),
    )


def tab(row: str = "client") -> Access:
    """A page of the file: nothing for other roles, and no such file for the other house."""
    return replace(of(row, methods=("GET",)), refused=403, hidden_from={"integration_coordinator"})


ACCESS = {
    "counselling:assessment_list": tab(),
    "counselling:assessment_create": of("client"),
    "counselling:plan_list": tab(),
    "counselling:plan_create": of("case", methods=("POST",)),
    "counselling:plan_detail": of("plan", methods=("GET",)),
    "counselling:plan_print": of("plan", methods=("GET",)),
    "counselling:plan_sign": of("plan"),
    "counselling:plan_discard": of("plan", methods=("POST",)),
    "counselling:goal_create": of("plan"),
    "counselling:goal_update": of("goal"),
    "counselling:goal_delete": of("goal", methods=("POST",)),
    "counselling:goal_rate": of("goal"),
    "counselling:document_list": tab(),
    "counselling:document_create": of("client"),
    "counselling:document_download": of("document", methods=("GET",)),
    "counselling:document_delete": of("document"),
    "counselling:household_detail": tab(),
    "counselling:household_member_create": of("client"),
    "counselling:household_link": of("client"),
    "counselling:household_member_update": of_member(),
    "counselling:household_leave": of_member(),
    "counselling:case_detail": of("case", methods=("GET",)),
    "counselling:case_update": of("case"),
    "counselling:file_restrict": of("client"),
    "counselling:file_release": of("client", methods=("POST",)),
    "counselling:residence_record": of("client"),
    "counselling:residence_delete": of("client", methods=("POST",)),
}
