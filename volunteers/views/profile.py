"""The profile after the code: short pages, each kept at once; whoever comes back lands at the next open one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.profile import keep_profile_draft, save_volunteer_page, save_wishes, save_worker_page
from volunteers.forms.profile import PROFILES, WishesForm, next_step, shift_answer, step_of
from volunteers.forms.signup import STEPS, Step
from volunteers.forms.topics import with_topics
from volunteers.models import SkilledWorker, Volunteer
from volunteers.queries.profile import own_wishes
from volunteers.rules.consent_words import VOLUNTEER, WORKER
from volunteers.views.signup import OTHER_PAGES


class OwnProfileMixin(RolePermissionMixin):
    """The one who is logged in, as a volunteer; ``WorkerProfileMixin`` for the other side."""

    permission_required = "volunteers.use_own_volunteer_pages"
    side = VOLUNTEER
    home, pages = "volunteers:my_home", "volunteers:my_profile_page"

    @cached_property
    def person(self) -> Any:
        return get_object_or_404(Volunteer.objects.select_related("programme__organisation"), user=self.request.user)

    def reach(self) -> Any:
        return errand(**{self.side: self.person.pk})

    def address(self, step: Step | None) -> str:
        return reverse(self.pages, args=[step.slug]) if step else reverse(self.home)

    def open_step(self) -> Step | None:
        """The next page that is not answered; none once the profile is complete, or for somebody who has left."""
        if self.person.profile_completed_at or self.person.left_on:
            return None
        return next_step(self.side, self.person.profile_draft.get("saved", []))


class WorkerProfileMixin(OwnProfileMixin):
    permission_required = "volunteers.use_own_worker_pages"
    side = WORKER
    home, pages = "volunteers:worker_home", "volunteers:worker_profile_page"

    @cached_property
    def person(self) -> Any:
        rows = SkilledWorker.objects.select_related("programme__organisation")
        return get_object_or_404(rows, user=self.request.user)


class MyContinueView(OwnProfileMixin, View):
    """Where somebody goes on after logging in, on whichever device: the next open page, or the own way."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(self.address(self.open_step()))


class WorkerContinueView(WorkerProfileMixin, View):
    """The same; whoever has an account of this role without a row of hers sees a page that says so."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not SkilledWorker.objects.filter(user=request.user).exists():
            return redirect(self.home)
        return redirect(self.address(self.open_step()))


class MyProfilePageView(OwnProfileMixin, ActionFormView):
    """One page. Before the end it is part of the sign-up, later it changes what was said."""

    template_name = "volunteers/profile_page.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if (step := step_of(self.side, kwargs["step"])) is None:
            raise Http404
        self.step = step

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step, steps = self.open_step(), PROFILES[self.side]
        if step and steps.index(step) < steps.index(self.step):
            return redirect(self.address(step))
        return super().get(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> Any:
        known = self.get_initial()
        chosen = known.get("offers") or known.get("help") or ()
        return with_topics(self._form(), [self.person.programme], chosen=chosen)

    def _form(self) -> Any:
        """What was typed and not sent stands there again, without a judgement on it; else what is known."""
        typed = self.person.profile_draft.get("typed", {}).get(self.step.slug)
        if self.request.method != "GET" or not typed:
            return self.step.form_class(**self.get_form_kwargs())
        form = self.step.form_class(MultiValueDict(typed))
        return self.step.form_class(initial={name: form[name].data for name in form.fields})

    def get_initial(self) -> dict[str, Any]:
        person = self.person
        known = {name: getattr(person, name, "") for name in ("availability", "interests", "motivation")}
        if self.side == VOLUNTEER:
            return known | {"offers": list(person.offers.all())}
        return known | own_wishes(person) | {"shift": shift_answer(person, timezone.localdate())}

    def get_template_names(self) -> list[str]:
        return [f"volunteers/profile_{self.step.slug}.html", self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = PROFILES[self.side]
        position = steps.index(self.step)
        is_complete = self.person.profile_completed_at is not None
        return super().get_context_data(
            step=self.step,
            number=len(STEPS) + OTHER_PAGES + position + 1,
            total=len(STEPS) + OTHER_PAGES + len(steps),
            is_complete=is_complete,
            programme=self.person.programme,
            draft_url=reverse(f"{self.pages}_draft", args=[self.step.slug]),
            back_url=self.address(steps[position - 1] if position and not is_complete else None),
            **kwargs,
        )

    def perform(self, form: Any) -> Any:
        pages = [step.slug for step in PROFILES[self.side]]
        with self.reach():
            return self.save(form, page=self.step.slug, pages=pages)

    def save(self, form: Any, **where: Any) -> Any:
        data = form.cleaned_data
        offers = data.pop("offers", None)
        by, now = self.request.user, timezone.now()
        return save_volunteer_page(self.person, details=data, offers=offers, by=by, now=now, **where)

    def get_success_url(self) -> str:
        self.person = self.object
        return self.address(self.open_step())

    def get_success_message(self) -> str:
        if self.object.profile_completed_at is None:
            return ""
        return _("Your details are saved.") if self.was_complete else _("Thank you. Everything has arrived.")

    @cached_property
    def was_complete(self) -> bool:
        return self.person.profile_completed_at is not None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _known = self.was_complete
        return super().post(request, *args, **kwargs)


class WorkerProfilePageView(WorkerProfileMixin, MyProfilePageView):
    def save(self, form: Any, **where: Any) -> Any:
        by, now = self.request.user, timezone.now()
        if self.step.form_class is WishesForm:
            return save_wishes(self.person, **form.cleaned_data, by=by, now=now, **where)
        details, shifts = {"availability": form.cleaned_data["availability"]}, form.pattern(timezone.localdate(now))
        return save_worker_page(self.person, details=details, shifts=shifts, by=by, now=now, **where)


class MyProfilePageDraftView(OwnProfileMixin, View):
    """Keeps a page while it is being filled in, on top of the button that sends it; answers with words to show."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, step: str) -> HttpResponse:
        if (page := step_of(self.side, step)) is None:
            raise Http404
        typed = {name: request.POST.getlist(name) for name in page.form_class.base_fields if name in request.POST}
        with self.reach():
            keep_profile_draft(self.person, page=page.slug, typed=typed, by=request.user)
        time = date_format(timezone.localtime(), "G:i")
        return HttpResponse(_("Kept at %(time)s.") % {"time": time}, content_type="text/plain; charset=utf-8")


class WorkerProfilePageDraftView(WorkerProfileMixin, MyProfilePageDraftView):
    """The same for a skilled worker."""
