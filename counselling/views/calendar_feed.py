"""The private calendar feed: its page for staff, and the feed itself for the calendar of a phone."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from counselling.actions.calendar import renew_feed
from counselling.documents.appointment import calendar_file, entry_for_staff
from counselling.models import BookingCalendar
from counselling.models.calendar import feed_of
from counselling.views.appointment import VIEW_APPOINTMENT
from counselling.views.appointment_own import calendar_response
from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.database.identity import errand

FEED = """
    SELECT reference, starts_at, ends_at, channel, state, revision, changed_at, place FROM counselling_feed()
"""


class CalendarFeedEditView(RolePermissionMixin, TemplateView):
    """The secret address, and a button for a new one."""

    permission_required = VIEW_APPOINTMENT
    template_name = "counselling/calendar_feed_edit.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            renew_feed(by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("There is a new address. The old one no longer works."))
        return redirect("counselling:calendar_feed_edit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calendar = BookingCalendar.objects.filter(staff__user=self.request.user, feed_number__gt=0).first()
        path = reverse("counselling:calendar_feed", args=[calendar.feed_token]) if calendar else ""
        return super().get_context_data(**kwargs, feed_url=f"{settings.SITE_URL}{path}" if path else "")


@method_decorator([login_not_required, never_cache], name="dispatch")
class CalendarFeedView(View):
    """Whoever has the address reads times and numbers of one colleague; no names are in it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        staff, number = feed_of(token)
        if not number:
            raise Http404
        with errand(feed=staff, feed_number=number), connection.cursor() as cursor:
            cursor.execute(FEED)
            rows = cursor.fetchall()
        with override("de"):
            content = calendar_file([entry_for_staff(*row) for row in rows], name=_("Appointments"))
        return calendar_response(content, "termine.ics")
