"""Who may open what belongs to the counter: drafts, corrections, enquiries."""

import uuid

from counselling.models import Draft
from counselling.models.enquiry import signed
from tests.access.matrix import PUBLIC, Access
from tests.factories.casework import ContactFactory, make_house
from tests.factories.enquiry import EnquiryFactory

CASE_WORK = {"counsellor", "integration_coordinator", "head_of_centre"}
COUNTER = CASE_WORK | {"federal_volunteer"}


def make_world(persons, organisations) -> dict:
    world = make_house(persons, organisations)
    for prefix, name in (("", "beratung"), ("county_", "koordination-landkreis")):
        world[f"{prefix}draft"] = Draft.objects.create(
            user=persons[name],
            controller=persons[name].organisation,
            purpose="contact_create",
            form=uuid.uuid4(),
            content={"note": ["x"]},
        )
        # Old enough that its note is added to; without a name, so that it may be put into a file.
        world[f"{prefix}anonymous"] = ContactFactory(
            by=persons[name], centre=world["centre"], topics=world["topics"][:1]
        )
        house = {"controller": persons[name].organisation, "centre": world["centre"]}
        world[f"{prefix}enquiry"] = EnquiryFactory(**house)
        world[f"{prefix}claimed"] = EnquiryFactory(**house, claimed_by=persons[name])
    return world


def enquiry(row: str = "enquiry", **more) -> Access:
    """An enquiry of the city; the county must not know of it."""
    return Access(
        roles=COUNTER - {"integration_coordinator"},
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        hidden_from={"integration_coordinator"},
        **more,
    )


def own(row: str, roles=frozenset({"counsellor"}), **more) -> Access:
    return Access(
        roles=roles,
        kwargs=lambda world: {"pk": world[row].pk},
        foreign=lambda world: {"pk": world[f"county_{row}"].pk},
        refused=404,
        **more,
    )


ACCESS = {
    "counselling:enquiry_create": Access(roles=PUBLIC, methods=("GET", "POST")),
    "counselling:enquiry_done": Access(roles=PUBLIC, kwargs=lambda w: {"token": signed("tABCDEFGH")}),
    "counselling:enquiry_list": Access(roles=COUNTER),
    "counselling:enquiry_record": Access(roles=COUNTER, methods=("GET", "POST")),
    "counselling:enquiry_detail": enquiry(),
    "counselling:enquiry_answer": enquiry(methods=("GET", "POST")),
    "counselling:enquiry_claim": enquiry(methods=("POST",)),
    "counselling:enquiry_release": enquiry("claimed", methods=("POST",)),
    "counselling:enquiry_call": enquiry(methods=("POST",), data={"result": "nobody"}),
    "counselling:enquiry_close": enquiry(methods=("POST",), data={"reason": "answered"}),
    "counselling:enquiry_reopen": enquiry(methods=("POST",)),
    "counselling:draft_keep": Access(
        roles=COUNTER, kwargs=lambda w: {"purpose": "contact_create"}, methods=("POST",), opens=(200, 400)
    ),
    "counselling:draft_discard": own("draft", methods=("POST",)),
    "counselling:contact_correct": own("contact", methods=("GET", "POST")),
    "counselling:contact_attach": own("anonymous", methods=("GET",)),
    "counselling:contact_detach": own("contact", methods=("POST",)),
    "counselling:note_write": own("contact", methods=("GET", "POST")),
    "counselling:contact_adopt": Access(
        roles=CASE_WORK - {"integration_coordinator"},
        kwargs=lambda w: {"pk": w["client"].pk},
        foreign=lambda w: {"pk": w["county_client"].pk},
        hidden_from={"integration_coordinator"},
    ),
}
