"""Accounts, organisations and the technical part of the trail in the set-up."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ibs_portal.accounts.actions import remove_second_factor, set_up_account
from ibs_portal.accounts.forms import AccountAddForm, AccountChangeForm
from ibs_portal.accounts.models import Organisation, User
from ibs_portal.accounts.roles import ROLES
from ibs_portal.audit.models import Entry

POWERS = ("is_staff", "is_superuser", "roles")


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [(role.code, role.label) for role in ROLES.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who may log in, and as what. Only superusers hand out powers, and only they touch another superuser."""

    form, add_form = AccountChangeForm, AccountAddForm
    add_form_template = None  # Django's begins with a sentence that is there in English only
    list_display = ("name", "email", "organisation", "roles_in_words", "is_active")
    list_filter = ("is_active", RoleFilter, "organisation", "is_staff")
    list_select_related = ("organisation",)
    search_fields = ("name", "email")
    ordering = ("name",)
    autocomplete_fields = ("organisation",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    actions = ("remove_second_factors",)
    fieldsets = (
        (None, {"fields": ("email", "name", "organisation", "language", "password")}),
        (_("What the account may do"), {"fields": ("is_active", "roles", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "organisation", "language")}),
        (_("What the account may do"), {"fields": ("roles",)}),
        (_("Login"), {"fields": ("usable_password", "password1", "password2")}),
    )

    @admin.display(description=_("roles"))
    def roles_in_words(self, user: User) -> str:
        codes = sorted(group.name for group in user.groups.all())
        return ", ".join(str(ROLES[code].label) for code in codes if code in ROLES) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> list:
        """Powers are not even shown to those who cannot hand them out."""
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        kept = [(name, [f for f in options["fields"] if f not in POWERS]) for name, options in fieldsets]
        return [(name, {"fields": fields}) for name, fields in kept if fields]

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[ModelForm]:
        """A field that is declared stays in the form even if no fieldset shows it: what is not theirs is taken out."""
        form = super().get_form(request, obj, **kwargs)
        if not request.user.is_superuser:
            for name in POWERS:
                form.base_fields.pop(name, None)
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are switched off: what they did stays in the files and in the trail."""
        return False

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        roles = tuple(form.cleaned_data["roles"]) if "roles" in form.cleaned_data else None
        powers = bool({"is_active", "is_staff", "is_superuser"} & set(form.changed_data)) and change
        set_up_account(form.instance, by=request.user, roles=roles, is_new=not change, has_other_powers=powers)

    @admin.action(description=_("Remove the second factor (phone lost)"), permissions=["change"])
    def remove_second_factors(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        users = [user for user in queryset if self.has_change_permission(request, user)]
        for user in users:
            remove_second_factor(user, by=request.user)
        done = ngettext("Done for one account.", "Done for %(count)s accounts.", len(users))
        messages.success(request, done % {"count": len(users)})


@admin.register(Organisation)
class OrganisationAdmin(ModelAdmin):
    list_display = ("name", "short_name", "kind", "is_controller")
    list_filter = ("kind", "is_controller")
    search_fields = ("name", "short_name")


@admin.register(Entry)
class TrailAdmin(ModelAdmin):
    """The entries about accounts only. Who looked into which file is for the centre to read, not for the machine's."""

    list_display = ("at", "kind", "verb", "who", "about", "fields_by_name", "reason")
    list_filter = ("kind", "verb")
    search_fields = ("verb", "reason")
    date_hierarchy = "at"
    fields = ("at", "kind", "verb", "who", "database_role", "about", "fields_by_name", "reason", "request_id")
    readonly_fields = ("who", "about", "fields_by_name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        # A role or an address is a row of its own; the file it belongs to is the account.
        account = Case(When(file_model="accounts.User", then=F("file_id")), default=F("object_id"))
        entries = super().get_queryset(request).filter(Q(model="accounts.User") | Q(file_model="accounts.User"))
        entries = entries.annotate(account_id=account)
        names = {
            name: Subquery(User.objects.filter(pk=OuterRef(key)).values("name"))
            for name, key in (("name_of_actor", "actor_id"), ("name_of_object", "account_id"))
        }
        return entries.annotate(**names)

    @admin.display(description=_("who"))
    def who(self, entry: Entry) -> str:
        return entry.name_of_actor or "–"

    @admin.display(description=_("about"))
    def about(self, entry: Entry) -> str:
        return entry.name_of_object or "–"

    @admin.display(description=_("fields by name"))
    def fields_by_name(self, entry: Entry) -> str:
        return entry.fields or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False
