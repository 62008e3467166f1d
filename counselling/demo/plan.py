"""Assessments that show how things went, and support plans in writing, in force and ended."""

import datetime
import random

from counselling.models import Area, Assessment, Case, Goal, Level, Need, SupportPlan

NEEDS = {
    Area.HOUSING: ("Wohnung zu klein für fünf Personen.", "Zusage der Genossenschaft liegt vor."),
    Area.LANGUAGE: ("Wartet auf einen Kursplatz B1.", "Kurs B1 seit März, kommt gut mit."),
    Area.WORK: ("Abschluss noch nicht anerkannt.", "Anerkennung läuft, Praktikum gefunden."),
    Area.MONEY: ("Bescheid unklar, Nachzahlung offen.", "Leistungen laufen."),
    Area.HEALTH: ("Sucht eine Zahnärztin, die Arabisch spricht.", ""),
    Area.SCHOOL: ("Kein Kitaplatz für das jüngste Kind.", "Kitaplatz ab August."),
}
GOALS = (
    (Area.WORK, "Ich will wieder als Krankenpfleger arbeiten.", "Ich habe einen Arbeitsvertrag."),
    (Area.LANGUAGE, "Ich will mit der Lehrerin meiner Kinder allein sprechen.", "Ich bestehe B1."),
    (Area.HOUSING, "Jedes Kind soll ein Bett haben.", "Der Mietvertrag ist unterschrieben."),
)
STEPS = {
    "client_does": "Zeugnisse bringen\nJede Woche zwei Bewerbungen schreiben",
    "we_do": "Antrag auf Anerkennung ausfüllen\nMit dem Jobcenter sprechen",
    "others_do": "Jobcenter: Kosten der Übersetzung",
}


def seed_plans(*, now: datetime.datetime) -> None:
    chance, today = random.Random(13), now.date()
    cases = list(Case.objects.open().exclude(kind="referral_only").order_by("pk"))
    for number, case in enumerate(cases[::2]):
        _assessments(case, chance, today)
        if number % 2 == 0:
            _plan(case, chance, today)
    if cases:
        _draft(cases[-1])


def _links(case: Case) -> dict:
    return {"controller_id": case.controller_id, "client_id": case.client_id}


def _assessments(case: Case, chance: random.Random, today: datetime.date) -> None:
    areas = chance.sample(list(NEEDS), 4)
    levels = {area: chance.choice([Level.SOME, Level.HIGH, Level.URGENT]) for area in areas}
    for turn, days in enumerate((chance.randint(100, 200), chance.randint(5, 60))):
        day = today - datetime.timedelta(days=days)
        assessment = Assessment.objects.create(made_on=day, made_by_id=case.owner_id, **_links(case))
        Need.objects.bulk_create(
            Need(
                assessment=assessment,
                area=area,
                level=max(0, levels[area] - turn),
                text=NEEDS[area][turn],
                **_links(case),
            )
            for area in areas
        )


def _plan(case: Case, chance: random.Random, today: datetime.date) -> None:
    signed = max(case.opened_on, today - datetime.timedelta(days=70))
    plan = SupportPlan.objects.create(
        case=case,
        created_by_id=case.owner_id,
        status="signed",
        signed_on=signed,
        review_on=today + datetime.timedelta(days=chance.randint(5, 60)),
        **_links(case),
    )
    goals = [_goal(plan, *words, signed) for words in chance.sample(GOALS, 2)]
    goals[0].state, goals[0].state_on = "partly", today
    Goal.objects.bulk_create(goals)


def _draft(case: Case) -> None:
    plan = SupportPlan.objects.create(
        case=case, created_by_id=case.owner_id, version=2 if case.plans.exists() else 1, **_links(case)
    )
    Goal.objects.bulk_create([_goal(plan, *GOALS[0], case.opened_on)])


def _goal(plan: SupportPlan, area: Area, wish: str, indicator: str, since: datetime.date) -> Goal:
    goal = Goal(plan=plan, controller_id=plan.controller_id, client_id=plan.client_id, area=area, wish=wish, **STEPS)
    goal.indicator, goal.starts_on, goal.due_on = indicator, since, since + datetime.timedelta(days=120)
    return goal
