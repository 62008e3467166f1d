from tests.access.matrix import PUBLIC, STAFF, Access
from tests.factories.website import EmergencyContactFactory, LegalPageFactory, NewsItemFactory

DRAFTERS = frozenset(
    ["federal_volunteer", "counsellor", "integration_coordinator", "head_of_centre", "programme_coordinator", "editor"]
)
PUBLISHERS = frozenset(["head_of_centre", "programme_coordinator", "editor"])
# News belong to a house: a city draft is no object of the programme in another town.
CITY_DRAFTERS = DRAFTERS - {"programme_coordinator", "integration_coordinator"}
CITY_PUBLISHERS = PUBLISHERS - {"programme_coordinator"}


def make_world(persons, organisations) -> dict:
    EmergencyContactFactory()
    LegalPageFactory(organisation=organisations["city"])
    return {
        "news": NewsItemFactory(organisation=organisations["city"], published=True),
        "draft": NewsItemFactory(organisation=organisations["city"], author=persons["beratung"]),
        "agency_draft": NewsItemFactory(organisation=organisations["agency"]),
        "online": NewsItemFactory(organisation=organisations["city"], published=True),
    }


def pk_of(name: str):
    return lambda world: {"pk": world[name].pk}


ACCESS = {
    "website:home": Access(roles=PUBLIC),
    "website:news_list": Access(roles=PUBLIC),
    "website:news_detail": Access(
        roles=PUBLIC, kwargs=lambda w: {"slug": w["news"].slug}, foreign=lambda w: {"slug": w["draft"].slug}
    ),
    "website:emergency": Access(roles=PUBLIC),
    "website:search": Access(roles=PUBLIC, query="?q=Meldung"),
    "website:imprint": Access(roles=PUBLIC),
    "website:privacy": Access(roles=PUBLIC),
    "website:accessibility": Access(roles=PUBLIC),
    "website:barrier_report": Access(
        roles=PUBLIC, methods=("GET", "POST"), data={"message": "Ich komme nicht weiter."}
    ),
    "website:barrier_report_done": Access(roles=PUBLIC),
    "website:staff_home": Access(roles=STAFF),
    "website:staff_search": Access(roles=STAFF, query="?q=Meldung"),
    "website:staff_help": Access(roles=STAFF),
    "website:staff_news_list": Access(roles=DRAFTERS),
    "website:news_create": Access(
        roles=DRAFTERS, methods=("GET", "POST"), data={"title_de": "Neues", "body_de": "Ein Absatz."}
    ),
    "website:news_update": Access(
        roles=CITY_DRAFTERS,
        kwargs=pk_of("draft"),
        foreign=pk_of("agency_draft"),
        hidden_from={"programme_coordinator", "integration_coordinator"},
        methods=("GET", "POST"),
        data={"title_de": "Neues", "body_de": "Ein Absatz."},
    ),
    "website:news_publish": Access(
        roles=CITY_PUBLISHERS,
        kwargs=pk_of("draft"),
        foreign=pk_of("agency_draft"),
        hidden_from={"programme_coordinator"},
        methods=("GET", "POST"),
    ),
    "website:news_withdraw": Access(
        roles=CITY_PUBLISHERS,
        kwargs=pk_of("online"),
        foreign=pk_of("agency_draft"),
        hidden_from={"programme_coordinator"},
        methods=("GET", "POST"),
    ),
    "website:healthz": Access(roles=PUBLIC),
    "website:readyz": Access(roles=PUBLIC),
    "website:robots": Access(roles=PUBLIC),
    "website:favicon": Access(roles=PUBLIC, opens=(301,)),
    "website:sitemap": Access(roles=PUBLIC),
    "website:security_txt": Access(roles=PUBLIC),
    "website:news_feed": Access(roles=PUBLIC, kwargs=lambda w: {"language": "de"}),
}
