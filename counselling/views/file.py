"""The pages of one file: the same head, the same tabs, the same doors in front."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counselling.models import Client
from counselling.permissions import can_change_client
from counselling.queries.clients import birth_text, names_of
from counselling.queries.reach import cautions_of
from counselling.rules.naming import display_name
from ibs_portal.accounts.views import GuardedRowMixin

# Each page of a file that stands in its tabs: the words, the address, whether it is of the own house only
# (a file that another organisation shows is the overview and no more).
TABS: tuple[tuple[Any, str, bool], ...] = (
    (_("Overview"), "counselling:client_detail", False),
    (_("What is needed"), "counselling:assessment_list", True),
    (_("Support plan"), "counselling:plan_list", True),
    (_("Documents"), "counselling:document_list", True),
    (_("Household"), "counselling:household_detail", True),
    (_("Deadlines"), "counselling:client_deadlines", True),
    (_("Appointments"), "counselling:client_appointments", True),
    (_("Sharing"), "counselling:file_sharing", True),
)
# Pages that show the same head and belong below one of the tabs.
BELOW = {
    "counselling:plan_list": ("counselling:plan_detail",),
    "counselling:client_deadlines": ("counselling:deadline_create",),
}


class FilePageMixin(GuardedRowMixin):
    """A page of a file of the own organisation; the number in the address is the client's.

    Give it ``template_name`` that extends ``counselling/layouts/file.html``, a line in ``TABS`` and one in
    ``ibs_portal/audit/pages.py`` (``counselling.Client  viewed``). ``self.row`` is the client.
    """

    permission_required = "counselling.view_client_file"

    def get_rows(self) -> Any:
        return Client.objects.with_file_open_to(self.request.user).select_related("controller", "centre")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**file_head(self.request, self.row), **kwargs)


def file_head(request: Any, client: Client) -> dict[str, Any]:
    """What the head and the tabs of every page of a file show."""
    names = names_of(client)
    return {
        "client": client,
        "name": display_name(names[0].given, names[0].family) if names else client.file_number,
        "names": names,
        "other_names": names[1:],
        "birth": birth_text(client),
        "cautions": cautions_of(client),
        "can_change": can_change_client(request.user, client),
        "tabs": file_tabs(request, client),
    }


def file_tabs(request: Any, client: Client) -> list[dict[str, Any]]:
    """Links to the pages of this file; none for a file that has only its overview."""
    is_own = client.controller_id == request.user.organisation_id
    here = request.resolver_match.view_name
    tabs = [(label, name) for label, name, own_only in TABS if is_own or not own_only]
    links = [
        {"label": label, "url": reverse(name, args=[client.pk]), "is_current": here in (name, *BELOW.get(name, ()))}
        for label, name in tabs
    ]
    return links if len(links) > 1 else []
