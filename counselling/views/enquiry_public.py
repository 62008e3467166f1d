"""Asking us: one page, no account, no JavaScript; then a number and what happens next."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from counselling.actions.enquiry import receive_enquiry
from counselling.forms.enquiry import EnquiryForm
from counselling.models import Centre, Enquiry, Topic
from counselling.models.enquiry import reference_of, signed
from counselling.rules.appointment import new_reference, reference_text
from ibs_portal.accounts.public_forms import BucketMixin
from ibs_portal.database.identity import errand
from ibs_portal.ui.views import ActionFormView

WAYS = {"phone": "t", "email": "m", "visit": "b"}


@method_decorator([login_not_required, never_cache], name="dispatch")
class EnquiryCreateView(BucketMixin, ActionFormView):
    form_class = EnquiryForm
    template_name = "counselling/enquiry_create.html"
    bucket_name = "enquiry"

    @cached_property
    def centres(self) -> Any:
        centres = Centre.objects.public()
        if not centres:
            raise Http404
        return centres

    @cached_property
    def reference(self) -> str:
        """That of the form as it was opened; a second click on the button sends the same."""
        return reference_of(self.request.POST.get("nummer", "")) or new_reference()

    def get_initial(self) -> dict[str, Any]:
        return {"topic": self.request.GET.get("thema", "")[:40], "nummer": signed(self.reference)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"centres": self.centres, "topics": list(Topic.objects.public())}

    def perform(self, form: EnquiryForm) -> Enquiry:
        centre = form.cleaned_data.get("centre") or self.centres[0]
        language = get_language() or "de"
        with errand(enquiry=self.reference):
            return receive_enquiry(centre, by=None, reference=self.reference, contact_language=language, **form.facts())

    def get_success_url(self) -> str:
        return reverse("counselling:enquiry_done", args=[signed(f"{WAYS[self.object.reach]}{self.object.reference}")])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(centre=self.centres[0], **kwargs)


@method_decorator([login_not_required, never_cache], name="dispatch")
class EnquiryDoneView(TemplateView):
    """The number and what happens now. The signed link says both; nothing is read from the database."""

    template_name = "counselling/enquiry_done.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = reference_of(self.kwargs["token"])
        if not said:
            raise Http404
        way = {letter: way for way, letter in WAYS.items()}.get(said[:1], "")
        return super().get_context_data(
            number=reference_text(said[1:]), way=way, centre=Centre.objects.public().first(), **kwargs
        )
