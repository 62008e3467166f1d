"""Staff: one thing for several volunteers. First what will happen to each of them, then one confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import DetailView, TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import add_errors
from volunteers.actions.bulk import act_on_many, undo_bulk
from volunteers.forms.bulk import FIELD_OF, BulkForm
from volunteers.models import BulkAct
from volunteers.queries import bulk
from volunteers.rules.bulk import KINDS, can_be_undone

TITLES = {
    "step": gettext_lazy("Next step for several people"),
    "pause": gettext_lazy("A break for several people"),
    "group": gettext_lazy("Several people into one group"),
    "invite": gettext_lazy("Invite several people to a training"),
}


class BulkActView(RolePermissionMixin, TemplateView):
    """``tat`` is what is asked for, ``wer`` whom it is asked for. GET shows, POST does it for those who were shown."""

    permission_required = ("volunteers.view_pipeline", "volunteers.change_volunteer")
    template_name = "volunteers/bulk_act.html"

    @property
    def data(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @property
    def kind(self) -> str:
        wanted = self.data.get("tat", "")
        return wanted if wanted in KINDS else KINDS[0]

    @cached_property
    def form(self) -> BulkForm:
        is_asked = FIELD_OF[self.kind] in self.data
        return BulkForm(self.data if is_asked else None, kind=self.kind, user=self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("tat") == "mail":
            return redirect(f"{reverse('volunteers:bulk_mail')}?{request.GET.urlencode()}")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        marks = bulk.marks(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        details = self.form.cleaned_data
        try:
            act = act_on_many(marks, kind=self.kind, details=details, by=request.user, now=timezone.now())
        except ValidationError as refused:
            add_errors(self.form, refused)
            return self.render_to_response(self.get_context_data())
        done = ngettext("Done for %(number)s person.", "Done for %(number)s people.", len(marks))
        messages.success(request, done % {"number": len(marks)})
        if act:
            return redirect("volunteers:bulk_detail", pk=act.pk)
        place = details.get("group") or details.get("session")
        return redirect(place.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        keys = bulk.chosen(self.request.user, self.data, today)
        is_ready = self.form.is_bound and not any(name in self.form.errors for name in self.form.fields)
        lines = []
        if is_ready:
            target = bulk.target_of(self.kind, self.form.cleaned_data, today=today)
            lines = bulk.preview(keys, target, today=today)
        return super().get_context_data(
            form=self.form,
            title=TITLES[self.kind],
            kind=self.kind,
            keys=keys,
            lines=[line for line in lines if not line.why_not],
            refused=[line for line in lines if line.why_not],
            is_ready=is_ready,
            **kwargs,
        )


class OneActMixin(RolePermissionMixin):
    permission_required = "volunteers.change_volunteer"

    def get_queryset(self) -> Any:
        return BulkAct.objects.visible_to(self.request.user)  # type: ignore[attr-defined]


class BulkDetailView(OneActMixin, DetailView):
    """The report: who has gone from where to where, and taking it back."""

    template_name = "volunteers/bulk_detail.html"
    context_object_name = "act"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act, hours = self.object, (timezone.now() - self.object.done_at).total_seconds() / 3600
        steps = act.steps.select_related("volunteer").order_by("volunteer__family_name", "pk")
        can_undo = can_be_undone(hours=hours, is_undone=act.undone_at is not None)
        return super().get_context_data(steps=steps, can_undo=can_undo, **kwargs)


class BulkUndoView(OneActMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        act = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            moved_on = undo_bulk(act, by=request.user, now=timezone.now())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("volunteers:bulk_detail", pk=pk)
        messages.success(request, _("Taken back. Mails that were sent stay sent."))
        if moved_on:
            words = _("Not taken back, because they have moved on since: %(names)s")
            messages.warning(request, words % {"names": ", ".join(moved_on)})
        return redirect("volunteers:bulk_detail", pk=pk)
