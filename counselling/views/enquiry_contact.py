"""From an enquiry to the counter: what is known stands in the form, and the contact is remembered with it."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from counselling.actions.enquiry import link_enquiry
from counselling.models import Enquiry

CHANNELS = {"web": "phone", "phone": "phone", "email": "email", "in_person": "in_person", "letter": "letter"}


class FromEnquiryMixin:
    """``?enquiry=`` fills the counter in; saving leads back to the enquiry, to close it."""

    @cached_property
    def enquiry(self) -> Enquiry | None:
        key = self.typed.get("enquiry") or ("" if self.typed else self.request.GET.get("enquiry", ""))
        if not key:
            return None
        rows = Enquiry.objects.visible_to(self.request.user).select_related("topic")
        return get_object_or_404(rows, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.enquiry is not None:
            kwargs["initial"] |= self._known(self.enquiry, kwargs["languages"])
        return kwargs

    def _known(self, enquiry: Enquiry, languages: list[str]) -> dict[str, Any]:
        known = enquiry.language in languages
        language = {"language": enquiry.language if known else "", "language_other": "" if known else enquiry.language}
        return {
            "person": enquiry.name,
            "channel": CHANNELS[enquiry.channel],
            "topics": [str(enquiry.topic_id)] if enquiry.topic_id else [],
            "note": enquiry.message,
            **language,
        }

    def perform(self, form: Any) -> Any:
        contact = super().perform(form)
        if self.enquiry is not None:
            link_enquiry(self.enquiry, contact, by=self.request.user)
        return contact

    def get_success_url(self) -> str:
        if self.enquiry is not None and "open" not in self.request.POST:
            return reverse("counselling:enquiry_detail", args=[self.enquiry.pk])
        return super().get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(enquiry=self.enquiry, **kwargs)
