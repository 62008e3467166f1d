"""Each kind of field, by crispy and by Django's own field groups: label, hint and error belong to their control."""

import re
from html.parser import HTMLParser

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Field, Fieldset, Layout, MultiField, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from ibs_portal.accounts.models import User
from ibs_portal.ui.forms import ChipCheckboxSelect, ChipRadioSelect, DateInThreeFields
from ibs_portal.ui.gallery import EveryField

CHOICES = [("a", "Erste"), ("b", "Zweite")]


class Page(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def controls(self) -> list[dict]:
        return [a for tag, a in self.tags if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"]

    def ids(self) -> list[str]:
        return [attrs["id"] for _tag, attrs in self.tags if attrs.get("id")]

    def loose_ends(self) -> list[str]:
        """Controls without a label, labels and descriptions that point nowhere, ids given twice."""
        ids = self.ids()
        named = {a.get("for") for tag, a in self.tags if tag == "label"}
        wrapped = {a.get("id") for a in self.controls() if "data-key" in a} | chip_ids(self)
        loose = [f"no label: {a.get('name')}" for a in self.controls() if a.get("id") not in named | wrapped]
        loose += [f"label for nothing: {target}" for target in named if target and target not in ids]
        for _tag, attrs in self.tags:
            loose += [
                f"described by nothing: {t}" for t in (attrs.get("aria-describedby") or "").split() if t not in ids
            ]
        return loose + [f"twice: {one}" for one in set(ids) if ids.count(one) > 1]


def chip_ids(page: Page) -> set[str]:
    """Controls that stand inside their label."""
    inside = set()
    for (tag, attrs), (next_tag, next_attrs) in zip(page.tags, page.tags[1:], strict=False):
        if tag == "label" and "p-chip" in (attrs.get("class") or "") and next_tag == "input":
            inside.add(next_attrs.get("id"))
    return inside


def by_crispy(form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def by_field_groups(form) -> str:
    return Template("{% for field in form %}{{ field.as_field_group }}{% endfor %}").render(Context({"form": form}))


WAYS = pytest.mark.parametrize("render", [by_crispy, by_field_groups, str])


@WAYS
@pytest.mark.parametrize("data", [None, {}, {"email": "kein", "born_on_day": "31", "born_on_month": "2"}])
def test_every_field_is_wired(render, data):
    assert Page(render(EveryField(data))).loose_ends() == []


def test_a_loose_end_would_be_found():
    html = by_field_groups(EveryField({})).replace('for="id_name"', "").replace('id="id_email_error"', "")
    assert Page(html).loose_ends() == ["no label: name", "described by nothing: id_email_error"]


@WAYS
def test_an_error_is_told_at_its_field(render):
    page = Page(render(EveryField({})))
    field = next(a for a in page.controls() if a["name"] == "name")
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "id_name_helptext id_name_error")
    assert "kern-form-input__input--error" in field["class"]


def test_a_right_field_says_nothing_of_errors():
    page = Page(by_field_groups(EveryField({"name": "Aïsha"})))
    field = next(a for a in page.controls() if a["name"] == "name")
    assert ("aria-invalid" in field, field["aria-describedby"]) == (False, "id_name_helptext")


def test_the_summary_links_to_the_first_control_of_each_wrong_field():
    form = EveryField({})
    page = Page(by_crispy(form))
    targets = [a["href"][1:] for tag, a in page.tags if tag == "a" and "kern-link" in (a.get("class") or "")]
    assert [target for target in targets if target not in page.ids()] == []
    assert [re.sub(r"^id_|_0$", "", target) for target in targets] == list(form.errors)


def test_the_summary_is_shown_once():
    form = EveryField({})
    template = '{% load crispy_forms_tags %}{% include "components/error_summary.html" %}{{ form|crispy }}'
    assert Template(template).render(Context({"form": form})).count('role="alert"') == 1


def test_form_wide_errors_are_in_the_summary():
    form = EveryField({})
    form.add_error(None, "Diese Gruppe ist <voll>.")
    assert "<li>Diese Gruppe ist &lt;voll&gt;.</li>" in by_crispy(form)


def test_optional_fields_are_marked_and_filters_are_not():
    class Filter(forms.Form):
        mark_optional = False
        text = forms.CharField(required=False)

    class Answer(forms.Form):
        text = forms.CharField(required=False)

    assert "kern-label__optional" in by_crispy(Answer())
    assert "kern-label__optional" not in by_crispy(Filter())


def test_own_attributes_and_autocomplete_survive():
    class Address(forms.Form):
        street = forms.CharField(widget=forms.TextInput({"autocomplete": "street-address", "class": "p-num"}))

    field = Page(by_field_groups(Address())).controls()[0]
    assert (field["autocomplete"], field["class"]) == ("street-address", "kern-form-input__input p-num")


def test_chips_carry_their_keys():
    class Counter(forms.Form):
        way = forms.ChoiceField(choices=CHOICES, widget=ChipRadioSelect(keys={"b": "z"}))
        topics = forms.MultipleChoiceField(choices=CHOICES, widget=ChipCheckboxSelect(keys="12", columns=True))

    page = Page(by_field_groups(Counter({"topics": ["b"]})))
    keys = [(a["type"], a["value"], a.get("data-key"), "checked" in a) for a in page.controls()]
    assert keys == [
        ("radio", "a", None, False),
        ("radio", "b", "z", False),
        ("checkbox", "a", "1", False),
        ("checkbox", "b", "2", True),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("31", "3", "1990"), "1990-03-31"),
        (("", "", ""), "None"),
        (("31", "2", "1990"), "invalid"),
        (("31", "", "1990"), "incomplete"),
        (("1", "1", "90"), "invalid"),
        (("x", "1", "1990"), "invalid"),
    ],
)
def test_a_date_in_three_fields(typed, expected):
    class Born(forms.Form):
        on = DateInThreeFields(required=False)

    form = Born(dict(zip(("on_day", "on_month", "on_year"), typed, strict=True)))
    result = str(form.cleaned_data["on"]) if form.is_valid() else form.errors.as_data()["on"][0].code
    assert result == expected


