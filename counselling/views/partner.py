"""The directory of partners: finding one, reading, entering, changing, looking over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.partner import change_partner, check_partner, create_partner
from counselling.forms.partner import PartnerFilterForm, PartnerForm
from counselling.models import Partner
from counselling.permissions import can_keep_partner
from counselling.queries.partners import partner_rows
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.languages import language_choices
from ibs_portal.ui.views import ActionFormView


class PartnerListView(RolePermissionMixin, SheetMixin, TemplateView):
    """By word, topic and language: the question at the counter is "who helps with this, in Arabic?"."""

    permission_required = "counselling.find_partner"
    template_name = "counselling/partner_list.html"
    sheet_name = "partner"
    sheet_title = _("Partners")
    sheet_columns = (
        (_("Name"), lambda row: row["partner"].name),
        (_("Kind"), "kind"),
        (_("Topics"), "topics"),
        (_("Languages"), "languages"),
        (_("Phone"), lambda row: row["partner"].phone),
        (_("E-mail"), lambda row: row["partner"].email),
        (_("Address"), lambda row: row["partner"].address),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = PartnerFilterForm(self.request.GET)
        chosen = filters.cleaned_data if filters.is_valid() else {}
        rows, older = partner_rows(after=self.request.GET.get("after", ""), **chosen)
        return super().get_context_data(
            **kwargs,
            filters=filters,
            rows=rows,
            older_url=older_url(self.request, older),
            after=self.request.GET.get("after"),
            language_list=language_choices(),
            can_keep=can_keep_partner(self.request.user),
        )


class PartnerPageMixin(GuardedRowMixin):
    permission_required = "counselling.find_partner"

    def get_rows(self) -> Any:
        return Partner.objects.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_keep = can_keep_partner(self.request.user)
        return super().get_context_data(partner=self.row, can_keep=can_keep, **kwargs)


class PartnerDetailView(PartnerPageMixin, TemplateView):
    template_name = "counselling/partner_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topics=list(self.row.topics.all()), **kwargs)


class PartnerFormMixin:
    form_class = PartnerForm
    template_name = "counselling/partner_form.html"
    permission_required = "counselling.keep_partner"
    row: Any = None

    def get_success_url(self) -> str:
        return reverse("counselling:partner_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partner=self.row, language_list=language_choices(), **kwargs)


class PartnerCreateView(PartnerFormMixin, RolePermissionMixin, ActionFormView):
    success_message = _("The entry is in the directory.")

    def perform(self, form: PartnerForm) -> Partner:
        return create_partner(by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("counselling:partner_list"), **kwargs)


class PartnerUpdateView(PartnerFormMixin, GuardedRowMixin, ActionFormView):
    """If somebody else was quicker, what is different is shown, and nothing typed is lost."""

    success_message = _("The changes have been saved.")
    conflicts: tuple[dict[str, str], ...] = ()

    def get_rows(self) -> Any:
        return Partner.objects.all()

    def get_form_kwargs(self) -> dict[str, Any]:
        # A row of its own: a bound form changes the one it has.
        return super().get_form_kwargs() | {"instance": Partner.objects.get(pk=self.row.pk)}

    def perform(self, form: PartnerForm) -> Partner:
        version = self.request.POST.get("version", "")
        number = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        try:
            return change_partner(self.row, by=self.request.user, version=number, **form.cleaned_data)
        except ValidationError as refused:
            if getattr(refused, "code", "") == "conflict":
                self.conflicts = tuple(self._differences(form))
            raise

    def _differences(self, form: PartnerForm) -> Any:
        """For each field in which entry and form differ: its label and what is saved now."""
        saved = PartnerForm(instance=self.row)
        for name, field in form.fields.items():
            now = field.prepare_value(saved.initial.get(name))
            if name != "topics" and name in saved.initial and str(now) != str(form[name].value()):
                yield {"label": str(field.label), "saved": str(dict(getattr(field, "choices", [])).get(now, now))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = reverse("counselling:partner_detail", args=[self.row.pk])
        return super().get_context_data(conflicts=self.conflicts, back_url=back_url, **kwargs)


class PartnerCheckView(GuardedRowMixin, View):
    """One click: somebody called, everything is right."""

    http_method_names = ["post"]
    permission_required = "counselling.keep_partner"

    def get_rows(self) -> Any:
        return Partner.objects.all()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_partner(self.row, by=request.user)
        messages.success(request, _("Noted: checked today."))
        return redirect("counselling:partner_detail", self.row.pk)
