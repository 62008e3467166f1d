"""Staff: get-togethers, who takes part, badges, and the pairs that come out."""

from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.gettogether import close_gettogether, create_gettogether, set_participants, update_gettogether
from volunteers.documents.gettogether import badge_cards
from volunteers.forms.gettogether import GetTogetherChooseForm, GetTogetherCreateForm, GetTogetherForm
from volunteers.models import GetTogether
from volunteers.permissions.matching import can_keep_gettogether
from volunteers.queries.gettogether import pairs_shown, progress
from volunteers.views.guards import GuardedRowMixin

KEEP = "volunteers.approve_match"


class GetTogetherListView(RolePermissionMixin, TemplateView):
    permission_required = KEEP
    template_name = "volunteers/gettogether_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = GetTogether.objects.visible_to(self.request.user).select_related("cohort").with_counts()[:50]
        return super().get_context_data(rows=rows, **kwargs)


class GetTogetherCreateView(RolePermissionMixin, ActionFormView):
    permission_required = KEEP
    form_class = GetTogetherCreateForm
    template_name = "volunteers/gettogether_form.html"
    success_message = _("The get-together is planned. Now choose who takes part.")

    def get_initial(self) -> dict[str, Any]:
        return {"cohort": self.request.GET.get("kohorte")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("volunteers:gettogether_list"), **kwargs)

    def perform(self, form: GetTogetherCreateForm) -> GetTogether:
        return create_gettogether(form.cleaned_data["programme"], by=self.request.user, details=form.details())

    def get_success_url(self) -> str:
        return reverse("volunteers:gettogether_choose", args=[self.object.pk])


class OfGetTogetherMixin(GuardedRowMixin):
    permission_required = KEEP

    def get_rows(self) -> Any:
        return GetTogether.objects.visible_to(self.request.user).select_related("programme", "cohort")

    def may_act(self) -> bool:
        return can_keep_gettogether(self.request.user, self.row)

    def get_success_url(self) -> str:
        return self.row.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"gettogether": self.row, "back_url": self.row.get_absolute_url()} | kwargs)


class GetTogetherDetailView(OfGetTogetherMixin, TemplateView):
    """Counts until the end, pairs after it."""

    template_name = "volunteers/gettogether_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        participants = list(self.row.participants.select_related("volunteer", "worker"))
        return super().get_context_data(
            volunteers=[row for row in participants if row.volunteer_id],
            workers=[row for row in participants if row.worker_id],
            progress=progress(self.row),
            pairs=pairs_shown(self.row) if self.row.is_closed else [],
            **kwargs,
        )


class GetTogetherUpdateView(OfGetTogetherMixin, ActionFormView):
    form_class = GetTogetherForm
    template_name = "volunteers/gettogether_form.html"
    success_message = _("The details are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy of its own: a bound form changes its instance.
        copy = self.get_rows().get(pk=self.row.pk)
        return super().get_form_kwargs() | {"user": self.request.user, "instance": copy}

    def perform(self, form: GetTogetherForm) -> GetTogether:
        return update_gettogether(self.row, by=self.request.user, details=form.details())


class GetTogetherChooseView(OfGetTogetherMixin, ActionFormView):
    form_class = GetTogetherChooseForm
    template_name = "volunteers/gettogether_choose.html"
    success_message = _("The list is saved. Whoever is new has got the link by mail.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"gettogether": self.row}

    def get_initial(self) -> dict[str, Any]:
        here = list(self.row.participants.values_list("volunteer_id", "worker_id"))
        workers = [worker for _volunteer, worker in here if worker]
        if not here and self.row.cohort:
            workers = list(self.row.cohort.workers.here().values_list("pk", flat=True))
        return {"volunteers": [volunteer for volunteer, _worker in here if volunteer], "workers": workers}

    def perform(self, form: GetTogetherChooseForm) -> GetTogether:
        chosen = form.cleaned_data
        return set_participants(
            self.row, by=self.request.user, volunteers=chosen["volunteers"], workers=chosen["workers"]
        )


class GetTogetherPrintView(OfGetTogetherMixin, TemplateView):
    """Badges with first name, number, table and the code, to cut out."""

    template_name = "volunteers/gettogether_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = badge_cards(self.row.participants.select_related("volunteer", "worker"))
        return super().get_context_data(cards=cards, **kwargs)


class GetTogetherCloseView(OfGetTogetherMixin, ActionFormView):
    form_class = Form
    template_name = "volunteers/gettogether_close.html"
    success_message = _("The pairs are formed, and what was ticked is erased. Now approve each pair.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(progress=progress(self.row), confirm_label=_("Form the pairs"), **kwargs)

    def perform(self, form: Form) -> GetTogether:
        return close_gettogether(self.row, by=self.request.user, now=timezone.now())
