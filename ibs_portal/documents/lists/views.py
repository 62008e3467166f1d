"""What the pages of a list have in common: the fate of each row, and the file of those refused."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from ibs_portal.documents.lists.models import StagedList
from ibs_portal.documents.lists.refused import refused_workbook
from ibs_portal.documents.lists.rows import ListRow
from ibs_portal.documents.spreadsheet import MEDIA_TYPE

SHOWN, SHOWN_REFUSED = 15, 30


class ListCheckMixin:
    """What would become of each row. "Show again" keeps the columns; the other button takes the list over.

    Before a view with a form whose list is ``self.row``. Give it ``upload_url`` and ``check_url`` (names of addresses),
    ``map_list(heading_row, mapping)``, ``take_over(form)`` and ``read_list()``.
    """

    upload_url: str
    check_url: str
    request: HttpRequest
    row: Any
    object: Any
    is_moved = False

    def map_list(self, heading_row: int, mapping: list[str] | None) -> StagedList:
        raise NotImplementedError(f"{type(self).__name__} needs map_list().")

    def take_over(self, form: Any) -> StagedList:
        raise NotImplementedError(f"{type(self).__name__} needs take_over(form).")

    def read_list(self) -> list[ListRow]:
        raise NotImplementedError(f"{type(self).__name__} needs read_list().")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.row.is_staged:
            return redirect(self.upload_url)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]

    def get_form_kwargs(self) -> dict[str, Any]:
        batch = self.row
        initial = {f"column_{place}": column for place, column in enumerate(batch.mapping)}
        initial |= {"heading_row": batch.heading_row + 1, "leave_out_alike": True}
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"headings": batch.headings, "rows": len(batch.rows), "initial": initial}

    def perform(self, form: Any) -> StagedList:
        heading_row = form.cleaned_data["heading_row"] - 1
        self.is_moved = heading_row != self.row.heading_row
        self.row = self.map_list(heading_row, None if self.is_moved else form.mapping())
        return self.take_over(form) if "take" in self.request.POST and not self.is_moved else self.row

    def form_valid(self, form: Any) -> HttpResponse:
        """Shown again, the page keeps what is chosen below; with other headings it begins anew."""
        response = super().form_valid(form)  # type: ignore[misc]
        if not form.errors and self.object.is_staged and not self.is_moved:
            return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]
        return response

    def get_success_url(self) -> str:
        return reverse(self.check_url, args=[self.object.pk]) if self.object.is_staged else reverse(self.upload_url)

    def get_success_message(self) -> str:
        if self.object.state == StagedList.State.STAGED:
            return ""
        refused = ngettext("%(n)s row was refused.", "%(n)s rows were refused.", self.object.refused)
        return f"{self.made_words()} {refused % {'n': self.object.refused}}"

    def made_words(self) -> str:
        """How many of what there are now."""
        taken = ngettext("%(n)s row was taken over.", "%(n)s rows were taken over.", self.object.taken)
        return taken % {"n": self.object.taken}

    @cached_property
    def preview(self) -> list[ListRow]:
        return self.read_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        good = [row for row in self.preview if row.is_good]
        bad = [row for row in self.preview if row.problems]
        there = [row for row in self.preview if row.there and not row.problems]
        return super().get_context_data(  # type: ignore[misc]
            **kwargs,
            batch=self.row,
            upload_url=self.upload_url,
            good=good[:SHOWN],
            bad=bad[:SHOWN_REFUSED],
            there=there[:SHOWN_REFUSED],
            good_count=len(good),
            bad_count=len(bad),
            there_count=len(there),
            alike_count=sum(bool(row.alike) for row in good),
        )


def check_has_refused(batch: StagedList) -> None:
    """404 where nothing was refused, or a day has passed."""
    if batch.state != StagedList.State.DONE or len(batch.rows) < 2:
        raise Http404


def refused_file(batch: StagedList, rows: list[list]) -> HttpResponse:
    """Every refused row with its reason and its original values."""
    name = f'attachment; filename="nicht-uebernommen-{batch.pk}.xlsx"'
    return HttpResponse(refused_workbook(rows), MEDIA_TYPE, headers={"Content-Disposition": name})
