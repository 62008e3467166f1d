"""Staff: notes about a volunteer."""

from typing import Any

from django.forms import Form
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.views import ActionFormView
from volunteers.actions.note import add_note, delete_note
from volunteers.forms.note import NoteForm
from volunteers.models import Volunteer, VolunteerNote
from volunteers.permissions.note import can_delete_note
from volunteers.queries.notes import notes_of
from volunteers.views.guards import GuardedRowMixin


class NoteListView(GuardedRowMixin, ActionFormView):
    """All notes about one volunteer, and the form for one more."""

    permission_required = "volunteers.write_notes"
    template_name = "volunteers/note_list.html"
    form_class = NoteForm
    success_message = _("The note is kept.")

    def get_rows(self) -> Any:
        return Volunteer.objects.visible_to(self.request.user)

    @cached_property
    def notes(self) -> list[VolunteerNote]:
        return notes_of(self.row, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(volunteer=self.row, notes=self.notes, **kwargs)

    def perform(self, form: NoteForm) -> VolunteerNote:
        return add_note(self.row, by=self.request.user, text=form.cleaned_data["text"], now=timezone.now())

    def get_success_url(self) -> str:
        return f"{self.row.get_absolute_url()}#notes"


class NoteDeleteView(GuardedRowMixin, ActionFormView):
    """An own note, for good."""

    permission_required = "volunteers.write_notes"
    template_name = "volunteers/note_delete.html"
    form_class = Form
    success_message = _("The note is deleted.")

    def get_rows(self) -> Any:
        return VolunteerNote.objects.visible_to(self.request.user).select_related("volunteer")

    def may_act(self) -> bool:
        return can_delete_note(self.request.user, self.row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.row.volunteer.get_absolute_url()
        return super().get_context_data(note=self.row, back_url=back, confirm_label=_("Delete"), **kwargs)

    def perform(self, form: Any) -> Volunteer:
        return delete_note(self.row, by=self.request.user)

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}#notes"
