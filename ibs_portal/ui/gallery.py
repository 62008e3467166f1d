"""What the gallery shows: one form with every kind of field, and examples for the components."""

import datetime
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, DateInThreeFields, NativeDate, NativeTime

CHANNELS = [("person", _("In person")), ("phone", _("Telephone")), ("mail", _("E-mail"))]
TOPICS = [("letters", _("Letters")), ("housing", _("Housing")), ("work", _("Work")), ("family", _("Family"))]


class Opening(NamedTuple):
    """Stands in for what counselling tells the sign."""

    state: str
    headline_parts: tuple[str, ...]
    short: str
    detail: str
    moment: str = "Donnerstag, 3. Juli, 10:20 Uhr"


OPENINGS = (
    Opening("open", ("Jetzt geöffnet", "bis 12:00 Uhr"), "Geöffnet bis 12:00", "Heute wieder von 13:00 bis 15:00 Uhr."),
    Opening("by_appointment", ("Heute nur", "mit Termin"), "Mit Termin", "Morgen ab 9:00 Uhr ohne Termin."),
    Opening("phone_only", ("Heute nur", "am Telefon"), "Nur Telefon", "Rufen Sie an bis 15:00 Uhr: 0375 000 00 00."),
    Opening("closed", ("Jetzt geschlossen",), "Geschlossen", "Wir öffnen wieder am Montag um 9:00 Uhr."),
)


class EveryField(forms.Form):
    """Each kind of field once; submitting it empty shows each error."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As you write it, in any script."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "email"}))
    phone = forms.CharField(label=_("Telephone"), required=False, widget=forms.TextInput({"type": "tel"}))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput({"autocomplete": "current-password"}))
    born_on = DateInThreeFields(label=_("Date of birth"), autocomplete="bday")
    on = forms.DateField(label=_("Day"), widget=NativeDate())
    at = forms.TimeField(label=_("Time"), widget=NativeTime(), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", "–"), ("de", "Deutsch"), ("ar", "العربية")])
    answer_by = forms.ChoiceField(label=_("How may we answer?"), choices=CHANNELS, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=CHANNELS, widget=ChipRadioSelect(keys={"person": "v", "phone": "t", "mail": "e"})
    )
    chosen = forms.MultipleChoiceField(
        label=_("Topics of the contact"),
        choices=TOPICS,
        help_text=_("Press the digit or click."),
        widget=ChipCheckboxSelect(keys="1234", columns=True),
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea({"rows": 3, "maxlength": 200, "data-counter": "% …"})
    )
    letter = forms.FileField(label=_("Letter"), required=False, help_text=_("PDF or picture, at most 20 MB."))
    agrees = forms.BooleanField(label=_("I have read the information on data protection."))


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Without a query the form is empty; ``?errors`` binds it to nothing, so that every field objects."""
    form = EveryField({"name": "Łukasz Đorđević", "email": "lukasz@"} if "errors" in request.GET else None)
    return {
        "form": form,
        "openings": OPENINGS,
        "today": datetime.date(2025, 7, 7),
        "tones": ("info", "success", "warning", "danger"),
        "tiles": [
            {"title": "Briefe und Anträge", "text": "Post verstehen, Formulare ausfüllen", "url": "#"},
            {"title": "Geld und Wohnen", "text": "Jobcenter, Wohngeld, Wohnungssuche", "url": "#"},
        ],
        "answers": [
            {"label": _("Name"), "value": "Thị Ngọc-Ánh Nguyễn-Weißflog", "url": "#"},
            {"label": _("Telephone"), "value": "", "url": "#"},
        ],
        "tasks": [
            {"title": "Anmeldung", "url": "#", "state": "Fertig", "tone": "success"},
            {"title": "Grundlagenschulung", "url": "#", "state": "Als Nächstes", "tone": "info"},
        ],
    }
