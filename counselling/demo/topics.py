"""The topics of the counter, and what the public reads about six of them."""

from counselling.demo.topics_arabic import ARABIC
from counselling.models import Topic

# code, key word at the counter in German and English
LABELS = (
    ("letters", "Brief verstehen", "Understand a letter"),
    ("forms", "Antrag ausfüllen", "Fill in a form"),
    ("benefits", "Jobcenter, Sozialamt", "Jobcentre, social office"),
    ("housing", "Wohnen", "Housing"),
    ("residence", "Aufenthalt", "Residence"),
    ("german", "Sprachkurs", "Language course"),
    ("work", "Arbeit, Anerkennung", "Work, recognition"),
    ("school", "Kita, Schule", "Day care, school"),
    ("health", "Gesundheit", "Health"),
    ("family", "Familie, Persönliches", "Family, personal"),
    ("volunteering", "Ehrenamt", "Volunteering"),
    ("other", "Anderes", "Something else"),
)
PUBLIC = {
    "letters": {
        "de": {
            "public_label": "Briefe und Anträge",
            "second_line": "Post verstehen, Formulare ausfüllen",
            "help": "Wir lesen mit Ihnen die Briefe von Ämtern und Firmen. Wir erklären, was darin steht und bis wann "
            "Sie antworten müssen. Anträge füllen wir gemeinsam aus.",
            "bring": "den Brief mit Umschlag\ndas Formular, wenn Sie schon eines haben\n"
            "ältere Briefe zum selben Thema\n"
            "Ihren Ausweis",
        },
        "en": {
            "public_label": "Letters and applications",
            "second_line": "Understand your post, fill in forms",
            "help": "We read letters from offices and companies with you. We explain what they say and by when you "
            "have "
            "to answer. We fill in applications together.",
            "bring": "the letter with its envelope\nthe form, if you have one\nolder letters on the same matter\n"
            "your identity document",
        },
    },
    "benefits": {
        "de": {
            "public_label": "Geld und Wohnen",
            "second_line": "Jobcenter, Wohngeld, Wohnungssuche",
            "help": "Wir klären mit Ihnen, welche Hilfe Sie beantragen können: Bürgergeld, Kindergeld, Wohngeld und "
            "anderes. Wir helfen, wenn Geld nicht kommt, und bei der Suche nach einer Wohnung.",
            "bring": "Bescheide und Briefe vom Jobcenter oder Sozialamt\nKontoauszüge der letzten drei Monate\n"
            "Mietvertrag und letzte Betriebskostenabrechnung",
        },
        "en": {
            "public_label": "Money and housing",
            "second_line": "Jobcentre, housing benefit, finding a flat",
            "help": "We find out with you which support you can apply for: citizen's benefit, child benefit, housing "
            "benefit and others. We help when money does not arrive, and with finding a flat.",
            "bring": "decisions and letters of the jobcentre or social office\n"
            "bank statements of the last three months\n"
            "rental contract and latest statement of service charges",
        },
    },
    "residence": {
        "de": {
            "public_label": "Aufenthalt und Behörden",
            "second_line": "Welche Stelle ist zuständig?",
            "help": "Wir erklären, welches Amt wofür da ist, und helfen, einen Termin zu bekommen. Über Ihren "
            "Aufenthalt "
            "entscheidet die Ausländerbehörde. Wenn Sie rechtlichen Rat brauchen, nennen wir Ihnen Fachleute.",
            "bring": "Aufenthaltstitel oder anderes Dokument\nBriefe der Ausländerbehörde oder des BAMF\n"
            "Pass, wenn Sie einen haben",
        },
        "en": {
            "public_label": "Residence and authorities",
            "second_line": "Which office is responsible?",
            "help": "We explain which office is there for what and help you to get an appointment. The immigration "
            "office decides on your residence. If you need legal advice, we name experts.",
            "bring": "residence permit or other document\nletters of the immigration office or BAMF\n"
            "passport, if you have one",
        },
    },
    "german": {
        "de": {
            "public_label": "Deutsch lernen",
            "second_line": "Kurse, Berechtigung, Prüfung",
            "help": "Wir finden mit Ihnen einen passenden Kurs: Integrationskurs, Berufssprachkurs oder ein offenes "
            "Angebot. Wir helfen beim Antrag auf Zulassung und bei der Frage, wer die Kosten trägt.",
            "bring": "Zeugnisse früherer Deutschkurse\nBerechtigung oder Verpflichtung zum Kurs\nAufenthaltstitel",
        },
        "en": {
            "public_label": "Learning German",
            "second_line": "Courses, permission, examination",
            "help": "We find a suitable course with you: integration course, German for work, or an open group. We "
            "help "
            "you to apply for a place and to find out who pays.",
            "bring": "certificates of earlier German courses\npermission or obligation to take a course\n"
            "residence permit",
        },
    },
    "work": {
        "de": {
            "public_label": "Arbeit und Ausbildung",
            "second_line": "Abschluss anerkennen, Stelle suchen",
            "help": "Wir schauen, was Sie gelernt haben, und zeigen den Weg zur Anerkennung. Wir helfen bei Lebenslauf "
            "und Bewerbung und erklären Arbeitsvertrag und Lohnabrechnung.",
            "bring": "Zeugnisse und Abschlüsse, auch ohne Übersetzung\nLebenslauf, wenn Sie einen haben\n"
            "Arbeitsvertrag oder Kündigung",
        },
        "en": {
            "public_label": "Work and training",
            "second_line": "Have your degree recognised, find a job",
            "help": "We look at what you have learnt and show you the way to recognition. We help with your CV and "
            "application and explain contracts and payslips.",
            "bring": "certificates and degrees, also untranslated\nyour CV, if you have one\n"
            "employment contract or notice of dismissal",
        },
    },
    "family": {
        "de": {
            "public_label": "Familie und Gesundheit",
            "second_line": "Kita, Schule, Arzt, Krankenkasse",
            "help": "Wir helfen bei der Anmeldung in Kita und Schule, bei der Krankenkasse und bei der Suche nach "
            "einer "
            "Ärztin oder einem Arzt. Sie können auch kommen, wenn Sie Sorgen haben und reden möchten.",
            "bring": "Geburtsurkunden der Kinder\nKarte der Krankenkasse\nImpfausweis und Vorsorgeheft",
        },
        "en": {
            "public_label": "Family and health",
            "second_line": "Day care, school, doctor, health insurance",
            "help": "We help you to register for day care and school, with health insurance and with finding a doctor. "
            "You can also come when you are worried and would like to talk.",
            "bring": "birth certificates of the children\nhealth insurance card\nvaccination and check-up records",
        },
    },
}


def seed_topics() -> None:
    """Twelve topics in the order of the keys at the counter."""
    topics = [
        Topic(code=code, order=10 * number, is_public=code in PUBLIC, texts=_texts(code, german, english))
        for number, (code, german, english) in enumerate(LABELS, start=1)
    ]
    Topic.objects.bulk_create(topics)


def _texts(code: str, german: str, english: str) -> dict[str, dict[str, str]]:
    public = PUBLIC.get(code, {})
    texts = {"de": {"label": german, **public.get("de", {})}, "en": {"label": english, **public.get("en", {})}}
    return texts | ({"ar": ARABIC[code]} if code in ARABIC else {})