def test_a_required_date_in_three_fields_is_missed():
    class Born(forms.Form):
        on = DateInThreeFields()

    assert Born({}).errors.as_data()["on"][0].code == "required"


def test_a_crispy_layout():
    class Person(forms.Form):
        first = forms.CharField(help_text="wie im Ausweis")
        last = forms.CharField()
        mail = forms.EmailField()
        ways = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)

    form = Person({})
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Wer?", Row(Column("first"), Column(Field("last", wrapper_class="p-wide")))),
        Div("mail", css_class="p-inner"),
        MultiField("Wie?", "ways"),
        HTML("<p>frei</p>"),
        Submit("save", "Speichern"),
    )
    html = render_crispy_form(form)
    assert Page(html).loose_ends() == []
    for part in ("p-grid", "p-wide", "p-inner", "<p>frei</p>", "kern-btn--primary", "novalidate"):
        assert part in html


def test_a_formset_as_a_table():
    class Line(forms.Form):
        day = forms.CharField()
        hours = forms.CharField(required=False)

    formset = forms.formset_factory(Line, extra=2)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-hours": "2"}
    )
    helper = FormHelper()
    helper.template = "kern/table_inline_formset.html"
    html = render_crispy_form(formset, helper)
    assert Page(html).loose_ends() == []
    assert html.count('scope="col"') == 2


def test_a_choice_that_is_missing_is_asked_for_as_a_choice():
    class Asked(forms.Form):
        way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
        ways = forms.MultipleChoiceField(choices=[("a", "A")])
        person = forms.ModelChoiceField(User.objects.none())
        own = forms.ChoiceField(choices=[("a", "A")], error_messages={"required": "Wie?"})
        words = forms.CharField()

    told = {name: list(errors) for name, errors in Asked({}).errors.items()}
    choose, fill_in = ["Bitte wählen Sie hier etwas aus."], ["Bitte füllen Sie dieses Feld aus."]
    assert told == {"way": choose, "ways": choose, "person": choose, "own": ["Wie?"], "words": fill_in}
