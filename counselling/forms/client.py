"""Forms of the client file: the short one of the counter, the whole one, further names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counselling.forms.keeping import KeepsTyped
from counselling.forms.words import BirthField, LanguagesField, NationalityField
from counselling.models import Client, ClientName, Way
from counselling.models.vocabulary import GENDERS
from counselling.rules.birth import DAY, ESTIMATED, UNKNOWN, birth_parts
from counselling.rules.naming import WrittenName
from counselling.rules.speech import LEVELS, without_level
from ibs_portal.ui.forms import ChipCheckboxSelect

NO_CHOICE = [("", "–")]


class PersonForm(KeepsTyped, forms.Form):
    """Who somebody is: as much as is needed to find the person again."""

    mark_optional = False
    given = forms.CharField(label=_("Given names"), max_length=120, required=False)
    family = forms.CharField(label=_("Family name"), max_length=120, required=False)
    birth = BirthField(label=_("Date of birth"), help_text=_("As far as it is known; the year alone is enough."))
    is_estimated = forms.BooleanField(label=_("The date of birth is estimated"), required=False)
    languages = LanguagesField(label=_("Languages"), required=False, help_text=_("The best first, with commas."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("given") and not cleaned.get("family"):
            self.add_error("given", _("Enter a name. One name is enough."))
        return cleaned

    def names(self) -> list[WrittenName]:
        return [WrittenName(self.cleaned_data["given"], self.cleaned_data["family"])]

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        date, precision = self.cleaned_data["birth"]
        if self.cleaned_data["is_estimated"] and precision not in (UNKNOWN, DAY):
            precision = ESTIMATED
        return {"birth_date": date, "birth_precision": precision, "languages": self.cleaned_data["languages"]}


class ClientForm(PersonForm):
    """The facts at the side of the file. Nothing but a name is asked for."""

    mother_tongues = LanguagesField(label=_("Mother tongue"), required=False)
    speaks_well = LanguagesField(label=_("Speaks well"), required=False)
    speaks_some = LanguagesField(label=_("Speaks some"), required=False)
    languages = LanguagesField(label=_("Other languages"), required=False)
    needs_interpreter = forms.BooleanField(label=_("Needs language mediation"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=[*NO_CHOICE, *GENDERS], required=False)
    nationality = NationalityField(label=_("Nationality"), list_id="countries", required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=10, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    safe_ways = forms.MultipleChoiceField(
        label=_("We may"), choices=Way, widget=ChipCheckboxSelect, required=False, help_text=_("As the person said.")
    )
    unsafe_ways = forms.MultipleChoiceField(
        label=_("We must not"),
        choices=Way,
        widget=ChipCheckboxSelect,
        required=False,
        help_text=_("Nothing chosen in either line: nobody has asked yet."),
    )
    preferred_way = forms.ChoiceField(label=_("Preferred way"), choices=[*NO_CHOICE, *Way.choices], required=False)
    preferred_time = forms.CharField(label=_("Best time"), max_length=80, required=False)
    is_address_unsafe = forms.BooleanField(
        label=_("Do not contact at this address"),
        required=False,
        help_text=_("Shown in red wherever phone or address is shown."),
    )
    reach_note = forms.CharField(
        label=_("To be minded, for example who reads the post"), max_length=120, required=False
    )

    PLAIN = (
        *LEVELS,
        "needs_interpreter",
        "gender",
        "nationality",
        "phone",
        "email",
        "street",
        "postcode",
        "town",
        "safe_ways",
        "unsafe_ways",
        "preferred_way",
        "preferred_time",
        "is_address_unsafe",
        "reach_note",
    )

    def facts(self) -> dict[str, Any]:
        return super().facts() | {name: self.cleaned_data[name] for name in self.PLAIN}


class NameForm(forms.Form):
    """A further name: as on a certificate, before marriage, in the script of home."""

    mark_optional = False
    kind = forms.ChoiceField(label=_("Kind"), choices=ClientName.Kind, initial=ClientName.Kind.ALIAS)
    given = forms.CharField(label=_("Given names"), max_length=120, required=False)
    family = forms.CharField(label=_("Family name"), max_length=120, required=False)

    def written(self) -> WrittenName:
        cleaned = self.cleaned_data
        return WrittenName(cleaned.get("given", ""), cleaned.get("family", ""), cleaned.get("kind", "alias"))


FurtherNames = forms.formset_factory(NameForm, extra=1, max_num=8, validate_max=True, absolute_max=20)


def initial_of(client: Client, names: list[WrittenName]) -> dict[str, Any]:
    """What the whole form shows of a client."""
    plain = {name: getattr(client, name) for name in ClientForm.PLAIN}
    plain["languages"] = without_level(client.languages, plain)
    birth = birth_parts(client.birth_date, client.birth_precision)
    first = names[0] if names else WrittenName()
    is_estimated = client.birth_precision == ESTIMATED
    return plain | {"birth": birth, "is_estimated": is_estimated, "given": first.given, "family": first.family}


class ClientSearchForm(forms.Form):
    """The line above the list of people."""

    mark_optional = False
    q = forms.CharField(
        label=_("Name in any spelling, birthday or year, phone, file or case number"), max_length=100, required=False
    )
    mine = forms.BooleanField(label=_("Only people of my cases"), required=False)
