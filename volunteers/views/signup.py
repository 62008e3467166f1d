"""Signing up: one question a page, check, code by mail. Works without JavaScript; answers wait in the session."""

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
from django.views import View
from django.views.generic import TemplateView
from django.views.generic.base import ContextMixin

from ibs_portal.accounts.models import Session
from ibs_portal.database.identity import at_the_door
from volunteers.actions.details import FIELDS
from volunteers.actions.signup import sign_up
from volunteers.forms.signup import BY_SLUG, CHECK, CONSENT_VERSION, STEPS, SignupAnswers, Step, summary
from volunteers.models import Programme

CODE_PAGE = "account_email_verification_sent"


@method_decorator(login_not_required, name="dispatch")
class AboutView(TemplateView):
    """What companions do, and how one becomes one."""

    template_name = "volunteers/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = Programme.objects.filter(is_open=True).select_related("organisation").first()
        partners = list(programme.partners.all()) if programme else []
        return super().get_context_data(programme=programme, partners=partners, **kwargs)


class SignupPage(ContextMixin, View):
    """What all pages of the sign-up share; people who are logged in have no business here."""

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("accounts:landing")
        self.programme = Programme.objects.filter(is_open=True).select_related("organisation").first()
        if self.programme is None:
            return redirect("volunteers:about")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def answers(self) -> SignupAnswers:
        return SignupAnswers(self.request.session)

    def address(self, slug: str) -> str:
        return reverse("volunteers:signup_check") if slug == CHECK else reverse("volunteers:signup", args=[slug])


class SignupStartView(SignupPage):
    """Leads to the first page that is still missing, so that people go on where they stopped."""

    def get(self, request: HttpRequest) -> HttpResponse:
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
        self.answers.keep(self.step, form)
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
            total=len(STEPS) + 1,
            back_url=self.back_url(),
            programme=self.programme,
        )
        return render(self.request, [f"volunteers/signup_{self.step.slug}.html", self.template_name], context)

    def back_url(self) -> str:
        if "aendern" in self.request.GET:
            return self.address(CHECK)
        position = STEPS.index(self.step)
        return self.address(STEPS[position - 1].slug) if position else reverse("volunteers:about")


class SignupCheckView(SignupPage):
    """All answers once more with a way to change each; sending makes the account and asks for the code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if missing := self.answers.missing():
            return redirect(self.address(missing.slug))
        rows = [
            {"label": label, "value": words, "url": f"{self.address(slug)}?aendern=1"}
            for slug, label, words in summary(self.answers.cleaned())
        ]
        context = self.get_context_data(
            rows=rows, programme=self.programme, back_url=self.address(STEPS[-1].slug), total=len(STEPS) + 1
        )
        return render(request, "volunteers/signup_check.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not _first_to_send(request):
            return redirect(CODE_PAGE)
        if missing := self.answers.missing():
            return redirect(self.address(missing.slug))
        try:
            response = self.send(self.answers.cleaned())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.address(CHECK))
        self.answers.clear()
        request.session.save()
        return response

    def send(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Answers alike whether the address is new or known; what differs is only the mail."""
        details = {name: cleaned[name] for name in FIELDS if name in cleaned}
        details["contact_language"] = translation.get_language() or "de"
        try:
            volunteer = sign_up(
                self.programme,
                details=details,
                languages=cleaned["languages"],
                offers=cleaned["offers"],
                consent_version=CONSENT_VERSION,
                now=timezone.now(),
            )
        except ValidationError as refused:
            if getattr(refused, "code", None) != "known_email":
                raise
            with at_the_door():
                return prevent_enumeration(self.request, email=cleaned["email"])
        home = reverse("volunteers:my_home")
        with at_the_door():
            return complete_signup(self.request, user=volunteer.user, redirect_url=home)


def _first_to_send(request: HttpRequest) -> bool:
    """Whether the answers of this session are still there, with the session's row locked until we are done.

    A second click waits here for the first one and then finds its answers gone.
    """
    with at_the_door(request.session.session_key or ""):
        row = Session.objects.select_for_update().filter(session_key=request.session.session_key).first()
    return row is not None and SignupAnswers.KEY in row.get_decoded()


def _unjudged(form: Any, step: Step) -> Any:
    """The same page with what was typed, one row more, and no errors: asking for a row is no mistake."""
    rows = [(form.data.get(f"language_{n}", ""), form.data.get(f"level_{n}", "")) for n in range(form.row_count)]
    return step.form_class(spoken=rows)
