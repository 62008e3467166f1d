"""Roles are code; the groups in the database follow them."""

import pytest
from django.contrib.auth.models import Group, Permission

from ibs_portal.accounts.actions import grant_roles
from ibs_portal.accounts.models import User
from ibs_portal.accounts.role_sync import sync_roles
from ibs_portal.accounts.roles import ROLES, STAFF_ROLES, WORK_PERMISSIONS


def test_a_superuser_has_no_work_permission(persons):
    assert {p for p in WORK_PERMISSIONS if persons["technik"].has_perm(p)} == set()
    assert persons["technik"].has_perm("accounts.change_user")


@pytest.mark.parametrize("code", sorted(ROLES))
def test_a_role_gives_exactly_its_permissions(db, code):
    user = grant_roles(User.objects.create_user("wer@example.org", name="Wer"), (code,), by=None)
    assert {p for p in WORK_PERMISSIONS if user.has_perm(p)} == ROLES[code].permissions
    assert user.is_portal_staff == (code in STAFF_ROLES)


def test_an_account_that_is_switched_off_may_nothing(persons):
    user = persons["beratung"]
    user.is_active = False
    assert {p for p in WORK_PERMISSIONS if user.has_perm(p)} == set()


def test_a_permission_beside_a_role_gives_nothing(persons):
    """Somebody who writes into the tables of Django's permissions opens no file with it."""
    permission = Permission.objects.get(codename="publish_news")
    user = persons["begleiterin"]
    user.user_permissions.add(permission)
    assert not User.objects.get(pk=user.pk).has_perm("website.publish_news")


def test_every_work_permission_exists_in_the_database(db):
    known = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.select_related("content_type")}
    assert WORK_PERMISSIONS - known == set()


def test_groups_follow_the_code(db):
    group = Group.objects.get(name="editor")
    own = set(group.permissions.filter(content_type__app_label="website").values_list("codename", flat=True))
    assert own == {"draft_news", "publish_news"}
    group.permissions.clear()
    group.permissions.add(Permission.objects.get(codename="view_partner_figures"))
    sync_roles("website")
    again = set(group.permissions.values_list("codename", flat=True))
    assert again == {"draft_news", "publish_news"}
