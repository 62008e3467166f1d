"""The texts that people agree to, by kind and version, for each side; ``{organisation}`` is put in.

The words of a version are fixed by a test: change them only together with the version in ``consent.py``.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers.rules.consent import CURRENT, DATA, MATCHING, NEWS

VOLUNTEER, WORKER = "volunteer", "worker"
Text = tuple[Promise, ...]

WHO_USES = _("{organisation} uses your details to run this programme: we call you or write to you.")
NOBODY_ELSE = _("Only the coordinators see them. Nobody else gets your details.")
TEXTS: dict[tuple[str, str, str], Text] = {
    (VOLUNTEER, DATA, "2026-01"): (
        _("{organisation} uses your details so that you can accompany somebody:"),
        _("We call you or write to you."),
        _("We look for somebody who fits: language, place, time and what you like to do."),
        _(
            "The person we propose sees your first name. Your phone number and e-mail address only after you have both "
            "said yes."
        ),
        _("Nobody else gets your details."),
        _("Two years after you leave us we delete them."),
    ),
    (VOLUNTEER, DATA, "2026-12"): (WHO_USES, NOBODY_ELSE, _("Two years after you leave us we delete them.")),
    (VOLUNTEER, MATCHING, "2026-12"): (
        _("We look for somebody who fits you: language, place, time and what you like to do."),
        _(
            "The person we propose sees your first name and your part of town. Your phone number and e-mail address "
            "only after you have both said yes."
        ),
    ),
    (VOLUNTEER, NEWS, "2026-12"): (
        _("We write to you and others about get-togethers, dates of the groups and news of the programme."),
    ),
    (WORKER, DATA, "2026-12"): (WHO_USES, NOBODY_ELSE, _("One year after you leave the programme we delete them.")),
    (WORKER, MATCHING, "2026-12"): (
        _("We look for a companion who fits you: language, place, time and what you wish for."),
        _(
            "The companion we propose sees your first name and your part of town. Your phone number and e-mail address "
            "only after you have both said yes."
        ),
        _("Your employer does not learn what you write here."),
    ),
    (WORKER, NEWS, "2026-12"): (_("We write to you and others about get-togethers and news of the programme."),),
}
# The text 2026-01 was one for both.
TEXTS[VOLUNTEER, MATCHING, "2026-01"] = TEXTS[VOLUNTEER, DATA, "2026-01"]

QUESTIONS: dict[str, Promise] = {
    DATA: _("You may use my details."),
    MATCHING: _("You may introduce me to somebody."),
    NEWS: _("You may send me news by e-mail."),
}
TITLES: dict[str, Promise] = {
    DATA: _("Use of your details"),
    MATCHING: _("Being introduced to somebody"),
    NEWS: _("News by e-mail"),
}
# What is said before somebody takes a consent back; the action does exactly this.
CONSEQUENCES: dict[tuple[str, str], Text] = {
    (VOLUNTEER, MATCHING): (
        _("We do not propose anybody to you any more. A question that is open now is answered with no."),
        _("If you are trained or active, you take a break, until you agree again."),
        _("A companionship that you have now goes on. If you want to end it, please tell us."),
    ),
    (WORKER, MATCHING): (
        _("We do not look for a companion for you any more. A question that is open now is answered with no."),
        _("A companionship that you have now goes on. If you want to end it, please tell us."),
    ),
    (VOLUNTEER, NEWS): (_("You get no more news. Mails about your own dates and your companionship still come."),),
    (WORKER, NEWS): (_("You get no more news. Mails about your companionship still come."),),
    (VOLUNTEER, DATA): (
        _("You leave the programme today, and nobody works with your details any more."),
        _("All other consents end as well. A question that is open now is answered with no."),
        _("If you have a companionship, it ends today. The other one gets a short mail, without your reason."),
        _("After that your details are deleted."),
    ),
    (WORKER, DATA): (
        _("You leave the programme today, and nobody works with your details any more."),
        _("All other consents end as well. A question that is open now is answered with no."),
        _("If you have a companionship, it ends today. The other one gets a short mail, without your reason."),
        _("After that your details are deleted."),
    ),
}


def text_of(side: str, kind: str, version: str, *, organisation: str) -> list[str]:
    """The paragraphs of a text as they were shown; none for a version that the portal never had."""
    return [str(words).replace("{organisation}", organisation) for words in TEXTS.get((side, kind, version), ())]


def texts_for(side: str, organisation: object) -> list[dict[str, object]]:
    """All present texts with their titles, for a page that asks for them."""
    return [
        {"kind": kind, "title": TITLES[kind], "text": current_text(side, kind, organisation=str(organisation))}
        for kind in CURRENT
    ]


def current_text(side: str, kind: str, *, organisation: str) -> list[str]:
    return text_of(side, kind, CURRENT[kind], organisation=organisation)
