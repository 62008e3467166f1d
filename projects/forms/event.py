"""Finding events; announcing, changing and cancelling them."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import NativeDateTime
from projects.models import Event, Project
from projects.models.content import EventContent
from projects.models.event import EventQuerySet

A_MONTH = RegexValidator(r"^20\d\d-(0[1-9]|1[0-2])\Z")
DETAILS = (*EventContent.CONTENT, "starts_at", "ends_at", "registration_closes_at", "is_published")


class EventFilterForm(forms.Form):
    """What stands above the public list; a value that means nothing is left out."""

    mark_optional = False
    month = forms.CharField(required=False, validators=[A_MONTH], widget=forms.HiddenInput)
    project = forms.ModelChoiceField(
        Project.objects.none(), to_field_name="slug", required=False, label=_("Project"), empty_label=_("All projects")
    )
    free = forms.BooleanField(required=False, label=_("Only free of charge"))
    online = forms.BooleanField(required=False, label=_("Only online"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.public()
        self.is_valid()

    def filter(self, events: EventQuerySet) -> EventQuerySet:
        if project := self.cleaned_data.get("project"):
            events = events.filter(project=project)
        if self.cleaned_data.get("free"):
            events = events.filter(price="")
        if self.cleaned_data.get("online"):
            events = events.filter(is_online=True)
        return events


class EventForm(forms.ModelForm):
    """An existing event; ``revision`` is the state that the person saw."""

    known_revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = DETAILS
        widgets = {
            "starts_at": NativeDateTime(),
            "ends_at": NativeDateTime(),
            "registration_closes_at": NativeDateTime(),
            "description_de": forms.Textarea({"rows": 4}),
            "description_en": forms.Textarea({"rows": 4}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = self.fields["ends_at"].required = True
        if "known_revision" in self.fields:
            self.fields["known_revision"].initial = self.instance.revision


class EventCreateForm(EventForm):
    """A new event in one of the projects of the person's organisation."""

    known_revision = None  # type: ignore[assignment]

    class Meta(EventForm.Meta):
        fields = ("project", *DETAILS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)


class EventCancelForm(forms.Form):
    cancel_reason_de = forms.CharField(
        label=_("Reason in German"),
        max_length=200,
        help_text=_("Everybody reads it: on the public page and in the mail. For example: Unwetterwarnung."),
    )
    cancel_reason_en = forms.CharField(label=_("Reason in English"), max_length=200, required=False)
