"""Where a person lands after logging in, and the guard that staff views share."""

from django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View


class RolePermissionMixin(PermissionRequiredMixin):
    """Closes a view to everybody without ``permission_required`` (403); anonymous people go to the login."""


class StaffRequiredMixin(UserPassesTestMixin):
    """Closes a view to everybody who does not work in the portal (403); anonymous people go to the login."""

    def test_func(self) -> bool:
        return self.request.user.is_authenticated and self.request.user.is_portal_staff


class LandingView(View):
    """Leads each person to the page where her work begins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_portal_staff:
            return redirect("website:staff_home")
        if user.has_perm("volunteers.use_own_worker_pages"):
            return redirect("volunteers:worker_home")
        if user.has_perm("volunteers.use_own_volunteer_pages"):
            return redirect("volunteers:my_home")
        return redirect("account_email")
