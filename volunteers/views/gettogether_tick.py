"""The page of a badge: no account, the code is the key. Works on a phone and without JavaScript."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ibs_portal.database.identity import errand
from ibs_portal.ui.letter_pages import LetterPageMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.gettogether import tick_names
from volunteers.forms.gettogether import BadgeCodeForm, TickForm
from volunteers.models import Participant, Tick
from volunteers.queries.gettogether import Face, faces


@method_decorator(login_not_required, name="dispatch")
class GetTogetherCodeView(FormView):
    """For those who type: the code of the badge leads to its page."""

    form_class = BadgeCodeForm
    template_name = "volunteers/gettogether_code.html"

    def form_valid(self, form: BadgeCodeForm) -> HttpResponse:
        return redirect("volunteers:gettogether_tick", code=form.cleaned_data["code"])


@method_decorator(login_not_required, name="dispatch")
class GetTogetherTickView(LetterPageMixin, ActionFormView):
    """First names of the other side, three to tick, to be changed until the end."""

    form_class = TickForm
    template_name = "volunteers/gettogether_tick.html"
    success_message = _("Saved. You can change it until the end.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.code = "".join(sign for sign in kwargs["code"].upper() if sign.isalnum())[:12]
        self.faces: list[Face] = []
        self.ticked: list[int] = []
        with errand(badge=self.code):
            rows = Participant.objects.select_related("gettogether__programme")
            self.participant = rows.filter(code=self.code).first()
            if self.participant is not None:
                self.faces = faces()
                own = Tick.objects.filter(participant=self.participant).order_by("rank", "pk")
                self.ticked = list(own.values_list("ticked_id", flat=True))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.participant is None:
            response: Any = self.render_to_response({"participant": None}, status=404)
        else:
            response = super().dispatch(request, *args, **kwargs)
        # The address is the key: no cache keeps it.
        response["Cache-Control"] = "no-store"
        return response

    @property
    def is_open(self) -> bool:
        evening = self.participant.gettogether
        return not evening.is_closed and timezone.now() < evening.closes_at

    def get_form_kwargs(self) -> dict[str, Any]:
        is_ranked = self.participant.gettogether.is_ranked
        initial = TickForm.initial_of(self.ticked, is_ranked=is_ranked)
        return super().get_form_kwargs() | {"faces": self.faces, "is_ranked": is_ranked, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evening = self.participant.gettogether
        return super().get_context_data(
            participant=self.participant,
            gettogether=evening,
            programme=evening.programme,
            is_open=self.is_open,
            faces=self.faces,
            ticked=len(self.ticked),
            is_volunteer=self.participant.volunteer_id is not None,
            **kwargs,
        )

    def perform(self, form: TickForm) -> list[Tick]:
        with errand(badge=self.code):
            return tick_names(self.participant, chosen=form.chosen(), by=None, now=timezone.now())

    def get_success_url(self) -> str:
        return reverse("volunteers:gettogether_tick", args=[self.code])
