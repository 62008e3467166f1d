"""Releases and referrals of the demo: accepted, waiting, of a release that was withdrawn, on unsigned paper."""

import datetime

from counselling.models import Case, ConfidentialityRelease, Partner, Referral
from ibs_portal.accounts.models import User

DAY = datetime.timedelta(days=1)
# name of the partner, matters, purpose, days since it was given (None: not signed), days it holds
RELEASES = (
    ("Volkshochschule, Sprachkurse", ["identity", "work"], "Platz im Kurs B1 am Vormittag", 40, 200),
    ("Psychosoziales Zentrum", ["identity", "concern", "health"], "Erstgespräch mit Sprachmittlung", 25, 180),
    ("Schuldnerberatung am Markt", ["identity", "income", "documents"], "Ratenzahlung mit dem Versorger", 18, 120),
    ("Jobcenter Beispielstadt", ["identity", "income", "housing"], "Kosten der neuen Wohnung", None, 180),
    ("Anerkennungsberatung", ["identity", "work", "documents"], "Anerkennung als Pflegefachkraft", 400, 360),
)
# position of the release, days ago, text, answer, days after which it came, what they said
REFERRALS = (
    (0, 39, "Einstufung A2 liegt vor, Kinderbetreuung ist bis 13 Uhr gesichert.", "accepted", 6, "Beginn im Januar"),
    (1, 24, "Bitte um ein Erstgespräch. Sprachmittlung Arabisch ist nötig.", "waiting_list", 9, "etwa acht Wochen"),
    (2, 17, "Mahnung und Ratenplan liegen bei, Frist Ende des Monats.", "pending", None, ""),
)
INFORMED = (
    ("Verein Willkommen", 30, "Begegnungscafé am Mittwoch, Zettel mitgegeben"),
    ("Mieterberatung", 12, "Anschrift und Sprechzeit"),
)


def seed_referrals(accounts: dict[str, User], *, now: datetime.datetime) -> None:
    """In the files of the counsellor's own open cases; the release for the debt advice is withdrawn again."""
    by, today = accounts["beratung"], now.date()
    cases = list(Case.objects.open().filter(owner=by).select_related("client").order_by("pk")[:4])
    partners = {partner.name: partner for partner in Partner.objects.all()}
    releases = [_release(cases[n % len(cases)], partners, line, by, today) for n, line in enumerate(RELEASES)]
    ConfidentialityRelease.objects.bulk_create(releases)
    made = [(cases[line[0] % len(cases)], releases[line[0]], line) for line in REFERRALS]
    Referral.objects.bulk_create(_referral(case, release, line, by, today) for case, release, line in made)
    Referral.objects.bulk_create(
        Referral(
            controller=case.controller,
            client=case.client,
            case=case,
            kind=Referral.Kind.INFORMATION,
            partner=partners[name],
            told=told,
            referred_on=today - days * DAY,
            by=by,
        )
        for case, (name, days, told) in zip(cases, INFORMED, strict=False)
    )
    # The database flags what is open under it.
    ConfidentialityRelease.objects.filter(pk=releases[2].pk).update(
        withdrawn_at=now - datetime.timedelta(hours=20), withdrawn_by=by, withdrawn_how="phone"
    )


def _release(case: Case, partners: dict[str, Partner], line: tuple, by: User, today: datetime.date):
    name, matters, purpose, days, holds = line
    given_on = None if days is None else today - days * DAY
    return ConfidentialityRelease(
        controller=case.controller,
        client=case.client,
        partner=partners[name],
        matters=matters,
        purpose=purpose,
        given_on=given_on,
        valid_until=(given_on or today) + holds * DAY,
        by=by,
    )


def _referral(case: Case, release, line: tuple, by: User, today: datetime.date) -> Referral:
    _position, days, told, answer, after, said = line
    return Referral(
        controller=case.controller,
        client=case.client,
        case=case,
        kind=Referral.Kind.WITH_DATA,
        partner=release.partner,
        release=release,
        matters=release.matters[:2],
        told=told,
        referred_on=today - days * DAY,
        by=by,
        answer=answer,
        answered_on=None if after is None else today - (days - after) * DAY,
        answer_text=said,
    )
