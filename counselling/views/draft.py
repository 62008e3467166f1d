"""Drafts of long forms: kept while one types, by a button without JavaScript, and offered again."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from counselling.actions.draft import discard_draft, finish_draft, keep_draft
from counselling.models import Draft
from counselling.models.draft import TYPE
from counselling.rules.draft import typed_fields
from counselling.views.followup import came_from
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin

OFFERED = 3
FORM_FIELDS = ("token", "draft_form")


def form_of(data: QueryDict) -> uuid.UUID | None:
    """The number of the form, under whichever name the form carries it."""
    try:
        return uuid.UUID(next(data[name] for name in FORM_FIELDS if name in data))
    except (StopIteration, ValueError):
        return None


def kept_at(draft: Draft) -> str:
    return formats.time_format(timezone.localtime(draft.saved_at), "H:i")


class DraftKeepView(RolePermissionMixin, View):
    """What the page sends every few seconds; answers with the line that it shows."""

    permission_required = TYPE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, purpose: str) -> HttpResponse:
        form = form_of(request.POST)
        if form is None:
            return HttpResponse(status=400)
        try:
            content = typed_fields(request.POST.lists())
            draft = keep_draft(by=request.user, purpose=purpose, form=form, content=content)
        except ValidationError as refused:
            return HttpResponse(" ".join(refused.messages), status=409, content_type="text/plain; charset=utf-8")
        text = _("Kept as a draft at %(time)s.") % {"time": kept_at(draft)}
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


class DraftDiscardView(GuardedRowMixin, View):
    """Thrown away; ``next`` leads back to the form."""

    http_method_names = ["post"]

    def get_rows(self) -> Any:
        return Draft.objects.visible_to(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        discard_draft(self.row, by=request.user)
        messages.success(request, _("The draft has been thrown away."))
        return redirect(came_from(request) or reverse("website:staff_home"))


class DraftMixin:
    """A form whose content is kept. ``purpose`` names it; ``typed`` is what stands in it: as just sent, or as kept.

    The form takes ``keep_typed`` (``KeepsTyped``) and carries its number in ``token`` or ``draft_form``.
    """

    purpose = ""

    @cached_property
    def draft(self) -> Draft | None:
        """The one to go on with, if the address names it."""
        key = self.request.GET.get("draft", "")
        if self.request.method != "GET" or not key:
            return None
        rows = Draft.objects.waiting(self.request.user, self.purpose)
        return get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)

    @cached_property
    def typed(self) -> QueryDict:
        if self.draft is None:
            return self.request.POST
        data = QueryDict(mutable=True)
        for name, values in self.draft.typed.items():
            data.setlist(name, values)
        return data

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "keep_draft" in request.POST:
            return self.keep()
        return super().post(request, *args, **kwargs)

    def keep(self) -> HttpResponse:
        """The button for whoever works without JavaScript, or is called away: kept, and the page is free again."""
        form = form_of(self.request.POST) or uuid.uuid4()
        try:
            content = typed_fields(self.request.POST.lists())
            draft = keep_draft(by=self.request.user, purpose=self.purpose, form=form, content=content)
        except ValidationError as refused:
            messages.error(self.request, " ".join(refused.messages))
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        messages.success(self.request, _("Kept as a draft at %(time)s.") % {"time": kept_at(draft)})
        return redirect(self.request.path)

    def finish(self) -> None:
        """To be called when the form has done its work."""
        if form := form_of(self.request.POST):
            finish_draft(by=self.request.user, purpose=self.purpose, form=form)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if response.status_code == 302:
            self.finish()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = self.request.method == "GET" and self.draft is None
        waiting = list(Draft.objects.waiting(self.request.user, self.purpose)[:OFFERED]) if is_open else []
        number = self.typed.get("draft_form") or uuid.uuid4()
        return super().get_context_data(drafts=waiting, draft_purpose=self.purpose, draft_form=number, **kwargs)
