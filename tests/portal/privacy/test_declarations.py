"""Every model of the portal says what is personal in it, field by field."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from ibs_portal.privacy.declaration import (
    NoPersonalData,
    Retention,
    Subject,
    UndeclaredError,
    declaration_of,
    models_about,
    own_models,
    undeclared_fields,
)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_declared_once(model):
    declaration = declaration_of(model)
    assert undeclared_fields(model) == set()
    assert declaration.personal & declaration.other == set()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_who_has_personal_fields_names_a_person_and_an_end(model):
    declaration = declaration_of(model)
    if declaration.personal:
        assert declaration.subject is not Subject.NOBODY
        assert declaration.retention is not Retention.NOT_PERSONAL


@isolate_apps("ibs_portal.website")
def test_negative_control_a_forgotten_field_is_found():
    class Forgetful(models.Model):  # noqa: DJ008
        name = models.CharField(max_length=10)
        phone = models.CharField(max_length=10)

        class Meta:
            app_label = "website"

        class Privacy:
            subject = Subject.CLIENT
            personal = ("name", "gone")
            other = ()
            retention = Retention.CLIENT_FILE

    assert undeclared_fields(Forgetful) == {"phone", "gone"}


@isolate_apps("ibs_portal.website")
def test_negative_control_a_declaration_is_not_inherited():
    class Parent(models.Model):  # noqa: DJ008
        Privacy = NoPersonalData

        class Meta:
            app_label = "website"

    class Child(Parent):  # noqa: DJ008
        secret = models.CharField(max_length=10)

        class Meta:
            app_label = "website"

    with pytest.raises(UndeclaredError):
        declaration_of(Child)


def test_whose_data_can_be_asked_for():
    assert {"counselling.Client", "counselling.ContactNote"} <= {m._meta.label for m in models_about(Subject.CLIENT)}
    assert "volunteers.Volunteer" in {m._meta.label for m in models_about(Subject.VOLUNTEER)}
