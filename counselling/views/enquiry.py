"""Enquiries for staff: the list, one of them, and what is done with it. Federal volunteers work here too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView

from counselling.actions.enquiry import (
    answer_enquiry,
    claim_enquiry,
    close_enquiry,
    note_call,
    receive_enquiry,
    release_enquiry,
    reopen_enquiry,
)
from counselling.forms.enquiry import EnquiryAnswerForm, EnquiryCloseForm, EnquiryFilterForm, EnquiryRecordForm
from counselling.models import CallAttempt, Enquiry
from counselling.models.enquiry import ANSWER, reference_of, signed
from counselling.queries.counter import centre_of
from counselling.queries.enquiries import calls_of, enquiry_rows, filled_in, prepared_answers
from counselling.queries.people import name_of
from counselling.rules.appointment import new_reference
from counselling.rules.enquiry import ENOUGH_CALLS
from counselling.views.followup import came_from
from counselling.views.paging import older_url
from counselling.views.sheet import SheetMixin
from ibs_portal.accounts.views import GuardedRowMixin, RolePermissionMixin
from ibs_portal.languages import language_choices, language_label
from ibs_portal.ui.views import ActionFormView


class EnquiryListView(RolePermissionMixin, SheetMixin, TemplateView):
    permission_required = ANSWER
    template_name = "counselling/enquiry_list.html"
    sheet_name = "anfragen"
    sheet_title = _("Enquiries")
    sheet_columns = (
        (_("Received"), "received_at"),
        (_("Number"), "number"),
        (_("Name"), "name"),
        (_("Language"), "language_name"),
        (_("About"), "topic"),
        (_("Answer"), "reach_name"),
        (_("Calls"), "calls_made"),
        (_("State"), "state_name"),
        (_("Taken on by"), "claimed_name"),
        (_("Closed"), "closed_at"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = EnquiryFilterForm(self.request.GET)
        show = filters.cleaned_data["show"] if filters.is_valid() else ""
        rows, older = enquiry_rows(self.request.user, show=show, after=self.request.GET.get("after", ""))
        tabs = [
            {"label": label, "url": f"?show={value}" if value else "?", "is_current": value == show}
            for value, label in filters.fields["show"].choices
        ]
        return super().get_context_data(
            rows=rows, older_url=older_url(self.request, older), show=show, tabs=tabs, **kwargs
        )


class EnquiryRecordView(RolePermissionMixin, ActionFormView):
    """What came by phone, mail, letter or at the counter."""

    permission_required = ANSWER
    form_class = EnquiryRecordForm
    template_name = "counselling/enquiry_record.html"
    success_message = _("The enquiry has been written down.")

    @cached_property
    def reference(self) -> str:
        return reference_of(self.request.POST.get("nummer", "")) or new_reference()

    def perform(self, form: EnquiryRecordForm) -> Enquiry:
        user = self.request.user
        centre = centre_of(user)
        if centre is None:
            raise ValidationError(_("You do not belong to a centre yet: please ask your administrator."))
        enquiry = receive_enquiry(centre, by=user, reference=self.reference, **form.facts())
        return claim_enquiry(enquiry, by=user) if "claim" in self.request.POST else enquiry

    def get_success_url(self) -> str:
        if "claim" in self.request.POST:
            return reverse("counselling:enquiry_detail", args=[self.object.pk])
        return reverse("counselling:enquiry_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lists = {"language_list": language_choices(), "back_url": reverse("counselling:enquiry_list")}
        return super().get_context_data(nummer=signed(self.reference), **lists, **kwargs)


class OfEnquiryMixin(GuardedRowMixin):
    permission_required = ANSWER

    def get_rows(self) -> Any:
        rows = Enquiry.objects.visible_to(self.request.user).select_related("centre", "topic")
        return rows.annotate(claimed_name=name_of("claimed_by"), created_name=name_of("created_by"))

    def page(self) -> str:
        return reverse("counselling:enquiry_detail", args=[self.row.pk])


class EnquiryDetailView(OfEnquiryMixin, TemplateView):
    """The message, how to reach the person, the calls so far; each next step is one button."""

    template_name = "counselling/enquiry_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calls = calls_of(self.row)
        in_vain = sum(call.result != CallAttempt.Result.REACHED for call in calls)
        return super().get_context_data(
            enquiry=self.row,
            calls=calls,
            in_vain=in_vain,
            has_called_enough=in_vain >= ENOUGH_CALLS,
            results=CallAttempt.Result.choices,
            is_mine=self.row.claimed_by_id == self.request.user.pk,
            close_form=EnquiryCloseForm(),
            back_url=reverse("counselling:enquiry_list"),
            **kwargs,
        )


class EnquiryActView(OfEnquiryMixin, View):
    """One button, one act; back to the enquiry, or to where the click came from."""

    http_method_names = ["post"]
    done: Any = ""

    def act(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs act().")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, self.done)
        return redirect(came_from(request) or self.page())


class EnquiryClaimView(EnquiryActView):
    done = _("The enquiry is yours now.")

    def act(self) -> Enquiry:
        return claim_enquiry(self.row, by=self.request.user)


class EnquiryReleaseView(EnquiryActView):
    done = _("The enquiry is free for everybody again.")

    def act(self) -> Enquiry:
        return release_enquiry(self.row, by=self.request.user)


class EnquiryCallView(EnquiryActView):
    done = _("The call has been noted.")

    def act(self) -> CallAttempt:
        return note_call(self.row, by=self.request.user, result=self.request.POST.get("result", ""))


class EnquiryCloseView(EnquiryActView):
    done = _("The enquiry is closed.")

    def act(self) -> Enquiry:
        form = EnquiryCloseForm(self.request.POST)
        if not form.is_valid():
            raise ValidationError(_("Choose why the enquiry is closed."))
        return close_enquiry(self.row, by=self.request.user, reason=form.cleaned_data["reason"])


class EnquiryReopenView(EnquiryActView):
    done = _("The enquiry is open again.")

    def act(self) -> Enquiry:
        return reopen_enquiry(self.row, by=self.request.user)


class EnquiryAnswerView(OfEnquiryMixin, ActionFormView):
    """Templates are buttons that put their text into the field; what is typed stays."""

    form_class = EnquiryAnswerForm
    template_name = "counselling/enquiry_answer.html"
    STEPS = ("template", "preview")

    @property
    def step(self) -> str:
        return next((step for step in self.STEPS if step in self.request.POST), "")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step == "template":
            return self.render_to_response(self.get_context_data(form=self._with_template()))
        if self.step == "preview":
            form = self.get_form()
            text = form.cleaned_data["text"] if form.is_valid() else ""
            return self.render_to_response(self.get_context_data(form=form, preview=text))
        return super().post(request, *args, **kwargs)

    @cached_property
    def templates(self) -> list[Any]:
        return prepared_answers(self.row)

    def _with_template(self) -> EnquiryAnswerForm:
        """The form as it was, with the text of the template below what is there."""
        chosen = next((t for t in self.templates if str(t.pk) == self.request.POST["template"]), None)
        typed = self.request.POST.get("text", "").strip()
        text = filled_in(chosen, self.row) if chosen else ""
        initial = {
            "how": self.request.POST.get("how") or self._usual_way(),
            "text": f"{typed}\n\n{text}".strip() if typed and text not in typed else typed or text,
            "close": "close" in self.request.POST,
        }
        return EnquiryAnswerForm(has_address=bool(self.row.email), initial=initial)

    def _usual_way(self) -> str:
        return Enquiry.How.EMAIL if self.row.email else Enquiry.How.PHONE

    def get_initial(self) -> dict[str, Any]:
        return {"how": self._usual_way()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_address": bool(self.row.email)}

    def perform(self, form: EnquiryAnswerForm) -> Enquiry:
        return answer_enquiry(self.row, by=self.request.user, **form.cleaned_data)

    def get_success_message(self) -> str:
        is_mail = self.object.answered_how == Enquiry.How.EMAIL
        return str(_("The answer is on its way.") if is_mail else _("The answer has been noted."))

    def get_success_url(self) -> str:
        return self.page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            enquiry=self.row,
            templates=self.templates,
            letters=language_label(self.row.contact_language),
            back_url=self.page(),
            **kwargs,
        )
