"""The support plan on paper, in plain German and in a second language, to be signed by both."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from counselling.models import Area, Goal
from counselling.queries.clients import names_of
from counselling.queries.people import name_of
from counselling.queries.plan import goals_of
from counselling.rules.naming import display_name
from counselling.views.plan import OfPlanMixin
from ibs_portal.languages import direction, own_name

GERMAN = "de"
WORDS = {
    "title": _("My support plan"),
    "intro": _("We wrote this plan together. You decide what you want to reach. You may change the plan at any time."),
    "person": pgettext_lazy("paper", "Name"),
    "file": _("File number"),
    "counsellor": _("Your counsellor"),
    "goal": _("My goal"),
    "client_does": _("This is what I do"),
    "we_do": _("This is what the counselling centre does"),
    "others_do": _("These people or offices help"),
    "until": _("By when"),
    "indicator": _("I have reached the goal when"),
    "review": _("On this day we look at the plan again together"),
    "rights": _("The plan is kept in your file. You get a copy. Signing is voluntary."),
    "place": _("Place, day"),
    "sign_person": _("Signature"),
    "sign_counsellor": _("Signature of the counsellor"),
}


def words_in(code: str) -> dict[str, str]:
    """The fixed words of the sheet and the areas, in one language."""
    with translation.override(code):
        words = {name: str(text) for name, text in WORDS.items()}
        return words | {"areas": {area.value: str(area.label) for area in Area}}


def second_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != GERMAN]


class PlanPrintView(OfPlanMixin, TemplateView):
    """``?sprache=`` chooses the second language (``de``: none); by default the best of the person's own."""

    template_name = "counselling/plan_print.html"

    def may_act(self) -> bool:
        return True

    def get_rows(self) -> Any:
        return super().get_rows().annotate(owner_name=name_of("case__owner"))

    def second(self) -> str:
        offered, chosen = second_languages(), self.request.GET.get("sprache", "")
        if chosen in (*offered, GERMAN):
            return chosen
        own = self.row.client.languages
        best = next((code for code in own if code in offered or code == GERMAN), "")
        return best or offered[0]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, code = self.row, self.second()
        german, second = words_in(GERMAN), words_in(code) if code != GERMAN else None
        names = names_of(plan.client)
        return {
            "plan": plan,
            "client": plan.client,
            "name": display_name(names[0].given, names[0].family) if names else plan.client.file_number,
            "goals": [_sheet_goal(goal, german, second) for goal in goals_of(self.request.user, plan)],
            "de": german,
            "second": second,
            "lang": code,
            "dir": direction(code),
            "choices": [
                {"code": c, "label": own_name(c), "is_current": c == code} for c in (GERMAN, *second_languages())
            ],
            "back_url": self.back_url(),
            "owner_name": plan.owner_name,
            **kwargs,
        }


def _sheet_goal(goal: Goal, german: dict[str, Any], second: dict[str, Any] | None) -> dict[str, Any]:
    """A goal as rows of the table: the words in both languages, the text as it was typed."""
    until = goal.due_on.strftime("%d.%m.%Y") if goal.due_on else ""
    texts = {name: getattr(goal, name) for name in ("client_does", "we_do", "others_do")}
    texts |= {"until": until, "indicator": goal.indicator}
    rows = [(german[name], second[name] if second else "", text) for name, text in texts.items() if text]
    return {
        "wish": goal.wish,
        "area": german["areas"][goal.area],
        "second_area": second["areas"][goal.area] if second else "",
        "rows": rows,
    }
