"""Choosing a language."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView


@method_decorator(login_not_required, name="dispatch")
class LanguagesView(TemplateView):
    """All languages of the site, each under its own name; the way there on a phone."""

    template_name = "website/languages.html"
