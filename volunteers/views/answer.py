"""The signed link in the mail: anybody who holds it answers for one side of one match, once, without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from ibs_portal.database.identity import errand
from ibs_portal.ui.letter_pages import LetterPageMixin
from volunteers.actions.match import answer_match
from volunteers.emails.links import LinkExpiredError, LinkForgedError
from volunteers.emails.matching import read_token
from volunteers.forms.match import AnswerForm
from volunteers.models import Match
from volunteers.queries.matches import help_of
from volunteers.queries.narrow import cards
from volunteers.rules.match import check_answer

# What the page says instead of the question, with the HTTP status that fits.
FORGED, EXPIRED, CLOSED, ANSWERED = "forged", "expired", "closed", "answered"
STATUSES = {FORGED: 404, EXPIRED: 410, CLOSED: 410, ANSWERED: 200}


@method_decorator(login_not_required, name="dispatch")
class MatchAnswerView(LetterPageMixin, TemplateView):
    """GET only shows the question (mail programs open links by themselves); POST decides."""

    template_name = "volunteers/match_answer.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.match, self.side, self.problem = None, "", ""
        try:
            key, self.side = read_token(kwargs["token"])
            with errand(match=key, side=self.side):
                self.match = Match.objects.select_related("programme__organisation").get(pk=key)
                self.other, self.help = cards()[key, self.side], list(help_of(self.match))
            self._check()
        except LinkExpiredError:
            self.problem = EXPIRED
        except (LinkForgedError, Match.DoesNotExist):
            self.problem = FORGED

    def _check(self) -> None:
        match, now = self.match, timezone.now()
        try:
            check_answer(
                is_asked=match.is_asked,
                earlier_answer=match.answer_of(self.side),
                asked_at=match.asked_at,
                now=now,
            )
        except ValidationError as refused:
            self.problem = refused.code

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = AnswerForm(request.POST)
        if self.problem or not form.is_valid():
            return self.show(form=form)
        try:
            with errand(match=self.match.pk, side=self.side):
                answer_match(self.match, side=self.side, accept=form.is_yes, by=None, now=timezone.now(), how="")
        except ValidationError as refused:
            self.problem = refused.code or CLOSED
            return self.show()
        return redirect(request.path)

    def show(self, form: AnswerForm | None = None) -> HttpResponse:
        context = self.get_context_data(problem=self.problem, match=self.match, side=self.side, form=form)
        response = self.render_to_response(context, status=STATUSES.get(self.problem, 200))
        # The address is the key: no cache keeps it, and the site's policy "same-origin" passes it on to nobody.
        # ("no-referrer" would be stricter, but browsers then post with an empty origin, which is refused.)
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs["programme"] = self.match.programme if self.match else None
        if self.match is not None and self.problem in ("", ANSWERED):
            kwargs |= {"other": self.other, "help": self.help}
            kwargs["my_answer"] = self.match.answer_of(self.side)
        return super().get_context_data(**kwargs)
