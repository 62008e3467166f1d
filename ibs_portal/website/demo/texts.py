"""News, legal texts and emergency numbers of the demo; facts from press releases, in own words."""

import datetime
from zoneinfo import ZoneInfo

from ibs_portal.accounts.models import Organisation, User
from ibs_portal.website.demo.news import NEWS
from ibs_portal.website.models import EmergencyContact, LegalPage, NewsItem
from ibs_portal.website.presets import preset

BERLIN = ZoneInfo("Europe/Berlin")
Kind, State = EmergencyContact.Kind, LegalPage.State
# kind, German name, English name, number, languages, German note, English note
NUMBERS = (
    (Kind.EMERGENCY, "Rettungsdienst und Feuerwehr", "Ambulance and fire brigade", "112", ["de", "en"],
     "Unfall, Feuer, Lebensgefahr. Tag und Nacht.", "Accident, fire, danger to life. Day and night."),
    (Kind.EMERGENCY, "Polizei", "Police", "110", ["de", "en"],
     "Gewalt, Einbruch, Bedrohung. Tag und Nacht.", "Violence, burglary, threats. Day and night."),
    (Kind.EMERGENCY, "Giftnotruf", "Poison emergency line", "0361 730730", ["de", "en"],
     "Wenn jemand etwas Giftiges gegessen oder getrunken hat.", "If somebody ate or drank something poisonous."),
    (Kind.ADVICE, "Ärztlicher Bereitschaftsdienst", "Doctor on call", "116117", ["de", "en"],
     "Krank am Abend oder am Wochenende, aber nicht in Lebensgefahr.",
     "Ill in the evening or at the weekend, but not in danger."),
    (Kind.ADVICE, "Hilfetelefon Gewalt gegen Frauen", "Help line for women", "116016",
     ["de", "en", "ar", "fa", "prs", "ckb", "kmr", "ru", "tr", "uk", "vi", "ro", "pl", "es", "fr", "it", "bg", "sq"],
     "Für Frauen, die Gewalt erleben. Ohne Namen, kostenlos, Tag und Nacht.",
     "For women who suffer violence. Without a name, free, day and night."),
    (Kind.ADVICE, "Hilfetelefon Gewalt an Männern", "Help line for men", "0800 1239900", ["de", "en"],
     "Für Männer, die Gewalt erleben.", "For men who suffer violence."),
    (Kind.ADVICE, "Nummer gegen Kummer, Kinder und Jugendliche", "Help line for children and young people", "116111",
     ["de"], "Montag bis Samstag, 14 bis 20 Uhr. Ohne Namen, kostenlos.",
     "Monday to Saturday, 2 to 8 p.m. Without a name, free."),
    (Kind.ADVICE, "Telefonseelsorge", "Crisis line", "0800 1110111", ["de"],
     "Jemand hört zu, wenn alles zu viel ist. Tag und Nacht.",
     "Somebody listens when it is all too much. Day and night."),
)  # fmt: skip


def seed_texts(accounts: dict[str, User], organisations: dict[str, Organisation], *, now: datetime.datetime) -> None:
    _seed_legal_pages(organisations, now.date())
    _seed_numbers()
    _seed_news(accounts, organisations, now)


def _seed_legal_pages(organisations: dict[str, Organisation], today: datetime.date) -> None:
    owners = (("city", State.SAXONY), ("county", State.SAXONY), ("agency", State.LOWER_SAXONY))
    LegalPage.objects.bulk_create(
        LegalPage(
            organisation=organisations[key],
            kind=kind,
            state=state,
            body_de=preset(state, kind),
            reviewed_on=today.replace(day=1) if kind == LegalPage.Kind.ACCESSIBILITY else None,
            order=order * 10,
            is_published=True,
        )
        for order, (key, state) in enumerate(owners, start=1)
        for kind in LegalPage.Kind.values
    )


def _seed_numbers() -> None:
    EmergencyContact.objects.bulk_create(
        EmergencyContact(
            kind=kind, label_de=de, label_en=en, number=number, languages=languages, note_de=note_de, note_en=note_en,
            order=order * 10,
        )
        for order, (kind, de, en, number, languages, note_de, note_en) in enumerate(NUMBERS, start=1)
    )  # fmt: skip


def _seed_news(accounts: dict[str, User], organisations: dict[str, Organisation], now: datetime.datetime) -> None:
    for news in NEWS:
        local = datetime.datetime.combine(news.day, datetime.time(9), tzinfo=BERLIN) if news.day else None
        if local is not None and local > now:
            continue
        NewsItem.objects.create(
            organisation=organisations[news.organisation],
            author=accounts[news.author],
            slug=news.slug,
            title_de=news.title_de,
            body_de=news.body_de.strip(),
            title_en=news.title_en,
            body_en=news.body_en.strip(),
            source=news.source,
            state=NewsItem.State.PUBLISHED if local else NewsItem.State.DRAFT,
            published_at=local,
            changed_at=local or now,
        )
