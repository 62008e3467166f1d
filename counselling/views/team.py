"""Who counsels: work, languages and days; names only of those who agreed."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from counselling.queries.team import team_of_centres


@method_decorator(login_not_required, name="dispatch")
class TeamView(TemplateView):
    template_name = "counselling/team.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, teams=team_of_centres())
