"""The sheet for a person: what is kept about her, why, until when, who read it, to whom it was given."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from counselling.documents.transparency import kind_words, transparency_sheet
from counselling.models import Client
from counselling.queries.clients import primary_names
from counselling.queries.transparency import readers_of, sheet_facts, values_of
from counselling.views.paper import PaperMixin
from ibs_portal.accounts.views import GuardedRowMixin


class TransparencySheetView(PaperMixin, GuardedRowMixin, TemplateView):
    """``?full=1`` with every value, ``?names=1`` with the names of readers, which is the head's to decide.

    Making it is a look, and stands in the trail.
    """

    permission_required = "counselling.view_client_file"
    template_name = "counselling/transparency_sheet.html"

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user).select_related("controller", "centre")

    def paper_client(self) -> Client:
        return self.row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, client, chosen = self.request.user, self.row, self.request.GET
        name = primary_names([client.pk]).get(client.pk, client.file_number)
        is_full, day = bool(chosen.get("full")), timezone.localdate()
        values = values_of(user, client) if is_full else None
        facts = sheet_facts(user, client, values=values)
        return super().get_context_data(
            client=client,
            sheet=transparency_sheet(facts, name=name, controller=client.controller, day=day, second=self.second),
            is_full=is_full,
            values=[row | {"kind": kind_words(row["holding"])} for row in values or []],
            can_name=user.has_perm("audit.view_trail"),
            readers=readers_of(user, client) if chosen.get("names") else [],
            back_url=reverse("counselling:file_sharing", args=[client.pk]),
            **kwargs,
        )
