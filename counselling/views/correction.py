"""Putting a contact right: its facts, whose it is, its note. Only who entered it comes here."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.correction import attach_contact, correct_contact, detach_contact, write_note
from counselling.forms.contact import ContactFactsForm, NoteForm, initial_of_contact
from counselling.models import Client, Contact, ContactNote, Topic
from counselling.models.ownership import VIEW_FILE
from counselling.permissions.correction import can_attach_contact, can_correct_contact, can_write_note
from counselling.queries.clients import find_clients
from counselling.queries.contacts import contact_line, note_of, waiting_for_a_name
from counselling.queries.counter import counter_languages
from counselling.views.contact import number_from
from counselling.views.file import FilePageMixin
from counselling.views.versions import BothVersionsMixin
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView


class OwnContactMixin(GuardedRowMixin):
    """A page about a contact that one entered oneself; back to its file, or to the list of one's contacts."""

    def get_rows(self) -> Any:
        return Contact.objects.recorded_by(self.request.user)

    def back_url(self) -> str:
        if self.row.client_id and self.request.user.has_perm(VIEW_FILE):
            return reverse("counselling:client_detail", args=[self.row.client_id])
        return reverse("counselling:contact_list")

    def get_success_url(self) -> str:
        return self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, line=contact_line(self.row), back_url=self.back_url(), **kwargs)


class ContactCorrectView(OwnContactMixin, BothVersionsMixin, ActionFormView):
    form_class = ContactFactsForm
    template_name = "counselling/contact_correct.html"
    success_message = _("The contact has been corrected.")

    def may_act(self) -> bool:
        return can_correct_contact(self.request.user, self.row, now=timezone.now())

    @cached_property
    def topics(self) -> list[Topic]:
        """Those in use, and those that this contact has had all along."""
        return list((Topic.objects.active() | Topic.objects.filter(pk__in=self.row.topics.all())).distinct())

    def _form_kwargs(self) -> dict[str, Any]:
        languages = counter_languages(None)
        own = [] if self.row.language in languages else [self.row.language]
        initial = initial_of_contact(self.row, list(self.row.topics.values_list("pk", flat=True)))
        return {"topics": self.topics, "languages": [*own, *languages], "initial": initial}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self._form_kwargs()

    def saved_parts(self) -> list[Any]:
        self.row.refresh_from_db()
        return [ContactFactsForm(**self._form_kwargs())]

    def perform(self, form: ContactFactsForm) -> Contact:
        facts = form.contact()
        # The form shows whole minutes; what was not touched keeps its seconds.
        if facts["at"] == self.row.at.replace(second=0, microsecond=0):
            facts["at"] = self.row.at
        return correct_contact(self.row, by=self.request.user, version=self.version, **facts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(language_list=language_choices(), **kwargs)


class ContactAttachView(OwnContactMixin, TemplateView):
    """For an anonymous contact of one's own: search the person, choose, done."""

    template_name = "counselling/contact_attach.html"

    def may_act(self) -> bool:
        return can_attach_contact(self.request.user, self.row, now=timezone.now())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Client.objects.with_file_open_to(request.user)
        client = get_object_or_404(rows, pk=number_from(request.POST.get("choose", "")))
        return attached(request, self.row, client)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("person", "").strip()[:100]
        hits = find_clients(self.request.user, text, limit=8) if text else []
        return super().get_context_data(hits=hits, searched=text, **kwargs)


class ContactAdoptView(FilePageMixin, TemplateView):
    """The other way round, from the file: one's own anonymous contacts of the last weeks."""

    template_name = "counselling/contact_adopt.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Contact.objects.recorded_by(request.user)
        contact = get_object_or_404(rows, pk=number_from(request.POST.get("contact", "")))
        return attached(request, contact, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = waiting_for_a_name(self.request.user, timezone.now())
        back_url = reverse("counselling:client_detail", args=[self.row.pk])
        return super().get_context_data(rows=rows, back_url=back_url, **kwargs)


def attached(request: HttpRequest, contact: Contact, client: Client) -> HttpResponse:
    """To the file, which shows the contact with the way back."""
    try:
        attach_contact(contact, client, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The contact is part of the file now. In the course you can take it out again."))
    return redirect("counselling:client_detail", client.pk)


class ContactDetachView(OwnContactMixin, View):
    """The way back: the contact is anonymous again."""

    http_method_names = ["post"]

    def may_act(self) -> bool:
        return self.request.user.has_perm(VIEW_FILE)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        target = self.back_url()
        try:
            detach_contact(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The contact is anonymous again."))
        return redirect(target)


class NoteWriteView(OwnContactMixin, ActionFormView):
    """The note of a contact: written, within a day written anew, later added to."""

    form_class = NoteForm
    template_name = "counselling/note_write.html"
    success_message = _("The note has been saved.")

    def may_act(self) -> bool:
        return can_write_note(self.request.user, self.row)

    @cached_property
    def written(self) -> dict[str, Any]:
        return note_of(self.row, self.request.user, timezone.now())

    def get_initial(self) -> dict[str, Any]:
        is_rewriting = self.written["note"] and self.written["is_fresh"]
        return {"text": self.written["note"].text} if is_rewriting else {}

    def perform(self, form: NoteForm) -> ContactNote:
        return write_note(self.row, by=self.request.user, text=form.cleaned_data["text"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.written, **kwargs)
