"""Booking an appointment without an account: one question a page, a check, a number. Works without JavaScript."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from counselling.actions.appointment import request_appointment
from counselling.forms.appointment_request import (
    BY_SLUG,
    OPEN_FIELDS,
    SOMETHING_ELSE,
    STEPS,
    PersonForm,
    PlaceForm,
    Step,
    TimeForm,
    TopicForm,
    answers_from,
    hidden_of,
    language_options,
)
from counselling.models import Appointment, Centre, Topic
from counselling.models.appointment import reference_of, signed
from counselling.queries.booking import bookable_centres, day_from, times_shown, value_of
from counselling.queries.calendar import Offer, offer_of
from counselling.rules.appointment import new_reference
from counselling.rules.opening import local, parse_moment
from ibs_portal.accounts import bucket
from ibs_portal.database.identity import errand

FORM = "appointment"


@method_decorator([login_not_required, never_cache], name="dispatch")
class AppointmentRequestView(View):
    """The first page without a valid answer is shown; when there is none, the check. ``aendern`` opens a page again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        if "senden" in request.POST and (token := self.sent_before()):
            return redirect("counselling:own_appointment_done", token)
        return self.answer(request)

    def sent_before(self) -> str:
        """The number of this very form, if it has become an appointment already: a second click changes nothing."""
        reference = reference_of(self.request.POST.get("nummer", ""))
        if not reference:
            return ""
        with errand(appointment=reference):
            return signed(reference) if Appointment.objects.filter(reference=reference).exists() else ""

    def answer(self, request: HttpRequest) -> HttpResponse:
        self.now = timezone.now()
        if not self.centres:
            return render(request, "counselling/appointment_request_none.html")
        if (change := self.data.get("aendern")) in BY_SLUG:
            return self.ask(BY_SLUG[change], self.form(BY_SLUG[change], is_judged=False))
        for step in STEPS:
            form = self.form(step, is_judged=True)
            if not form.is_valid():
                is_sent = self.data.get("schritt") == step.slug or (step.slug == "zeit" and "zeit" in self.answers)
                return self.ask(step, form if is_sent else self.form(step, is_judged=False))
        return self.book() if "senden" in request.POST else self.check()

    # --- What is known -------------------------------------------------------------------------------------

    @cached_property
    def data(self) -> dict[str, str]:
        return {**self.request.GET.dict(), **self.request.POST.dict()}

    @cached_property
    def answers(self) -> dict[str, str]:
        known = answers_from(self.request.GET.dict(), self.request.POST.dict())
        if len(self.centres) == 1:
            known["ort"] = self.centres[0].slug
        return known

    @cached_property
    def centres(self) -> list[Centre]:
        return bookable_centres(timezone.localdate())

    @cached_property
    def topics(self) -> list[Topic]:
        return list(Topic.objects.public())

    @cached_property
    def centre(self) -> Centre:
        return next((c for c in self.centres if c.slug == self.answers.get("ort")), self.centres[0])

    @cached_property
    def channel(self) -> str:
        return "phone" if self.answers.get("art") == "phone" else "in_person"

    @cached_property
    def offer(self) -> Offer:
        return offer_of(self.centre, now=self.now, channel=self.channel)

    @cached_property
    def has_personal(self) -> bool:
        return any(name not in OPEN_FIELDS for name in self.answers)

    # --- Pages ---------------------------------------------------------------------------------------------

    def form(self, step: Step, *, is_judged: bool) -> Form:
        values = {name: self.answers[name] for name in step.fields if name in self.answers}
        how: dict[str, Any] = {"data": values} if is_judged else {"initial": values}
        if step.slug == "thema":
            return TopicForm(topics=self.topics, **how)
        if step.slug == "ort":
            return PlaceForm(centres=self.centres, **how)
        if step.slug == "zeit":
            return TimeForm(starts={slot.start for slot in self.offer.slots}, **how)
        return PersonForm(is_by_phone=self.channel == "phone", **how)

    def ask(self, step: Step, form: Form, **more: Any) -> HttpResponse:
        position = STEPS.index(step)
        is_personal = self.has_personal or step.slug == "person"
        context = {
            "step": step,
            "form": form,
            "number": position + 1,
            "total": len(STEPS) + 1,
            "method": "post" if is_personal else "get",
            "action": f"?{self.address()}" if is_personal else reverse("counselling:appointment_request"),
            "hidden": list(hidden_of(self.answers, step)),
            "back_url": self.back_url(position),
            "centre": self.centre,
            **(self.times(is_personal) if step.slug == "zeit" else {}),
            **more,
        }
        return render(self.request, [f"counselling/appointment_request_{step.slug}.html"], context)

    def address(self, **changed: str) -> str:
        """The query string with everything that is not personal."""
        kept = {name: self.answers[name] for name in OPEN_FIELDS if self.answers.get(name)}
        return urlencode(kept | changed)

    def back_url(self, position: int) -> str:
        here = reverse("counselling:appointment_request")
        return f"{here}?{self.address(aendern=STEPS[position - 1].slug)}" if position else reverse("counselling:topics")

    def times(self, is_form: bool) -> dict[str, Any]:
        times = times_shown(self.offer, self._since(), lambda start: f"?{self.address(zeit=value_of(start))}")
        earlier, later = (
            f"?{self.address(ab=day, aendern='zeit')}" if day and not is_form else ""
            for day in (times.earlier, times.later)
        )
        return {"times": times, "is_form": is_form, "earlier_url": earlier, "later_url": later}

    def _since(self) -> datetime.date | None:
        """The first day to show: as asked for, else that of the time chosen before."""
        if day := day_from(self.data.get("ab", "")):
            return day
        try:
            return local(parse_moment(self.answers["zeit"])).date()
        except (KeyError, ValueError, OverflowError):
            return None

    # --- Check and book ------------------------------------------------------------------------------------

    def check(self, error: str = "", ticket: str = "") -> HttpResponse:
        number = self.data.get("nummer", "")
        context = {
            "rows": self.rows(),
            "hidden": list(hidden_of(self.answers, None)),
            "number": len(STEPS) + 1,
            "total": len(STEPS) + 1,
            "action": f"?{self.address()}",
            "reference": number if reference_of(number) else signed(new_reference()),
            "error": error,
            "ticket": ticket,
        }
        return render(self.request, "counselling/appointment_request_check.html", context)

    @property
    def cleaned(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for step in STEPS:
            form = self.form(step, is_judged=True)
            form.is_valid()
            found |= form.cleaned_data
        return found

    def rows(self) -> list[dict[str, Any]]:
        """All answers in words, each with the page on which it can be changed."""
        known = self.cleaned
        start = timezone.localtime(known["zeit"])
        topic = next(
            (t.public_label for t in self.topics if t.code == known["thema"]), _("Something else, or I am not sure")
        )
        how = {"phone": _("By phone: we call you")}.get(
            known["art"], f"{self.centre.short_name}\n{self.centre.address}"
        )
        interpreter = _("with somebody who interprets") if known["interpreter"] == "yes" else ""
        speak = ", ".join(filter(None, [dict(language_options())[known["language"]], interpreter]))
        reach = "\n".join(filter(None, [known["phone"], known["email"]]))
        return [
            {"label": _("Topic"), "value": topic, "slug": "thema"},
            {"label": _("Where"), "value": how, "slug": "ort"},
            {"label": _("When"), "value": start, "is_moment": True, "slug": "zeit"},
            {"label": _("Name"), "value": known["name"], "slug": "person"},
            {"label": _("Phone and e-mail"), "value": reach, "slug": "person"},
            {"label": _("Language"), "value": speak, "slug": "person"},
            {"label": _("Message"), "value": known["note"], "slug": "person"},
        ]

    def book(self) -> HttpResponse:
        if bucket.is_full(self.request, FORM):
            words = _(
                "Very many people are booking at the moment. Please wait %(n)s seconds and press the button again."
            )
            return self.check(error=words % {"n": bucket.WAIT}, ticket=bucket.new_ticket(FORM))
        reference = reference_of(self.data.get("nummer", "")) or new_reference()
        known = self.cleaned
        try:
            with errand(appointment=reference):
                appointment = self._request(reference, known)
        except ValidationError as refused:
            return self.refuse(refused)
        return redirect("counselling:own_appointment_done", signed(appointment.reference))

    def _request(self, reference: str, known: dict[str, Any]) -> Appointment:
        topic = None if known["thema"] == SOMETHING_ELSE else next(t for t in self.topics if t.code == known["thema"])
        return request_appointment(
            self.centre,
            now=self.now,
            starts_at=known["zeit"],
            reference=reference,
            channel=known["art"],
            topic=topic,
            name=known["name"],
            phone=known["phone"],
            email=known["email"],
            language=known["language"],
            contact_language=get_language() or "de",
            needs_interpreter=known["interpreter"] == "yes",
            note=known["note"],
        )

    def refuse(self, refused: ValidationError) -> HttpResponse:
        """Somebody was faster: the times of that day and after it, with everything typed kept; anything else is said
        on the check."""
        del self.offer
        form = self.form(BY_SLUG["zeit"], is_judged=True)
        if not form.is_valid():
            return self.ask(BY_SLUG["zeit"], form)
        return self.check(error=" ".join(refused.messages))
