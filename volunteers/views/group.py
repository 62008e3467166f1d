"""Staff: groups, their members, and putting somebody into one."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from django.views.generic.detail import SingleObjectMixin

from ibs_portal.accounts.views import RolePermissionMixin
from ibs_portal.ui.views import ActionFormView
from volunteers.actions.group import assign_to_group, create_group, update_group
from volunteers.forms.group import GroupAssignForm, GroupCreateForm, GroupUpdateForm, MemberForm
from volunteers.models import CompanionGroup, Volunteer
from volunteers.permissions.volunteer import can_change_group
from volunteers.queries.groups import dates_of, requests_of
from volunteers.rules.group import free_seats


class GroupMixin(RolePermissionMixin):
    permission_required = "volunteers.change_group"

    def get_queryset(self) -> Any:
        rows = CompanionGroup.objects.visible_to(self.request.user)
        return rows.select_related("programme__organisation", "speaker").with_member_count()


class GroupListView(GroupMixin, ListView):
    """All groups with their free places; ended ones stand last."""

    permission_required = "volunteers.view_pipeline"
    template_name = "volunteers/group_list.html"
    context_object_name = "groups"

    def get_queryset(self) -> Any:
        return super().get_queryset().order_by("-is_active", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(group, free_seats(group.seats, group.member_count)) for group in self.object_list]
        free = sum(seats for group, seats in rows if group.is_active)
        return super().get_context_data(rows=rows, free=free, **kwargs)


class GroupCreateView(GroupMixin, ActionFormView):
    template_name = "volunteers/group_create.html"
    form_class = GroupCreateForm
    success_message = _("The group is made.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def perform(self, form: GroupCreateForm) -> CompanionGroup:
        return create_group(by=self.request.user, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class OneGroupMixin(GroupMixin, SingleObjectMixin):
    context_object_name = "group"

    @cached_property
    def object(self) -> CompanionGroup:
        return self.get_object()

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class GroupDetailView(OneGroupMixin, ActionFormView):
    """Members and free places; a form adds one more."""

    template_name = "volunteers/group_detail.html"
    form_class = MemberForm

    def get_permission_required(self) -> tuple[str, ...]:
        is_looking = self.request.method in ("GET", "HEAD")
        return ("volunteers.view_pipeline" if is_looking else "volunteers.change_group",)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "group": self.group}

    @cached_property
    def group(self) -> CompanionGroup:
        return self.get_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group = self.group
        members = group.memberships.filter(left_on=None).select_related("volunteer")
        free = free_seats(group.seats, group.member_count)
        now = timezone.now()
        return super().get_context_data(
            group=group,
            members=members,
            free=free,
            can_change=can_change_group(self.request.user, group),
            requests=requests_of(group),
            dates=dates_of(group, now),
            now=now,
            **kwargs,
        )

    def perform(self, form: MemberForm) -> Volunteer:
        volunteer = form.cleaned_data["volunteer"]
        return assign_to_group(volunteer, group=self.group, by=self.request.user, now=timezone.now())

    def get_success_message(self) -> str:
        return str(_("%(name)s is now in the group.") % {"name": self.object.name})

    def get_success_url(self) -> str:
        return self.group.get_absolute_url()


class GroupUpdateView(OneGroupMixin, ActionFormView):
    template_name = "volunteers/group_update.html"
    form_class = GroupUpdateForm
    success_message = _("The changes are saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.object}

    def perform(self, form: GroupUpdateForm) -> CompanionGroup:
        return update_group(self.object, by=self.request.user, details=form.cleaned_data)


class GroupAssignView(GroupMixin, ActionFormView):
    """From a volunteer's file: which group?"""

    template_name = "volunteers/group_assign.html"
    form_class = GroupAssignForm

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(Volunteer.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "volunteer": self.volunteer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.volunteer.get_absolute_url()
        return super().get_context_data(
            volunteer=self.volunteer, back_url=back, confirm_label=_("Put into the group"), **kwargs
        )

    def perform(self, form: GroupAssignForm) -> Volunteer:
        group = form.cleaned_data["group"]
        return assign_to_group(self.volunteer, group=group, by=self.request.user, now=timezone.now())

    def get_success_message(self) -> str:
        return str(_("%(name)s is now in the group.") % {"name": self.volunteer.name})

    def get_success_url(self) -> str:
        return self.volunteer.get_absolute_url()
