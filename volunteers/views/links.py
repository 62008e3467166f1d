"""Pages behind signed links: the token is read before anything else, and what it names is all that is reached."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from ibs_portal.ui.letter_pages import LetterPageMixin
from ibs_portal.ui.views import add_errors
from volunteers.emails.links import Link, LinkExpiredError, LinkForgedError

# What a page says instead of its question, with the HTTP status that fits.
FORGED, EXPIRED, CLOSED = "forged", "expired", "closed"
STATUSES = {FORGED: 404, EXPIRED: 410, CLOSED: 410}


@method_decorator(login_not_required, name="dispatch")
class SignedLinkView(LetterPageMixin, FormView):
    """GET only shows (mail programs open links by themselves); POST acts.

    Give it ``link``, ``find(**keys)``, which keeps what the page shows and raises ``DoesNotExist`` or
    ``ValidationError`` with a code of ``STATUSES``, and ``perform(form)``.
    """

    link: Link

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.programme, self.problem = None, ""
        try:
            self.find(**self.link.read(kwargs["token"]))
        except LinkExpiredError:
            self.problem = EXPIRED
        except (LinkForgedError, ObjectDoesNotExist):
            self.problem = FORGED
        except ValidationError as refused:
            self.problem = refused.code or CLOSED

    def find(self, **keys: int) -> None:
        raise NotImplementedError(f"{type(self).__name__} needs find().")

    def perform(self, form: Any) -> Any:
        raise NotImplementedError(f"{type(self).__name__} needs perform(form).")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request) if self.problem else super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.perform(form)
        except ValidationError as refused:
            if refused.code in STATUSES if not hasattr(refused, "error_dict") else False:
                self.problem = refused.code
                return self.get(self.request)
            add_errors(form, refused)
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.problem:
            kwargs["form"] = None
        return super().get_context_data(problem=self.problem, programme=self.programme, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, status=STATUSES.get(self.problem, 200), **kwargs)
        # The address is the key: no cache keeps it, and the site's policy "same-origin" passes it on to nobody.
        response["Cache-Control"] = "no-store"
        return response
