# ruff: noqa: E501, because a paragraph is one line
"""Enquiries of the demo, some of them late, and prepared answers in the languages of the site."""

import datetime

from counselling.models import AnswerTemplate, CallAttempt, Centre, Enquiry, Topic
from ibs_portal.accounts.models import User

HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR
TEMPLATES = (
    (
        "Einladung in die Sprechzeit",
        {
            "de": "Guten Tag {name},\n\nvielen Dank für Ihre Nachricht {number}. Am besten sprechen wir darüber bei uns: Kommen Sie in der Sprechzeit vorbei, Sie brauchen keinen Termin. Bitte bringen Sie Ihre Unterlagen mit.\n\nMit freundlichen Grüßen",
            "en": "Good day {name},\n\nthank you for your message {number}. It is best if we talk about it here: come by during opening hours, you need no appointment. Please bring your papers along.\n\nKind regards",
            "ar": "مرحبا {name}،\n\nشكرا لرسالتك {number}. من الأفضل أن نتحدث عن ذلك عندنا: تفضل بزيارتنا في أوقات الدوام، لا تحتاج إلى موعد. من فضلك أحضر أوراقك معك.\n\nمع أطيب التحيات",
        },
    ),
    (
        "Bitte um Rückruf",
        {
            "de": "Guten Tag {name},\n\nwir haben versucht, Sie zu erreichen. Bitte rufen Sie uns an: {phone}. Nennen Sie die Nummer {number}, dann wissen wir gleich Bescheid.\n\nMit freundlichen Grüßen",
            "ar": "مرحبا {name}،\n\nحاولنا الاتصال بك. من فضلك اتصل بنا: {phone}. اذكر الرقم {number} لنعرف الموضوع فورا.\n\nمع أطيب التحيات",
        },
    ),
    (
        "Nicht unsere Aufgabe",
        {
            "de": "Guten Tag {name},\n\ndabei können wir leider nicht selbst helfen. Kommen Sie gern vorbei, dann finden wir gemeinsam die richtige Stelle.\n\nMit freundlichen Grüßen",
        },
    ),
)
# reference, working days ago, hours, channel, name, language, letters, reach, phone, e-mail, topic, message, when, leave
ENQUIRIES = (
    (
        "HK7QM2XA",
        0,
        1,
        "web",
        "Leila Haddad",
        "ar",
        "ar",
        "phone",
        "0375 000 71 20",
        "",
        0,
        "السلام عليكم، وصلتني رسالة من الدائرة ولا أفهمها. هل يمكنكم مساعدتي؟",
        "بعد الساعة ١٤",
        False,
    ),
    (
        "PT4NC9WE",
        0,
        3,
        "web",
        "Oleh Marchenko",
        "uk",
        "de",
        "email",
        "",
        "oleh.marchenko@example.org",
        3,
        "Ich suche eine Wohnung für meine Familie. Können Sie mir bei der Anmeldung helfen?",
        "",
        False,
    ),
    (
        "ZB8GJ3LR",
        2,
        2,
        "phone",
        "Frau Tesfay",
        "ti",
        "de",
        "phone",
        "0375 000 71 33",
        "",
        1,
        "Rückruf wegen Antrag, spricht Tigrinya, Sohn übersetzt.",
        "nachmittags",
        True,
    ),
    (
        "WD2XK6VF",
        4,
        5,
        "web",
        "Giulia Ferri",
        "it",
        "de",
        "phone",
        "0375 000 71 48",
        "giulia.ferri@example.org",
        None,
        "Anerkennung meines Abschlusses als Pflegerin: Was brauche ich?",
        "vormittags",
        True,
    ),
    (
        "QA9MR4TN",
        1,
        4,
        "email",
        "Zaw Min",
        "my",
        "en",
        "email",
        "",
        "zaw.min@example.org",
        2,
        "Language course for beginners, evenings if possible.",
        "",
        False,
    ),
    (
        "JC6EH8PB",
        9,
        1,
        "web",
        "Mariam Noori",
        "prs",
        "de",
        "phone",
        "0375 000 71 52",
        "",
        4,
        "Frage zum Kindergartenplatz.",
        "",
        False,
    ),
    (
        "NV3LT7DK",
        12,
        6,
        "phone",
        "Herr Kovač",
        "hr",
        "de",
        "phone",
        "0375 000 71 64",
        "",
        None,
        "Bittet um Rückruf.",
        "ab 17 Uhr",
        False,
    ),
)


def seed_enquiries(accounts: dict[str, User], centres: dict[str, Centre], *, now: datetime.datetime) -> None:
    """New ones, one taken on with calls in vain, one answered, two closed."""
    for order, (title, texts) in enumerate(TEMPLATES):
        AnswerTemplate.objects.create(title=title, texts=texts, order=order)
    centre = centres["zwickau"]
    centre.enquiries_to = accounts["beratung"].organisation
    centre.save(update_fields=["enquiries_to"])
    topics = list(Topic.objects.active())
    made = Enquiry.objects.bulk_create(_enquiry(row, centre, topics, now) for row in ENQUIRIES)
    _turns({enquiry.reference: enquiry for enquiry in made}, accounts, now)


def _enquiry(row: tuple, centre: Centre, topics: list[Topic], now: datetime.datetime) -> Enquiry:
    reference, days, hours, channel, name, language, letters, reach, phone, email, topic, message, when, leave = row
    return Enquiry(
        controller=centre.enquiries_to,
        centre=centre,
        reference=reference,
        received_at=now - days * DAY - hours * HOUR,
        channel=channel,
        name=name,
        language=language,
        contact_language=letters,
        reach=reach,
        phone=phone,
        email=email,
        topic=topics[topic] if topic is not None else None,
        message=message,
        call_when=when,
        may_leave_message=leave,
    )


def _turns(made: dict[str, Enquiry], accounts: dict[str, User], now: datetime.datetime) -> None:
    bfd, counsellor = accounts["bfd"], accounts["beratung"]
    _claim(made["WD2XK6VF"], bfd, now - 2 * DAY)
    _claim(
        made["QA9MR4TN"],
        counsellor,
        now - 20 * HOUR,
        answer="The next course begins on Monday. Come by, we sign you up together.",
    )
    _claim(made["JC6EH8PB"], counsellor, now - 8 * DAY, closed="came")
    _claim(made["NV3LT7DK"], bfd, now - 11 * DAY, closed="not_reached")
    calls = [("WD2XK6VF", 2, "nobody"), ("WD2XK6VF", 1, "message")]
    calls += [("NV3LT7DK", days, "nobody") for days in (11, 10, 9)]
    CallAttempt.objects.bulk_create(
        CallAttempt(enquiry=made[reference], controller=bfd.organisation, by=bfd, at=now - days * DAY, result=result)
        for reference, days, result in calls
    )


def _claim(enquiry: Enquiry, by: User, at: datetime.datetime, *, answer: str = "", closed: str = "") -> None:
    enquiry.state, enquiry.claimed_by, enquiry.claimed_at = "claimed", by, at
    if answer:
        enquiry.state, enquiry.answered_at, enquiry.answered_how, enquiry.answer = "answered", at, "email", answer
    if closed:
        enquiry.state, enquiry.closed_at, enquiry.close_reason = "closed", at + HOUR, closed
    enquiry.save()
