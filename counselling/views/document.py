"""Documents of a file: the list, taking one in, downloading, deleting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.document import delete_document, open_document, upload_document
from counselling.forms.document import DocumentDeleteForm, DocumentForm
from counselling.models import Client, Document
from counselling.permissions import can_change_client
from counselling.queries.documents import documents_of
from counselling.views.case import OfClientMixin
from counselling.views.file import FilePageMixin
from counselling.views.sharing import OfFileMixin
from ibs_portal.accounts.views import GuardedRowMixin
from ibs_portal.documents.inspection import LARGEST
from ibs_portal.privacy.encryption import has_key
from ibs_portal.ui.views import ActionFormView


class DocumentListView(FilePageMixin, TemplateView):
    template_name = "counselling/document_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = documents_of(self.request.user, self.row)
        return super().get_context_data(documents=documents, has_key=has_key(), **kwargs)


class DocumentCreateView(OfFileMixin, ActionFormView):
    form_class = DocumentForm
    template_name = "counselling/document_create.html"
    success_message = _("The document is in the file.")

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def back_url(self) -> str:
        return reverse("counselling:document_list", args=[self.row.pk])

    def perform(self, form: DocumentForm) -> Document:
        upload = form.cleaned_data["file"]
        # One byte more than allowed is enough to see that it is too much.
        data = upload.read(LARGEST + 1)
        return upload_document(self.row, by=self.request.user, name=upload.name, data=data, **form.facts())


class OfDocumentMixin(OfClientMixin):
    def get_rows(self) -> Any:
        return Document.objects.with_file_open_to(self.request.user)

    def back_url(self) -> str:
        return reverse("counselling:document_list", args=[self.row.client_id])


class DocumentDownloadView(OfDocumentMixin, GuardedRowMixin, View):
    """Always a download, never shown in the page: whatever is in it cannot act in the portal."""

    def get_rows(self) -> Any:
        return super().get_rows().select_related("content")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            data = open_document(self.row, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect(self.back_url())
        return HttpResponse(
            data,
            content_type=self.row.media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{self.row.file_name}"',
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )


class DocumentDeleteView(OfDocumentMixin, ActionFormView):
    form_class = DocumentDeleteForm
    template_name = "counselling/document_delete.html"
    confirm_label = _("Delete for good")
    success_message = _("The document has been deleted.")

    def may_act(self) -> bool:
        return can_change_client(self.request.user, self.row)

    def perform(self, form: DocumentDeleteForm) -> Client:
        return delete_document(self.row, by=self.request.user)
