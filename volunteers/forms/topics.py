"""Topics of companionship to choose from: those of one programme, and what somebody has chosen already."""

from collections.abc import Iterable
from typing import Any

from django import forms

from volunteers.models import Offer, Programme


class TopicsField(forms.ModelMultipleChoiceField):
    """Empty until ``with_topics`` says whose topics they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Offer.objects.none(), **kwargs)


def with_topics(form: Any, programmes: Iterable[Programme], *, chosen: Iterable[Offer] = ()) -> Any:
    """The form, with the topics of these programmes to choose from; ``chosen`` stay, also where nobody else may."""
    topics = Offer.objects.offered_in(programmes, chosen=chosen)
    for field in form.fields.values():
        if isinstance(field, TopicsField):
            field.queryset = topics
    return form
