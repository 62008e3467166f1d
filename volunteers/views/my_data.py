"""What is kept about oneself: seeing, taking along, having it deleted. For volunteers and skilled workers alike."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.audit.trail import record_reading
from ibs_portal.documents.pdf import MEDIA_TYPE
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.erasure import request_erasure, take_back_erasure
from volunteers.documents.my_data import JSON_MEDIA_TYPE, data_json, data_pdf
from volunteers.forms.erasure import ErasureRequestForm
from volunteers.models import Certificate, Erasure
from volunteers.queries.my_data import MyData, my_data, open_erasure, person_of
from volunteers.rules.erasure import COOLING_OFF_DAYS

ROLES = ("volunteers.use_own_volunteer_pages", "volunteers.use_own_worker_pages")
FILES = {"json": (data_json, JSON_MEDIA_TYPE), "pdf": (data_pdf, MEDIA_TYPE)}


class MyDataMixin(RolePermissionMixin):
    """``self.person`` is the volunteer or skilled worker who is logged in."""

    permission_required = ROLES
    request: HttpRequest

    def has_permission(self) -> bool:
        return any(self.request.user.has_perm(permission) for permission in ROLES)

    @cached_property
    def person(self) -> Any:
        person = person_of(self.request.user)
        if person is None:
            raise Http404
        return person

    @cached_property
    def data(self) -> MyData:
        return my_data(self.request.user, self.person)


class MyDataView(MyDataMixin, TemplateView):
    template_name = "volunteers/my_data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_volunteer = self.request.user.has_perm(ROLES[0])
        return super().get_context_data(
            data=self.data, person=self.person, programme=self.person.programme, is_volunteer=is_volunteer, **kwargs
        )


class MyDataExportView(MyDataMixin, View):
    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if kind not in FILES:
            raise Http404
        make, media_type = FILES[kind]
        content = make(self.data, today=timezone.localdate())
        record_reading(self.person, what=f"{self.person._meta.model_name}.exported", by=request.user, reason=kind)
        headers = {"Content-Disposition": f'attachment; filename="meine-daten.{kind}"', "Cache-Control": "no-store"}
        return HttpResponse(content, media_type, headers=headers)


class MyDataDeleteView(MyDataMixin, ActionFormView):
    """What goes, what stays, and a word to be typed."""

    template_name = "volunteers/my_data_delete.html"
    form_class = ErasureRequestForm
    success_url = reverse_lazy("volunteers:my_data")
    success_message = gettext_lazy("We delete your data in some days. Until then you can take it back here.")

    @cached_property
    def has_certificates(self) -> bool:
        return Certificate.objects.own_of(self.request.user).genuine().exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_certificates": self.has_certificates}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            programme=self.person.programme,
            has_certificates=self.has_certificates,
            erasure=open_erasure(self.request.user),
            days=COOLING_OFF_DAYS,
            back_url=self.success_url,
            **kwargs,
        )

    def perform(self, form: ErasureRequestForm) -> Erasure:
        keeps = form.cleaned_data.get("keeps_certificates", False)
        by, today = self.request.user, timezone.localdate()
        return request_erasure(self.person, by=by, keeps_certificates=keeps, today=today)


class MyDataKeepView(MyDataMixin, View):
    """Takes the deletion back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        erasure = get_object_or_404(Erasure.objects.own_of(request.user).open())
        try:
            take_back_erasure(erasure, by=request.user, today=timezone.localdate())
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Good that you stay. Nothing is deleted."))
        return redirect("volunteers:my_data")
