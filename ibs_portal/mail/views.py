"""The demo's mailbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import ListView

from ibs_portal.mail.models import DemoMail

SHOWN = 50


@method_decorator(login_not_required, name="dispatch")
class OutboxView(ListView):
    """The last mails of the demo, for everybody who tries it; outside the demo the page does not exist."""

    template_name = "mail/outbox.html"
    context_object_name = "mails"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return DemoMail.objects.all()[:SHOWN]
