"""Restricting a file and lifting it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View

from counselling.actions.restriction import release_file, restrict_file
from counselling.forms.restriction import RestrictionForm
from counselling.models import Client
from counselling.permissions import can_restrict_file
from counselling.views.sharing import OfFileMixin
from ibs_portal.ui.views import ActionFormView


class OfRestrictionMixin(OfFileMixin):
    def may_act(self) -> bool:
        return can_restrict_file(self.request.user, self.row)


class FileRestrictView(OfRestrictionMixin, ActionFormView):
    form_class = RestrictionForm
    template_name = "counselling/file_restrict.html"
    confirm_label = _("Restrict the file")
    success_message = _("The file is restricted.")

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.row.restriction_reason}

    def perform(self, form: RestrictionForm) -> Client:
        return restrict_file(self.row, by=self.request.user, **form.cleaned_data)


class FileReleaseView(OfRestrictionMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        release_file(self.row, by=request.user)
        messages.success(request, _("The file is no longer restricted."))
        return redirect(self.get_success_url())
