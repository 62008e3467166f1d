"""The counter: one dense page on which a contact is recorded."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from counselling.actions.client import open_client_file
from counselling.actions.contact import record_contact, record_first_contact
from counselling.forms.client import PersonForm
from counselling.forms.contact import ContactForm, initial_contact
from counselling.models import Client, Contact
from counselling.models.ownership import VIEW_FILE
from counselling.queries.clients import birth_date_text, find_clients, languages_text
from counselling.queries.counter import (
    case_of,
    centre_of,
    chosen_clients,
    counter_languages,
    counter_topics,
    name_from,
    todays_contacts,
)
from counselling.queries.file import next_steps
from counselling.queries.reach import cautions_of, reach_of, speech_text
from counselling.queries.workdays import working_days
from counselling.rules.naming import WrittenName
from counselling.views.draft import DraftMixin
from counselling.views.duplicate import AdvisesMixin
from counselling.views.enquiry_contact import FromEnquiryMixin
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView

# Buttons that only change what is shown; everything typed so far comes back.
STEPS = ("search", "choose", "new", "anonymous")
SPAN = datetime.timedelta(days=14)


class CounterView(AdvisesMixin, RolePermissionMixin, DraftMixin, ActionFormView):
    """Anonymous until a person is chosen; search before new; works without JavaScript."""

    permission_required = "counselling.create_contact"
    form_class = ContactForm
    template_name = "counselling/contact_create.html"
    purpose = "contact_create"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "keep_draft" in request.POST:
            return self.keep()
        if self.is_step:
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        if self.is_new:
            return self._post_with_person()
        return super().post(request, *args, **kwargs)

    def _post_with_person(self) -> HttpResponse:
        form = self.get_form()
        if form.is_valid() & self.person_form.is_valid():
            if self.is_advice_due():
                return self.render_to_response(self.get_context_data(form=form, advised=self.advised))
            return self.form_valid(form)
        return self.form_invalid(form)

    def names_to_compare(self) -> list[WrittenName]:
        return self.person_form.names()

    @cached_property
    def is_step(self) -> bool:
        return self.draft is not None or any(step in self.request.POST for step in STEPS)

    @cached_property
    def centre(self) -> Any:
        return centre_of(self.request.user)

    @cached_property
    def client(self) -> Client | None:
        """The chosen person: the button just pressed goes before the form, the form before the address."""
        data = self.typed
        key = data.get("choose") or ("" if data else self.request.GET.get("client")) or data.get("client")
        if not key or "anonymous" in data or "new" in data:
            return None
        try:
            return get_object_or_404(chosen_clients(self.request.user), pk=number_from(key))
        except Http404:
            # In a draft it may be somebody whose file has gone since; what was typed is shown all the same.
            if self.draft is None:
                raise
            return None

    @cached_property
    def sees_files(self) -> bool:
        return self.request.user.has_perm(VIEW_FILE)

    @cached_property
    def is_new(self) -> bool:
        """Whether the fields for a new person are open; only those who may make files get them."""
        data = self.typed
        is_asked_for = "new" in data or (data.get("with_person") and not {"choose", "anonymous"} & data.keys())
        return bool(is_asked_for) and self.request.user.has_perm("counselling.create_client")

    @cached_property
    def person_form(self) -> PersonForm:
        if "new" in self.typed:
            given, _space, family = self.typed.get("person", "").strip().rpartition(" ")
            return PersonForm(prefix="new", initial={"given": given[:120], "family": family[:120]})
        return PersonForm(self.typed, prefix="new", keep_typed=self.is_step)

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        languages = counter_languages(self.client)
        return super().get_form_kwargs() | {
            "topics": counter_topics(),
            "languages": languages,
            "is_working_day": working_days(self.centre, today, today + SPAN) if self.centre else bool,
            "today": today,
            "keep_typed": self.is_step,
            "initial": initial_contact(timezone.now(), languages[0] if self.client else "de"),
            **self._data_with_language(languages),
        }

    def _data_with_language(self, languages: list[str]) -> dict[str, Any]:
        """With a person just chosen, the talk is in that person's language; a draft brings its own words."""
        if self.draft is not None:
            return {"data": self.typed}
        if "choose" not in self.request.POST:
            return {}
        data = self.request.POST.copy()
        data["language"] = languages[0]
        return {"data": data}

    def perform(self, form: ContactForm) -> Contact:
        if self.centre is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        user, contact = self.request.user, form.contact()
        if not user.has_perm("counselling.view_own_notes"):
            contact |= {"note": "", "followup_on": None}
        if self.is_new:
            person = self.person_form.facts() | {"names": self.person_form.names()}
            recorded = record_first_contact(person, by=user, centre=self.centre, **contact)
            if recorded.client is not None:
                self.remember_apart(recorded.client)
            return recorded
        return record_contact(self.client, by=user, centre=self.centre, **contact)

    def get_success_url(self) -> str:
        if "open" in self.request.POST and self.object.client_id and self.sees_files:
            return reverse("counselling:client_detail", args=[self.object.client_id])
        return f"{reverse('counselling:contact_create')}?saved={self.object.pk}"

    def get_success_message(self) -> str:
        is_opening = "open" in self.request.POST and self.object.client_id
        return str(_("The contact has been saved.")) if is_opening else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, data = self.request.user, self.typed
        text = data.get("person", "").strip()
        done = todays_contacts(user, timezone.now())
        context |= {
            "client": self.client,
            "facts": self._facts(),
            "hits": find_clients(user, text, limit=6) if "search" in data and text else [],
            "searched": text if "search" in data or "new" in data else "",
            "is_new": self.is_new,
            "person_form": self.person_form if self.is_new else None,
            "can_create_client": user.has_perm("counselling.create_client"),
            "can_note": user.has_perm("counselling.view_own_notes"),
            "sees_files": self.sees_files,
            "done": done[:8],
            "done_count": len(done),
            "saved": next((row for row in done if str(row["pk"]) == self.request.GET.get("saved")), None),
            "language_list": language_choices(),
        }
        return context

    def _facts(self) -> dict[str, Any] | None:
        """What the side says about the chosen person. For readers of files this is reading, and leaves a trace."""
        client, user = self.client, self.request.user
        if client is None:
            return None
        facts = {"name": name_from(client.name_parts), "languages": languages_text(client.languages)}
        if not self.sees_files:
            return facts
        open_client_file(client, by=user)
        steps = next_steps(user, client)[:3]
        return facts | {
            "languages": speech_text(client),
            "birth": birth_date_text(client),
            "reach": reach_of(client),
            "cautions": cautions_of(client),
            "case": case_of(client),
            "next_steps": steps,
        }


class ContactCreateView(FromEnquiryMixin, CounterView):
    """The counter, empty or filled in from an enquiry."""


def number_from(text: str) -> int:
    """A key out of a form or address; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
