"""Which time and which centre a report is about."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from counselling.models import Centre
from counselling.queries.report_words import month_name
from counselling.rules.report import Period, last_month, parse_period

YEARS = 6


class ReportFilterForm(forms.Form):
    """One list of times, the newest first."""

    mark_optional = False

    def __init__(self, *args: Any, centres: list[Centre], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["time"] = forms.ChoiceField(
            label=pgettext_lazy("report", "Time"), choices=time_choices(today), required=False
        )
        choices = [("", gettext("All centres")), *((centre.slug, centre.short_name) for centre in centres)]
        if len(centres) > 1:
            self.fields["centre"] = forms.ChoiceField(label=_("Centre"), choices=choices, required=False)
        self.centres = {centre.slug: centre for centre in centres}

    @property
    def period(self) -> Period:
        return parse_period(self.data.get("time", ""), today=self.today) or last_month(self.today)

    @property
    def centre(self) -> Centre | None:
        return self.centres.get(self.data.get("centre", ""))


def time_choices(today: datetime.date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Years with their quarters and months, the newest first, none of the future."""
    groups = []
    for year in range(today.year, today.year - YEARS, -1):
        times = [(str(year), gettext("the whole year %(year)s") % {"year": year})]
        quarters = (
            (f"{year}-Q{n}", gettext("Quarter %(number)s of %(year)s") % {"number": n, "year": year})
            for n in (4, 3, 2, 1)
        )
        months = ((f"{year}-{n:02d}", f"{month_name(n)} {year}") for n in range(12, 0, -1))
        times += [choice for choice in (*quarters, *months) if parse_period(choice[0], today=today)]
        groups.append((str(year), times))
    return groups
