"""Staff: a mail to several volunteers, with a look at it first; and what was sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from django.views.generic import DetailView, TemplateView

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import add_errors
from volunteers.actions.bulk_mail import send_bulk_mail
from volunteers.emails.bulk import preview_bulk
from volunteers.forms.bulk_mail import BulkMailForm
from volunteers.queries.bulk import chosen
from volunteers.queries.bulk_mail import Reader, readers, sent_mails
from volunteers.views.pages import page_of


class BulkMailView(RolePermissionMixin, TemplateView):
    """GET asks for the text, POST shows the mail as one person reads it, POST with ``senden`` sends it."""

    permission_required = "volunteers.send_bulk_mail"
    template_name = "volunteers/bulk_mail.html"

    @property
    def data(self) -> QueryDict:
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def form(self) -> BulkMailForm:
        return BulkMailForm(self.request.POST if self.request.method == "POST" else None)

    @cached_property
    def readers(self) -> list[Reader]:
        return readers(chosen(self.request.user, self.data, timezone.localdate()))

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.form.is_valid() or "senden" not in request.POST:
            return self.render_to_response(self.get_context_data())
        try:
            mail = send_bulk_mail(
                [reader.volunteer.pk for reader in self.readers],
                by=request.user,
                organisation_id=request.user.organisation_id,
                now=timezone.now(),
                **self.form.cleaned_data,
            )
        except ValidationError as refused:
            add_errors(self.form, refused)
            return self.render_to_response(self.get_context_data())
        words = ngettext(
            "The mail is on its way to %(n)s person.", "The mail is on its way to %(n)s people.", mail.count
        )
        messages.success(request, words % {"n": mail.count})
        return redirect(mail.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [reader.volunteer for reader in self.readers if not reader.why_not]
        is_shown = self.form.is_bound and self.form.is_valid() and "zurueck" not in self.data and bool(people)
        words = {name: self.form.cleaned_data[name] for name in ("subject", "text")} if is_shown else {}
        return super().get_context_data(
            form=self.form,
            people=people,
            refused=[reader for reader in self.readers if reader.why_not],
            reader=people[0] if people else None,
            preview=preview_bulk(people[0], group=None, **words) if is_shown else None,
            **kwargs,
        )


class BulkMailListView(RolePermissionMixin, TemplateView):
    permission_required = "volunteers.send_bulk_mail"
    template_name = "volunteers/bulk_mail_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**page_of(sent_mails(self.request.user), self.request), **kwargs)


class BulkMailDetailView(RolePermissionMixin, DetailView):
    permission_required = "volunteers.send_bulk_mail"
    template_name = "volunteers/bulk_mail_detail.html"
    context_object_name = "mail"

    def get_queryset(self) -> Any:
        return sent_mails(self.request.user)
