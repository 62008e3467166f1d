"""Accounts in the set-up."""

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.accounts.rules import require_combinable


class RolesField(forms.MultipleChoiceField):
    """Roles by their names; what each may do stands in the code alone."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", _("roles"))
        kwargs.setdefault("help_text", _("A role says what somebody may do, the organisation says with whose data."))
        super().__init__(choices=lambda: [(role.code, role.label) for role in ROLES.values()], required=False, **kwargs)


class RolesMixin:
    def clean_roles(self) -> list[str]:
        roles = self.cleaned_data["roles"]  # type: ignore[attr-defined]
        require_combinable(frozenset(roles))
        return roles


class AccountAddForm(RolesMixin, AdminUserCreationForm):
    """Without a password the person logs in with codes by mail."""

    roles = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "organisation", "language")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Django's own words are not there in German, and speak of ways to log in that the portal does not have.
        way = self.fields["usable_password"]
        way.label, way.help_text = _("Way to log in"), _("Without a password the person gets a code by mail each time.")
        way.choices = [("true", _("with a password")), ("false", _("without a password"))]


class AccountChangeForm(RolesMixin, UserChangeForm):
    roles = RolesField()

    class Meta:
        model = User
        fields = ("email", "name", "organisation", "language", "is_active", "is_staff", "is_superuser", "password")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "roles" in self.fields:
            self.fields["roles"].initial = sorted(self.instance.role_codes)
