"""Signing up, the first half: one question a page, check, code by mail. Answers wait in the session.

The same pages serve volunteers and skilled workers; ``signup`` of a view says whom. They work without JavaScript.
"""

from typing import Any

from allauth.account.internal.flows.signup import complete_signup, prevent_enumeration
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin

from ibs_portal.accounts.models import Session
from ibs_portal.database.identity import at_the_door
from volunteers.actions.signup import sign_up
from volunteers.actions.worker_signup import sign_up_worker
from volunteers.forms.signup import BY_SLUG, CHECK, SIGNUPS, STEPS, Signup, SignupAnswers, Step, summary
from volunteers.models import Programme
from volunteers.queries.narrow import is_signup_full
from volunteers.rules.consent_words import VOLUNTEER, texts_for
from volunteers.views.chosen_programme import CHOICE, AboutProgrammeMixin, ChosenProgrammeMixin

CODE_PAGE = "account_email_verification_sent"
# What the actions take; "place" and the words of the languages are the forms' own.
FIELDS = ("given_name", "family_name", "email", "phone", "postcode", "district")
ACTIONS = {"volunteer": sign_up, "worker": sign_up_worker}
# Check and code.
OTHER_PAGES = 2


@method_decorator(login_not_required, name="dispatch")
class AboutView(AboutProgrammeMixin, TemplateView):
    """What companions do, and how one becomes one."""

    template_name = "volunteers/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["partners"] = list(context["programme"].partners.all()) if context["programme"] else []
        return context


class SignupPage(ChosenProgrammeMixin, ContextMixin, View):
    """What all pages of a sign-up share; people who are logged in have no business here."""

    signup: Signup = SIGNUPS[VOLUNTEER]

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("accounts:landing")
        if named := self.programme_of(request.GET.get(CHOICE, "")) if CHOICE in request.GET else None:
            self.answers.choose(named.slug)
        self.programme = self.programme_of(self.answers.programme)
        if self.programme is None:
            was_for_one = self.answers.data and self.answers.programme
            return self.closed() if was_for_one else redirect(self.signup.about)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def answers(self) -> SignupAnswers:
        return SignupAnswers(self.request.session, self.signup.session_key)

    def address(self, slug: str) -> str:
        pages = self.signup.pages
        return reverse(f"{pages}_check") if slug == CHECK else reverse(pages, args=[slug])

    @property
    def total(self) -> int:
        return len(STEPS) + OTHER_PAGES + self.signup.profile_pages

    def closed(self) -> HttpResponse:
        """There is no place; what was typed stays in the session."""
        chosen = Programme.objects.filter(slug=self.answers.programme).select_related("organisation")
        programme = self.programme or chosen.first()
        context = self.get_context_data(
            programme=programme, is_kept=bool(self.answers.data), back_url=reverse(self.signup.about)
        )
        return render(self.request, "volunteers/signup_full.html", context)


class SignupStartView(SignupPage):
    """Leads to the first page that is still missing, so that people go on where they stopped."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if is_signup_full(self.programme, self.signup.side):
            return self.closed()
        missing = self.answers.missing()
        return redirect(self.address(missing.slug if missing else CHECK))


class SignupStepView(SignupPage):
    """One question. Answers are kept even if a later page is left; jumping ahead leads to what is missing."""

    template_name = "volunteers/signup.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["step"] not in BY_SLUG:
            raise Http404
        self.step = BY_SLUG[kwargs["step"]]

    def get(self, request: HttpRequest, step: str) -> HttpResponse:
        missing = self.answers.missing()
        if missing and STEPS.index(missing) < STEPS.index(self.step):
            return redirect(self.address(missing.slug))
        form = self.answers.form(self.step)
        return self.show(form)

    def post(self, request: HttpRequest, step: str) -> HttpResponse:
        form = self.step.form_class(request.POST)
        if "more" in request.POST and hasattr(form, "row_count"):
            return self.show(_unjudged(form, self.step))
        if not form.is_valid():
            return self.show(form)
        self.answers.keep(self.step, form, programme=self.programme.slug)
        return redirect(self.address(self.next_slug()))

    def next_slug(self) -> str:
        """The next page; whoever came to change an answer goes back to the check."""
        if "aendern" in self.request.GET and self.answers.missing() is None:
            return CHECK
        position = STEPS.index(self.step) + 1
        return STEPS[position].slug if position < len(STEPS) else CHECK

    def show(self, form: Any) -> HttpResponse:
        context = self.get_context_data(
            step=self.step,
            form=form,
            number=STEPS.index(self.step) + 1,
            total=self.total,
            back_url=self.back_url(),
            programme=self.programme,
        )
        if self.step.slug == "einwilligung":
            context["texts"] = texts_for(self.signup.side, self.programme.organisation.name)
        return render(self.request, [f"volunteers/signup_{self.step.slug}.html", self.template_name], context)

    def back_url(self) -> str:
        if "aendern" in self.request.GET:
            return self.address(CHECK)
        position = STEPS.index(self.step)
        return self.address(STEPS[position - 1].slug) if position else reverse(self.signup.about)


class SignupCheckView(SignupPage):
    """All answers once more with a way to change each; sending makes the account and asks for the code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if missing := self.answers.missing():
            return redirect(self.address(missing.slug))
        rows = [
            {"label": label, "value": words, "url": f"{self.address(slug)}?aendern=1"}
            for slug, label, words in summary(self.answers.cleaned())
        ]
        if len(self.programmes) > 1:
            name = f"{self.programme.name}, {self.programme.town}"
            rows.append({"label": _("Programme"), "value": name, "url": reverse(self.signup.about)})
        context = self.get_context_data(
            rows=rows,
            programme=self.programme,
            back_url=self.address(STEPS[-1].slug),
            number=len(STEPS) + 1,
            total=self.total,
        )
        return render(request, "volunteers/signup_check.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not _first_to_send(request, self.signup.session_key):
            return redirect(CODE_PAGE)
        if missing := self.answers.missing():
            return redirect(self.address(missing.slug))
        try:
            response = self.send(self.answers.cleaned())
        except ValidationError as refused:
            if getattr(refused, "code", None) == "full":
                return self.closed()
            messages.error(request, " ".join(refused.messages))
            return redirect(self.address(CHECK))
        self.answers.clear()
        request.session.save()
        return response

    def send(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Answers alike whether the address is new or known; what differs is only the mail."""
        details = {name: cleaned[name] for name in FIELDS}
        details["contact_language"] = translation.get_language() or "de"
        try:
            user = ACTIONS[self.signup.side](
                self.programme,
                details=details,
                languages=cleaned["languages"],
                consents=cleaned["consents"],
                now=timezone.now(),
            )
        except ValidationError as refused:
            if getattr(refused, "code", None) != "known_email":
                raise
            with at_the_door():
                return prevent_enumeration(self.request, email=cleaned["email"])
        with at_the_door():
            return complete_signup(self.request, user=user, redirect_url=reverse(self.signup.home))


def _first_to_send(request: HttpRequest, key: str) -> bool:
    """Whether the answers of this session are still there, with the session's row locked until we are done.

    A second click waits here for the first one and then finds its answers gone.
    """
    with at_the_door(request.session.session_key or ""):
        row = Session.objects.select_for_update().filter(session_key=request.session.session_key).first()
    return row is not None and key in row.get_decoded()


def _unjudged(form: Any, step: Step) -> Any:
    """The same page with what was typed, one row more, and no errors: asking for a row is no mistake."""
    rows = [(form.data.get(f"language_{n}", ""), form.data.get(f"level_{n}", "")) for n in range(form.row_count)]
    return step.form_class(spoken=rows)
