"""Set-up of what can be booked, and of the services for language mediation."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from counselling.models import (
    BookingCalendar,
    ConsultationWindow,
    InterpreterClosure,
    InterpreterService,
)
from ibs_portal.languages import language_choices


@admin.register(BookingCalendar)
class BookingCalendarAdmin(admin.ModelAdmin):
    list_display = ("staff", "is_bookable", "slot_minutes", "are_hours_public")
    list_filter = ("is_bookable", "controller")
    list_select_related = ("staff__user",)
    search_fields = ("staff__user__name",)
    autocomplete_fields = ("staff", "controller")


@admin.register(ConsultationWindow)
class ConsultationWindowAdmin(admin.ModelAdmin):
    list_display = ("staff", "weekday", "opens", "closes")
    list_filter = ("weekday", "controller")
    list_select_related = ("staff__user",)
    search_fields = ("staff__user__name",)
    autocomplete_fields = ("staff", "controller")


class InterpreterClosureInline(admin.TabularInline):
    model = InterpreterClosure
    extra = 0


class InterpreterServiceForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=language_choices, widget=forms.SelectMultiple({"size": 12})
    )

    class Meta:
        model = InterpreterService
        fields: Any = "__all__"


@admin.register(InterpreterService)
class InterpreterServiceAdmin(admin.ModelAdmin):
    form = InterpreterServiceForm
    list_display = ("name", "lead_days", "email", "phone", "is_active", "order")
    list_filter = ("is_active",)
    search_fields = ("name",)
    inlines = (InterpreterClosureInline,)
