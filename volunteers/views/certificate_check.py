"""Anybody who holds a certificate can see whether it is genuine, and nobody can find a name here."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import FormView, TemplateView

from volunteers.forms.certificate import CertificateCheckForm
from volunteers.queries.narrow import certificate_of
from volunteers.rules.certificate import readable_code, typed_code

# Enough for an office that checks a pile of papers; a program that tries codes is slowed down to nothing.
ACTION, RATE = "certificate_verify", "30/m/ip"
WAIT_SECONDS = "60"


@method_decorator(login_not_required, name="dispatch")
class CertificateCheckView(FormView):
    """Typing the code from the paper."""

    template_name = "volunteers/certificate_check.html"
    form_class = CertificateCheckForm

    def form_valid(self, form: CertificateCheckForm) -> HttpResponseRedirect:
        return redirect("volunteers:certificate_verify", code=readable_code(form.cleaned_data["code"]))


@method_decorator(login_not_required, name="dispatch")
class CertificateVerifyView(TemplateView):
    """What the QR code leads to. Unknown, misread and erased codes have one and the same answer."""

    template_name = "volunteers/certificate_verify.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if consume(request, app="portal", action=ACTION, config={ACTION: RATE}, limit_get=True) is None:
            context = self.get_context_data(is_busy=True, **kwargs)
            response = self.render_to_response(context, status=429, headers={"Retry-After": WAIT_SECONDS})
        else:
            code = typed_code(kwargs["code"])
            found = certificate_of(code) if code else None
            context = self.get_context_data(found=found, readable=readable_code(code), **kwargs)
            response = self.render_to_response(context, status=200 if found else 404)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response
