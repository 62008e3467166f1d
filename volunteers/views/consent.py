"""My consents, for volunteers and skilled workers alike: each given and taken back by itself."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.consent import withdraw_consent
from volunteers.actions.consent_note import note_consents
from volunteers.models import SkilledWorker, Volunteer
from volunteers.queries.consent import consents_of, side_of
from volunteers.rules.consent import KINDS
from volunteers.rules.consent_words import CONSEQUENCES, TITLES

OWN_PAGES = ("volunteers.use_own_volunteer_pages", "volunteers.use_own_worker_pages")


class OwnConsentMixin(RolePermissionMixin):
    """Whoever is a volunteer or a skilled worker; 404 for an account without a row."""

    def has_permission(self) -> bool:
        return any(self.request.user.has_perm(permission) for permission in OWN_PAGES)

    @cached_property
    def person(self) -> Any:
        for model in (Volunteer, SkilledWorker):
            rows = model.objects.select_related("programme__organisation")
            if (person := rows.filter(user=self.request.user).first()) is not None:
                return person
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, programme=self.person.programme, **kwargs)


class MyConsentsView(OwnConsentMixin, TemplateView):
    template_name = "volunteers/my_consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(consents=consents_of(self.person), has_left=bool(self.person.left_on), **kwargs)


class OneConsentMixin(OwnConsentMixin):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in KINDS:
            raise Http404


class MyConsentGiveView(OneConsentMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        with errand(**{side_of(self.person): self.person.pk}):
            note_consents(self.person, [kind], by=request.user, now=timezone.now())
        messages.success(request, _("Thank you. Your consent is noted."))
        return redirect("volunteers:my_consents")


class MyConsentWithdrawView(OneConsentMixin, ActionFormView):
    """Says first what follows; the button does it."""

    form_class = Form
    template_name = "volunteers/my_consent_withdraw.html"
    success_url = reverse_lazy("volunteers:my_consents")
    success_message = gettext_lazy("Your consent is taken back.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.kwargs["kind"]
        return super().get_context_data(
            kind=kind,
            title=TITLES[kind],
            consequences=CONSEQUENCES[side_of(self.person), kind],
            back_url=self.success_url,
            **kwargs,
        )

    def perform(self, form: Form) -> Any:
        return withdraw_consent(self.person, kind=self.kwargs["kind"], by=self.request.user, now=timezone.now())
