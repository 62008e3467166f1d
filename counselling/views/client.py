"""People: the list, the file, making and changing it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.client import change_client, create_client, open_client_file
from counselling.forms.client import ClientForm, ClientSearchForm, FurtherNames, initial_of
from counselling.models import Case, Client
from counselling.models.vocabulary import country_label, nationality_choices
from counselling.permissions import (
    can_assign_case,
    can_change_client,
    can_close_case,
    can_open_case,
    can_open_notes,
)
from counselling.permissions.restriction import may_restrict
from counselling.permissions.trail import can_view_trail
from counselling.queries.clients import find_clients, find_keys, names_of
from counselling.queries.counter import centre_of
from counselling.queries.file import cases_of, course, cursor_from, cursor_text, next_steps, shown_file
from counselling.queries.lists import client_rows
from counselling.queries.reach import reach_of
from counselling.queries.residence import residence_words
from counselling.queries.sharing import disclosed_to_us, shared_with_us, sharing_lines
from counselling.rules.merging import MERGE
from counselling.rules.naming import WrittenName, display_name
from counselling.views.duplicate import AdvisesMixin
from counselling.views.file import file_head
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from counselling.views.versions import BothVersionsMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin, first_or_404
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView


class ClientListView(RolePermissionMixin, SheetMixin, TemplateView):
    """People of the own controller, by name, birthday or number."""

    permission_required = "counselling.view_client_file"
    template_name = "counselling/client_list.html"
    sheet_name = "personen"
    sheet_title = _("People")
    # Files leave the house as a list by the hand of a head alone.
    sheet_permission = MERGE
    sheet_columns = (
        (_("Name"), "name"),
        (_("File"), "number"),
        (_("Born"), "birth"),
        (_("Languages"), "languages"),
        (_("Open case"), "case"),
        (_("Last contact"), "last_at"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = ClientSearchForm(self.request.GET or None)
        chosen = filters.cleaned_data if filters.is_bound and filters.is_valid() else {}
        text, mine = chosen.get("q", "").strip(), bool(chosen.get("mine"))
        keys = find_keys(self.request.user, text) if text else None
        rows, older = client_rows(self.request.user, keys=keys, mine=mine, after=self.request.GET.get("after", ""))
        return super().get_context_data(
            **kwargs,
            filters=filters,
            rows=rows,
            older_url=older_url(self.request, older),
            text=text,
            shared=[] if text or mine else shared_with_us(self.request.user),
            after=self.request.GET.get("after"),
        )


class ClientFindView(RolePermissionMixin, View):
    """The lines below the field "person" of the counter, while one types."""

    permission_required = "counselling.find_client"

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("person", "").strip()
        context = {"hits": find_clients(request.user, text, limit=6), "searched": text}
        return render(request, "counselling/partials/_client_hits.html", context)


class ClientDetailView(GuardedRowMixin, TemplateView):
    """The file. Opening it leaves a trace."""

    template_name = "counselling/client_detail.html"

    def get_row(self, pk: int) -> Client:
        return first_or_404(shown_file(self.request.user, pk))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row is not None and self.row.merged_into_id is not None:
            return redirect("counselling:client_detail", self.row.merged_into_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, client = self.request.user, self.row
        entries, older = course(user, client, before=cursor_from(self.request.GET.get("before", "")))
        open_client_file(client, by=user, with_notes=any(entry.is_key and entry.text for entry in entries))
        cases = self._cases()
        return super().get_context_data(
            **file_head(self.request, client),
            reach=reach_of(client),
            residence=residence_words(client),
            nationality=country_label(client.nationality) if client.nationality else "",
            entries=entries,
            older=cursor_text(older),
            is_older=bool(self.request.GET.get("before")),
            next_steps=next_steps(user, client),
            cases=cases,
            can_view_trail=can_view_trail(user, client, cases),
            can_restrict=may_restrict(user, client, cases),
            can_open_case=can_open_case(user, client),
            can_open_notes=can_open_notes(user, client),
            has_hidden_note=any(entry.has_hidden_note for entry in entries),
            **self._sharing(),
            **kwargs,
        )

    def _sharing(self) -> dict[str, Any]:
        """Whose file this is: the own organisation's, with who else has something of it, or another's."""
        user, client = self.request.user, self.row
        if client.controller_id != user.organisation_id:
            return {"is_own": False, "shown_by": disclosed_to_us(user, client)}
        return {"is_own": True, "sharing": sharing_lines(user, client)}

    def _cases(self) -> list[Case]:
        user = self.request.user
        cases = cases_of(user, self.row.pk)
        for case in cases:
            case.can_close = can_close_case(user, case)
            case.can_assign = can_assign_case(user, case)
        return cases


class FileFormMixin:
    """The form of the file with its further names below."""

    form_class = ClientForm
    template_name = "counselling/client_form.html"

    def further_names(self) -> Any:
        if not hasattr(self, "_further"):
            self._further = FurtherNames(self.sent(), prefix="names", initial=self.initial_names())
        return self._further

    def sent(self) -> Any:
        return self.request.POST or None

    def initial_names(self) -> list[dict[str, str]]:
        return []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if form.is_valid() & self.further_names().is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def all_names(self, form: ClientForm) -> list[WrittenName]:
        return [*form.names(), *(part.written() for part in self.further_names() if part.written())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = {"language_list": language_choices(), "country_list": nationality_choices()}
        return super().get_context_data(**lists, further=self.further_names(), **kwargs)

    def get_success_url(self) -> str:
        return reverse("counselling:client_detail", args=[self.object.pk])


class ClientCreateView(AdvisesMixin, FileFormMixin, RolePermissionMixin, ActionFormView):
    """A new file, without a contact; at the counter it is made on the way."""

    permission_required = "counselling.create_client"
    success_message = _("The file has been created.")

    def get_initial(self) -> dict[str, Any]:
        given, _space, family = self.request.GET.get("name", "")[:120].strip().rpartition(" ")
        return {"given": given, "family": family}

    def form_valid(self, form: ClientForm) -> HttpResponse:
        self.compared = self.all_names(form)
        if self.is_advice_due():
            return self.render_to_response(self.get_context_data(form=form, advised=self.advised))
        return super().form_valid(form)

    def names_to_compare(self) -> list[WrittenName]:
        return self.compared

    def perform(self, form: ClientForm) -> Client:
        user = self.request.user
        centre = centre_of(user)
        if centre is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        client = create_client(by=user, centre=centre, names=self.all_names(form), **form.facts())
        self.remember_apart(client)
        return client

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("counselling:client_list"), **kwargs)


class ClientUpdateView(GuardedRowMixin, BothVersionsMixin, FileFormMixin, ActionFormView):
    """Changes the file. If somebody else was quicker, both are shown and nothing typed is lost."""

    success_message = _("The changes have been saved.")

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user)

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.row, names_of(self.row))

    def initial_names(self) -> list[dict[str, str]]:
        return [{"kind": n.kind, "given": n.given, "family": n.family} for n in names_of(self.row)[1:]]

    def sent(self) -> Any:
        return self.data

    def merge(self) -> None:
        super().merge()
        # Its lines are made anew from the merged data.
        del self._further

    def saved_parts(self) -> list[Any]:
        self.row.refresh_from_db()
        further = FurtherNames(prefix="names", initial=self.initial_names())
        return [ClientForm(initial=self.get_initial()), further]

    def label_of(self, name: str, field: Any) -> str:
        return str(_("Further names")) if name == "names" else super().label_of(name, field)

    def perform(self, form: ClientForm) -> Client:
        return change_client(
            self.row, by=self.request.user, version=self.version, names=self.all_names(form), **form.facts()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first = names_of(self.row)[:1]
        return super().get_context_data(
            client=self.row,
            name=display_name(first[0].given, first[0].family) if first else self.row.file_number,
            back_url=reverse("counselling:client_detail", args=[self.row.pk]),
            **kwargs,
        )
