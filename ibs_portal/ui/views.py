"""From a form to an action and on to the next page; and the gallery of components."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.views.generic import FormView, TemplateView

from ibs_portal.ui.gallery import gallery_context


class ActionFormMixin:
    """A valid form is handed to ``perform(form)``, which calls one action; what the action refuses is shown.

    The action is atomic and raises ``ValidationError``. Errors of fields the form lacks become form-wide.
    ``form.save()`` is never called, also not in an ``UpdateView``.
    """

    success_message: str | Promise = ""

    def perform(self, form: forms.BaseForm) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs perform(form).")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            self.object = self.perform(form)
        except ValidationError as refused:
            add_errors(form, refused)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        if message := self.get_success_message():
            messages.success(self.request, message)  # type: ignore[attr-defined]
        return HttpResponseRedirect(self.get_success_url())  # type: ignore[attr-defined]

    def get_success_message(self) -> str:
        return str(self.success_message)


def add_errors(form: forms.BaseForm, refused: ValidationError) -> None:
    """Puts what an action refused where the reader can answer it."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for name, errors in refused.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class ActionFormView(ActionFormMixin, FormView):
    """A page with one form whose submission calls one action.

    Give it ``form_class``, ``template_name``, ``success_url`` or ``get_success_url()``, and ``perform(form)``;
    the action's result is ``self.object`` afterwards.
    """


class GalleryView(UserPassesTestMixin, TemplateView):
    """Every component with its states, for the people who build and check pages."""

    template_name = "ui/gallery.html"

    def test_func(self) -> bool:
        return self.request.user.is_portal_staff

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **gallery_context(self.request))
