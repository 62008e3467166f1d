"""The accounts of the demo: what ``make run`` prints and ``seed_demo`` makes."""

from dataclasses import dataclass

DEMO_PASSWORD = "Willkommen-im-Portal"  # noqa: S105, printed on purpose: the demo holds invented people only


@dataclass(frozen=True)
class DemoLogin:
    key: str
    name: str
    organisation: str | None
    # Empty for the superuser, who has no work role.
    role: str
    what: str

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


LOGINS = (
    DemoLogin("leitung", "Katrin Möckel", "city", "head_of_centre", "Leitung der Beratungsstelle"),
    DemoLogin("beratung", "Samira Haddad-Löffler", "city", "counsellor", "Beratung, Stadt Zwickau"),
    DemoLogin(
        "koordination-landkreis",
        "Jörg-Uwe Zschiesche",
        "county",
        "integration_coordinator",
        "Integrationskoordination, Landkreis",
    ),
    DemoLogin("bfd", "Finn Oelsner", "city", "federal_volunteer", "Bundesfreiwilligendienst"),
    DemoLogin(
        "freiwilligenagentur",
        "Heike Brüggemann",
        "agency",
        "programme_coordinator",
        "Koordination Begleitprojekt Osnabrück",
    ),
    DemoLogin("partner", "Dr. Ansgar Thöle", "employment_agency", "partner", "Partner, nur Zahlen"),
    DemoLogin("redaktion", "Ulrike Seifert-Nkemelu", "city", "editor", "Redaktion"),
    DemoLogin("begleiterin", "Maria Grönefeld", None, "volunteer", "Begleiterin (Ehrenamt)"),
    DemoLogin("fachkraft", "Anjali Thomas", None, "skilled_worker", "Fachkraft in der Pflege"),
    DemoLogin("technik", "Rüdiger Pfützner", None, "", "Technik (Superuser, /admin/)"),
)


def demo_logins() -> list[str]:
    """A line for each account: e-mail, password, role."""
    width = max(len(login.email) for login in LOGINS)
    return [f"{login.email:<{width}}  {DEMO_PASSWORD}  {login.what}" for login in LOGINS]
