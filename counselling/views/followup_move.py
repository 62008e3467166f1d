"""Many follow-ups at once: those that were chosen in the list, or those of somebody who is away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from counselling.actions.followup_move import Move, move_followups, undo_followup_move
from counselling.forms.followup_move import FollowUpMoveForm
from counselling.models import Absence
from counselling.queries.casework import colleagues
from counselling.queries.followup_move import preview_of, rows_to_move
from counselling.rules.followup_move import KEEP, NEXT, ON
from counselling.rules.hours import DAY
from counselling.views.last_move import LAST_MOVE, last_move
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView


class FollowUpMoveView(RolePermissionMixin, ActionFormView):
    """``?chosen=`` (several) or ``?absence=``; everything is chosen already, and a preview counts."""

    permission_required = "counselling.change_followup"
    form_class = FollowUpMoveForm
    template_name = "counselling/followup_move.html"

    @cached_property
    def absence(self) -> Absence | None:
        key = self.request.GET.get("absence", "")
        if not key:
            return None
        user = self.request.user
        rows = Absence.objects.visible_to(user).of_controller(user).select_related("staff", "deputy")
        found = rows.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        chosen = [*self.request.GET.getlist("chosen"), *self.request.POST.getlist("chosen")]
        return rows_to_move(self.request.user, chosen, self.absence, timezone.localdate())

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"chosen": [row["pk"] for row in self.rows], "choice": NEXT}
        if self.absence and self.absence.deputy:
            return initial | {"choice": KEEP, "assigned_to": self.absence.deputy.user_id}
        if self.absence:
            return initial | {"choice": ON, "on": self.absence.ends_on + DAY}
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"rows": self.rows, "colleagues": colleagues(self.request.user)}

    def form_valid(self, form: FollowUpMoveForm) -> HttpResponse:
        if "preview" in self.request.POST:
            preview = preview_of(self.rows, form.cleaned_data, timezone.localdate())
            return self.render_to_response(self.get_context_data(form=form, preview=preview))
        return super().form_valid(form)

    def perform(self, form: FollowUpMoveForm) -> list[Move]:
        facts = dict(form.cleaned_data)
        moves = move_followups(facts.pop("chosen"), by=self.request.user, **facts)
        moved_at = timezone.now().isoformat()
        self.request.session[LAST_MOVE] = {"at": moved_at, "moves": [move.as_dict() for move in moves]}
        return moves

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(rows=self.rows, absence=self.absence, **kwargs)
        chosen = context["form"]["chosen"].value() or []
        context["chosen"] = {str(key) for key in chosen}
        context["back_url"] = self.get_success_url()
        return context

    def get_success_url(self) -> str:
        return f"{reverse('counselling:followup_list')}?team=1"

    def get_success_message(self) -> str:
        count = len(self.object)
        words = ngettext(
            "%(count)s follow-up moved. It can be taken back for ten minutes.",
            "%(count)s follow-ups moved. They can be taken back for ten minutes.",
            count,
        )
        return words % {"count": count}


class FollowUpMoveUndoView(RolePermissionMixin, View):
    permission_required = "counselling.change_followup"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        kept = last_move(request)
        try:
            if kept is None:
                raise ValidationError(_("This can be taken back for ten minutes only."), code="late")
            count = undo_followup_move(kept["moves"], moved_at=kept["at"], by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, self.words(count, kept["count"] - count))
        request.session.pop(LAST_MOVE, None)
        return redirect(f"{reverse('counselling:followup_list')}?team=1")

    @staticmethod
    def words(count: int, left: int) -> str:
        said = ngettext("%(count)s follow-up put back.", "%(count)s follow-ups put back.", count) % {"count": count}
        if not left:
            return said
        more = ngettext(
            "%(count)s was changed in the meantime and stays as it is.",
            "%(count)s were changed in the meantime and stay as they are.",
            left,
        )
        return f"{said} {more % {'count': left}}"
