# ruff: noqa: E501, because a paragraph is one line
"""News of the demo. What happened is known from press releases; the sentences are the demo's own."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class DemoNews:
    slug: str
    # None: a draft that waits for somebody to publish it.
    day: datetime.date | None
    organisation: str
    author: str
    title_de: str
    body_de: str
    title_en: str = ""
    body_en: str = ""
    source: str = ""


NEWS = (
    DemoNews(
        slug="wieder-regulaere-sprechzeiten",
        day=datetime.date(2024, 2, 5),
        organisation="city",
        author="redaktion",
        title_de="Wieder zu den gewohnten Zeiten für Sie da",
        body_de="""
Zwei neue Sozialarbeiterinnen verstärken unser Team, eine dritte Kollegin ist aus der Elternzeit zurück. Dazu kommt ein Bundesfreiwilliger.

Deshalb gelten seit Februar wieder die gewohnten Öffnungszeiten. Auch am Telefon und per E-Mail erreichen Sie uns wieder voll.

Vielen Dank für Ihre Geduld, als Stellen frei waren.
""",
        title_en="Back to our usual opening hours",
        body_en="""
Two new social workers have joined us, a third colleague is back from parental leave, and a federal volunteer helps.

Since February our usual opening hours apply again. You reach us by phone and e-mail again, too.
""",
        source="Stadt Zwickau",
    ),
    DemoNews(
        slug="begleiterinnen-und-begleiter-gesucht",
        day=datetime.date(2024, 5, 17),
        organisation="agency",
        author="freiwilligenagentur",
        title_de="Begleiterinnen und Begleiter für neue Fachkräfte gesucht",
        body_de="""
Pflegekräfte aus Indien, von den Philippinen, aus der Türkei und anderen Ländern kommen nach Osnabrück. Im neuen Begleitprojekt helfen Freiwillige ihnen beim Ankommen.

- sich in der Stadt zurechtfinden
- Menschen kennenlernen
- Wege zu Ämtern gemeinsam gehen

Alle Freiwilligen bekommen vorher eine Schulung und treffen sich in Gruppen. Das Projekt tragen die Freiwilligen-Agentur, die Agentur für Arbeit und das Welcome & Connect Center gemeinsam.
""",
        title_en="Companions wanted for new skilled workers",
        body_en="""
Nurses from India, the Philippines, Türkiye and other countries come to Osnabrück. In the new companion project volunteers help them to settle in: finding their way, meeting people, going to authorities together.

All volunteers get a training first and meet in groups.
""",
        source="Stadt Osnabrück",
    ),
    DemoNews(
        slug="naehmontag-wird-zwei",
        day=datetime.date(2024, 11, 14),
        organisation="city",
        author="bfd",
        title_de="Zwei Jahre NäMo: der Nähmontag feiert Geburtstag",
        body_de="""
Seit November 2022 nähen Frauen mit und ohne Migrationsgeschichte jeden Montag zusammen, von 10:00 bis 11:30 Uhr in der Neuplanitzer Straße 31, zusammen mit dem Lichthaus e.V.

Nähmaschinen sind da. Wer noch nie genäht hat, bekommt Hilfe. Kommen Sie einfach vorbei: Es kostet nichts, und Sie müssen sich nicht anmelden.
""",
        title_en="Sewing Monday is two years old",
        body_en="""
Since November 2022 women with and without a history of migration have been sewing together every Monday, 10:00 to 11:30 at Neuplanitzer Straße 31.

Sewing machines are there, beginners get help. It is free and you need not register.
""",
        source="Integrationsberatungsstelle",
    ),
    DemoNews(
        slug="zwikkoloer-sucht-staende",
        day=datetime.date(2026, 2, 16),
        organisation="city",
        author="redaktion",
        title_de="zwikkolör: Vereine können sich für einen Stand melden",
        body_de="""
Das Fest der Kulturen und des Ehrenamts auf dem Hauptmarkt lebt von den Vereinen. Wer einen Stand betreuen oder auf der Bühne auftreten möchte, meldet sich bei uns.

Gäste brauchen keine Anmeldung. Der Eintritt ist frei, der Platz ist ohne Stufen erreichbar.
""",
        title_en="zwikkolör: clubs can ask for a stand",
        body_en="""
The festival of cultures and volunteering on the Hauptmarkt lives by its clubs. If you would like to run a stand or appear on the stage, tell us.

Guests need not register. Entry is free and the square is step-free.
""",
        source="Stadt Zwickau",
    ),
    DemoNews(
        slug="fortbildung-des-teams",
        day=datetime.date(2026, 9, 14),
        organisation="city",
        author="leitung",
        title_de="Rückblick: eine Woche Fortbildung",
        body_de="""
Unser Team hat eine Woche lang gelernt: neues Recht beim Aufenthalt und gutes Dolmetschen im Gespräch. In dieser Zeit war die Beratungsstelle zu.

Schließungen wie diese stehen immer vorher auf der Startseite und bei den Öffnungszeiten.
""",
        title_en="Looking back: a week of training",
        body_en="""
Our team has spent a week learning: new law on residence, and good interpreting. The centre was closed during that week.

Closures like this are always announced on the home page and beside the opening hours.
""",
        source="Integrationsberatungsstelle",
    ),
    DemoNews(
        slug="kochen-verbindet-im-winter",
        day=None,
        organisation="city",
        author="beratung",
        title_de="Kochen verbindet: Suppen aus fünf Ländern",
        body_de="""
Im Winter kochen wir wieder zusammen. Die Plätze in der Küche sind begrenzt, bitte melden Sie sich an.
""",
    ),
)
