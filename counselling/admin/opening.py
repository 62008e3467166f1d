"""Set-up of centres, hours, team and topics."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counselling.forms.setup import StaffMemberSetupForm, TopicSetupForm, WeekSetupFormSet
from counselling.models import (
    Absence,
    Centre,
    Offering,
    OpeningException,
    OpeningPeriod,
    OpeningRule,
    StaffMember,
    Topic,
)
from counselling.models.topic import TEXT_NAMES


class RegularWeekInline(admin.TabularInline):
    """The regular week of the door; the weeks of periods and of offers stand with those."""

    model = OpeningRule
    formset = WeekSetupFormSet
    extra = 0
    fields = ("weekday", "opens", "closes", "mode", "valid_from", "valid_until")
    ordering = ("valid_from", "weekday", "opens")
    verbose_name_plural = _("regular week")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(period=None, offering=None)


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):
    list_display = ("name", "town", "phone", "phone_state", "email_state", "is_public", "order")
    list_filter = ("is_public", "federal_state", "phone_state", "carriers")
    search_fields = ("name", "short_name", "town", "street")
    autocomplete_fields = ("carriers", "enquiries_to")
    prepopulated_fields = {"slug": ("town",)}
    inlines = (RegularWeekInline,)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "carriers", "is_public", "order")}),
        (_("Place"), {"fields": ("street", "postcode", "town", "access_text", "map_text", "federal_state")}),
        (
            _("Phone and e-mail"),
            {
                "fields": (
                    "phone",
                    "phone_state",
                    "phone_note",
                    "email",
                    "email_state",
                    "email_note",
                    "appointment_text",
                    "enquiries_to",
                )
            },
        ),
        (pgettext_lazy("opening", "Hours"), {"fields": ("is_example_week", "staff_needed")}),
    )


class OfferingWeekInline(admin.TabularInline):
    model = OpeningRule
    formset = WeekSetupFormSet
    extra = 0
    fields = ("weekday", "opens", "closes", "mode", "valid_from", "valid_until")
    ordering = ("valid_from", "weekday", "opens")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(period=None)


@admin.register(Offering)
class OfferingAdmin(admin.ModelAdmin):
    list_display = ("__str__", "centre", "kind", "place", "follows_house", "is_active")
    list_filter = ("centre", "kind", "is_active")
    list_select_related = ("centre",)
    search_fields = ("name", "place", "centre__name")
    autocomplete_fields = ("centre",)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A line of an offer's week belongs to the centre of that offer."""
        for line in formset.forms:
            line.instance.centre = form.instance.centre
        super().save_formset(request, form, formset, change)

    def get_inlines(self, request: HttpRequest, obj: Offering | None) -> list:
        """Its week is entered once the offer is there."""
        return [OfferingWeekInline] if obj else []


class PeriodRuleInline(admin.TabularInline):
    model = OpeningRule
    formset = WeekSetupFormSet
    extra = 0
    fields = ("weekday", "opens", "closes", "mode")
    ordering = ("weekday", "opens")


@admin.register(OpeningPeriod)
class OpeningPeriodAdmin(admin.ModelAdmin):
    list_display = ("centre", "offering", "starts_on", "ends_on", "kind", "reason", "announced_on", "withdrawn_at")
    list_filter = ("centre", "kind", "reason")
    list_select_related = ("centre", "offering")
    search_fields = ("centre__name", "public_note")
    autocomplete_fields = ("centre", "offering")
    readonly_fields = ("withdrawn_at",)
    date_hierarchy = "starts_on"

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """A line of a period's week belongs to the centre of that period."""
        for line in formset.forms:
            line.instance.centre, line.instance.offering = form.instance.centre, form.instance.offering
        super().save_formset(request, form, formset, change)

    def get_inlines(self, request: HttpRequest, obj: OpeningPeriod | None) -> list:
        """Its week is entered once the period is there."""
        return [PeriodRuleInline] if obj else []


@admin.register(OpeningException)
class OpeningExceptionAdmin(admin.ModelAdmin):
    list_display = ("centre", "offering", "starts_on", "ends_on", "mode", "opens", "closes", "reason", "withdrawn_at")
    list_filter = ("centre", "mode", "reason")
    list_select_related = ("centre", "offering")
    search_fields = ("centre__name", "public_note")
    autocomplete_fields = ("centre", "offering")
    readonly_fields = ("announced_at", "withdrawn_at")
    date_hierarchy = "starts_on"


class AbsenceInline(admin.TabularInline):
    model = Absence
    fk_name = "staff"
    extra = 0
    autocomplete_fields = ("deputy", "controller")


@admin.register(StaffMember)
class StaffMemberAdmin(admin.ModelAdmin):
    form = StaffMemberSetupForm
    list_display = ("user", "centre", "job", "controller", "is_public", "public_name", "ended_on")
    list_filter = ("centre", "job", "controller", "is_public")
    list_select_related = ("user", "centre", "controller")
    search_fields = ("user__name", "user__email")
    autocomplete_fields = ("user", "centre", "controller")
    inlines = (AbsenceInline,)


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ("staff", "starts_on", "ends_on", "kind", "deputy")
    list_filter = ("kind", "controller")
    list_select_related = ("staff__user", "deputy__user")
    search_fields = ("staff__user__name",)
    autocomplete_fields = ("staff", "deputy", "controller")
    date_hierarchy = "starts_on"


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    form = TopicSetupForm
    list_display = ("label", "public_label", "code", "order", "is_public", "is_active")
    list_filter = ("is_public", "is_active")
    list_editable = ("order",)
    search_fields = ("code", "texts")
    ordering = ("order",)

    def get_fieldsets(self, request: HttpRequest, obj: Topic | None = None) -> list:
        """The words of each language under its own heading."""
        heads = [(None, {"fields": ("code", "order", "is_public", "is_active")})]
        return heads + [
            (name, {"fields": [f"{code}__{text}" for text in TEXT_NAMES]}) for code, name in settings.LANGUAGES
        ]

    def get_form(self, request: HttpRequest, obj: Topic | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Without the fields that the form makes itself, which no model field stands for."""
        return super().get_form(request, obj, change, **{**kwargs, "fields": TopicSetupForm.Meta.fields})
