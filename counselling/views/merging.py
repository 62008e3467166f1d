"""Merging two files: what differs, what moves, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.merging import merge_clients, preview_merge, undo_merge
from counselling.forms.merging import ClientMergeForm
from counselling.models import Client, ClientMerge
from counselling.queries.duplicates import lookalikes
from counselling.queries.merging import recent_merges, told
from counselling.rules.merging import MERGE
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


class ClientMergeView(GuardedRowMixin, ActionFormView):
    """The preview is the merge itself, taken back at once: it says exactly what will happen."""

    permission_required = MERGE
    form_class = ClientMergeForm
    template_name = "counselling/client_merge.html"
    success_message = _("The files are one now. For thirty days this can be undone under “Merged files”.")

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user).filter(merged_into=None)

    @cached_property
    def other(self) -> Client:
        other = self.get_rows().filter(pk=self.kwargs["other"]).first()
        if other is None or other.pk == self.row.pk:
            raise Http404
        return other

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"kept": self.row, "gone": self.other}

    def perform(self, form: ClientMergeForm) -> ClientMerge:
        return merge_clients(self.row, self.other, by=self.request.user, chosen=form.chosen())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = lookalikes(self.request.user, [self.row.pk, self.other.pk])
        swap = reverse("counselling:client_merge", args=[self.other.pk, self.row.pk])
        return super().get_context_data(
            **kwargs, kept=people[self.row.pk], gone=people[self.other.pk], moves=self._moves(), swap_url=swap
        )

    def _moves(self) -> list[dict[str, Any]]:
        return told(preview_merge(self.row, self.other, by=self.request.user))

    def get_success_url(self) -> str:
        return reverse("counselling:client_detail", args=[self.row.pk])


class MergeListView(RolePermissionMixin, SheetMixin, TemplateView):
    """What was merged in the last thirty days, each with the way back."""

    permission_required = MERGE
    template_name = "counselling/merge_list.html"
    sheet_name = "zusammengefuehrt"
    sheet_title = _("Merged files")
    sheet_columns = (
        (_("Name"), "name"),
        (_("File"), "client__file_number"),
        (_("Merged file"), "merged__file_number"),
        (_("When"), "at"),
        (_("By"), "by_name"),
        (_("Entries"), "number"),
        (_("Can be undone until"), "until"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, rows=recent_merges(self.request.user))


class MergeUndoView(GuardedRowMixin, View):
    permission_required = MERGE

    def get_rows(self) -> Any:
        return ClientMerge.objects.visible_to(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            undo_merge(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("There are two files again, as before."))
        return redirect("counselling:merge_list")
