"""The line above the list of the trail."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ibs_portal.audit.models import Entry, EntryQuerySet
from ibs_portal.audit.triggers import watched_models
from ibs_portal.audit.wording import PARTICIPLES
from ibs_portal.ui.forms import NativeDate

LARGEST = 2**63 - 1


def colleagues(user: Any) -> QuerySet:
    """People of the own organisation, as far as the reader may see accounts."""
    people = get_user_model()._base_manager.filter(organisation_id=user.organisation_id)
    return people.order_by("name") if user.organisation_id else people.none()


class EntryFilterForm(forms.Form):
    mark_optional = False

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *Entry.Kind.choices], required=False)
    person = forms.ModelChoiceField(label=_("Who"), queryset=None, required=False, empty_label=_("all"))
    verb = forms.ChoiceField(label=_("What"), required=False)
    model = forms.ChoiceField(label=_("Kind of row"), required=False)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=LARGEST, required=False)
    since = forms.DateField(label=_("From"), widget=NativeDate(), required=False)
    until = forms.DateField(label=_("To"), widget=NativeDate(), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues(user)
        kinds = [(model._meta.label, str(model._meta.verbose_name)) for model in watched_models()]
        acts = [(act, str(words)) for act, words in PARTICIPLES.items()]
        self.fields["model"].choices = [("", _("all")), *sorted(kinds, key=lambda pair: pair[1].lower())]
        self.fields["verb"].choices = [("", _("all")), *sorted(acts, key=lambda pair: pair[1].lower())]

    def chosen(self, entries: EntryQuerySet) -> EntryQuerySet:
        """The entries that fit what was filled in; what makes no sense is left out."""
        data = self.cleaned_data if self.is_valid() else {}
        exact = {"kind": data.get("kind"), "model": data.get("model"), "object_id": data.get("number")}
        exact |= {"verb__endswith": data.get("verb") and f".{data['verb']}"}
        exact |= {"actor_id": getattr(data.get("person"), "pk", None)}
        exact |= {"at__gte": midnight(data.get("since")), "at__lt": midnight(data.get("until"), days=1)}
        return entries.filter(**{name: value for name, value in exact.items() if value})


def midnight(day: datetime.date | None, *, days: int = 0) -> datetime.datetime | None:
    if day is None:
        return None
    start = datetime.datetime.combine(day, datetime.time.min, timezone.get_current_timezone())
    return start + datetime.timedelta(days=days)
