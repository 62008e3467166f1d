"""The sheet for the person under Art. 15 GDPR, in plain words and two languages."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.documents.bilingual import Bilingual, Line
from counselling.models import Basis, Disclosure, Matter, PrivacyNotice, Scope
from ibs_portal.privacy.declaration import Retention
from ibs_portal.privacy.holdings import Holding

# What a kind of row is for the person; a later model is called by its own name until it has a line here.
KINDS = {
    "counselling.Client": _("your date of birth, languages, nationality, telephone number and address"),
    "counselling.ClientName": _("your names, as they are written in different scripts"),
    "counselling.NameKeys": _("your names in other spellings, so that we find you again"),
    "counselling.DistinctPair": _("that you are not somebody else with a name like yours"),
    "counselling.ClientMerge": _("that two files about you were put together"),
    "counselling.Case": _("what you wanted to reach with us, and who was in charge"),
    "counselling.CaseEvent": _("when a case began and ended"),
    "counselling.Contact": _("when we spoke with each other, for how long and in which language"),
    "counselling.ContactTopic": _("what our talks were about, in key words"),
    "counselling.ContactNote": _("notes on our talks"),
    "counselling.FollowUp": _("what we wanted to do for you, and when"),
    "counselling.Disclosure": _("that your file was shown to another organisation"),
    "counselling.BreakGlass": _("why a colleague had to read notes in an emergency"),
    "counselling.ConfidentialityRelease": _("with whom you allowed us to speak"),
    "counselling.Referral": _("where we sent you for help, and what they answered"),
    "counselling.Residence": _("your residence papers and their dates"),
    "counselling.HouseholdMember": _("with whom you live"),
    "counselling.Appointment": _("your appointments"),
    "counselling.InterpreterRequest": _("that somebody was asked to interpret for you"),
    "counselling.NoteAddendum": _("what was put right in notes later"),
    "counselling.Deadline": _("dates that must not be missed"),
    "counselling.Assessment": _("what you are well with and what you need help with"),
    "counselling.Need": _("what you need help with, by subject"),
    "counselling.SupportPlan": _("plans that we made together"),
    "counselling.Goal": _("goals of these plans"),
    "counselling.Document": _("copies of papers that you gave us"),
    "counselling.DocumentContent": _("the pages of these papers, encrypted"),
}
KEPT = {
    Retention.CLIENT_FILE: _("until the end of the third year after the year of your last visit"),
    Retention.CONTACT_WITHOUT_FILE: _("one year"),
    Retention.ENQUIRY: _("six months after the matter is closed"),
    Retention.NOT_PERSONAL: _("as long as it is useful; it says nothing about you"),
    Retention.EMPLOYMENT: _("as long as the colleague works here"),
    Retention.ACCOUNT: _("as long as the account exists"),
    Retention.TRAIL: _("two years"),
    Retention.MAIL: _("until it is sent"),
}
PRESETS = {
    "purpose": _(
        "So that we can advise you: remember what was discussed, keep deadlines, and help you at offices. "
        "For statistics we count without names."
    ),
    "basis": _(
        "Social counselling is a task of the public administration (Article 6(1)(e) GDPR with section 3 of the Saxon "
        "Data Protection Implementation Act). What you tell about health, religion or origin we keep only with your "
        "consent (Article 9(2)(a) GDPR). Whoever advises you has to keep silent (section 203 StGB)."
    ),
    "contact": "",
    "authority": _(
        "You can complain to the supervisory authority: Sächsische Datenschutz- und Transparenzbeauftragte, "
        "Maternistraße 17, 01067 Dresden."
    ),
}
RIGHTS = (
    _("You may see everything that is kept about you, and get a copy (Article 15)."),
    _("What is wrong is corrected (Article 16)."),
    _("You may ask for deletion, or that we keep something but no longer use it (Articles 17, 18)."),
    _("You may object (Article 21). What you allowed, you may take back at any time (Article 7)."),
    _("Ask us. It costs nothing, and nobody treats you worse for it."),
)
NOBODY = _("To nobody.")


def transparency_sheet(facts: Any, *, name: str, controller: Any, day: datetime.date, second: str) -> dict[str, Any]:
    """All texts of the sheet, section by section; ``facts`` are those of ``queries.transparency.sheet_facts``."""
    both = Bilingual(second)
    words = {"name": name, "controller": controller.name, "day": f"{day:%d.%m.%Y}"}
    return {
        "title": both(_("What we keep about you")),
        "intro": both(_("For %(name)s. Made by %(controller)s on %(day)s (Article 15 GDPR)."), **words),
        "headings": {key: both(text) for key, text in HEADINGS.items()},
        "columns": {key: both(text) for key, text in COLUMNS.items()},
        "kinds": _kinds(facts, both),
        "hidden_notes": both(HIDDEN, count=facts.hidden_notes) if facts.hidden_notes else None,
        "why": [_said(facts.notice, "purpose", both), _said(facts.notice, "basis", both)],
        "until": _until(facts, both),
        "readings": [row | {"role": both(row["role"])} for row in facts.readings],
        "nobody_read": both(_("Nobody has opened your file in the last two years.")),
        "trail": both(_("Who opened your file is kept for two years.")),
        "given": [*_disclosed(facts, both), *_referred(facts, both)] or [both(NOBODY)],
        "rights": both.each(RIGHTS),
        "contact": _contact(facts.notice, controller, both),
    }


HEADINGS = {
    "kinds": _("What is kept"),
    "why": _("Why"),
    "until": _("Until when"),
    "readings": _("Who has read it"),
    "given": _("To whom it was given"),
    "rights": _("Your rights"),
    "contact": _("Whom to ask"),
    "values": _("Everything, word for word"),
}
COLUMNS = {
    "month": pgettext_lazy("sheet", "Month"),
    "role": pgettext_lazy("sheet", "Who"),
    "looks": pgettext_lazy("sheet", "How often"),
    "people": pgettext_lazy("sheet", "Different people"),
}
HIDDEN = _("Notes on talks that only those who advised you may read: %(count)s. Ask them for a copy.")


def kind_words(holding: Holding) -> Any:
    return KINDS.get(holding.label, holding.model._meta.verbose_name_plural)


def _kinds(facts: Any, both: Bilingual) -> list[dict[str, Any]]:
    return [{"line": both(kind_words(holding)), "count": count} for holding, count in facts.holdings if count]


def _until(facts: Any, both: Bilingual) -> list[Line]:
    """The day for the file; beside it what is kept for another time."""
    day = f"{facts.kept_until:%d.%m.%Y}"
    lines = [both(_("Your file is deleted after %(day)s. If you come again, it is kept longer."), day=day)]
    others = [h for h, count in facts.holdings if count and h.declaration.retention is not Retention.CLIENT_FILE]
    for holding in others:
        words = {"what": kind_words(holding), "until": KEPT[holding.declaration.retention]}
        lines.append(both(_("%(what)s: %(until)s."), **words))
    return lines


def _said(notice: PrivacyNotice | None, name: str, both: Bilingual) -> Line:
    """The controller's own words, in both languages if it has them; else the portal's."""
    german = notice.text(name, "de") if notice else ""
    if not german:
        return both(PRESETS[name])
    return Line(german, notice.text(name, both.second) if notice and both.second else "")


def _disclosed(facts: Any, both: Bilingual) -> list[Line]:
    text = _("%(who)s could read %(scope)s, from %(start)s to %(end)s. Why: %(basis)s.")
    return [
        both(
            text,
            who=row.recipient.name,
            scope=Scope(row.scope).label,
            start=f"{row.starts_on:%d.%m.%Y}",
            end=f"{_last_day(row):%d.%m.%Y}",
            basis=Basis(row.basis).label,
        )
        for row in facts.disclosures
    ]


def _last_day(row: Disclosure) -> datetime.date:
    return min(row.ends_on, row.withdrawn_at.date()) if row.withdrawn_at else row.ends_on


def _referred(facts: Any, both: Bilingual) -> list[Line]:
    text = _("%(who)s was told on %(day)s: %(what)s.")
    return [
        both(text, who=row.recipient, day=f"{row.referred_on:%d.%m.%Y}", what=_Labels(row.matters))
        for row in facts.referrals
    ]


class _Labels:
    """Labels of several matters, said in the language in which they are asked for."""

    def __init__(self, matters: list[str]) -> None:
        self.matters = matters

    def __str__(self) -> str:
        return ", ".join(str(Matter(matter).label) for matter in self.matters)


def _contact(notice: PrivacyNotice | None, controller: Any, both: Bilingual) -> list[Line]:
    own = notice.text("contact", "de") if notice else ""
    return [Line(own or controller.contact_details or controller.name), _said(notice, "authority", both)]
