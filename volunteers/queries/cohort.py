"""A cohort for the desk: where each of its people stands, since when she waits, and for whom nobody is possible."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ibs_portal.languages import language_label
from volunteers.models import Cohort, CohortImport, Match, MatchNeed, SkilledWorker
from volunteers.queries.crowd import for_the_desk
from volunteers.queries.outlook import Prospect, prospects
from volunteers.rules.cohort import COMING, PLACED, TONES, WAITING, WORDS, counted, days_to, standing

# A list of one cohort is shown, printed and exported as a whole.
AT_MOST = 500
ORDER = sorted(WORDS, key=lambda code: (code != WAITING, code != COMING))
BEGUN = (Match.State.ACTIVE, Match.State.ENDED)


@dataclass(frozen=True)
class Row:
    """One person, ready to be shown."""

    worker: SkilledWorker
    standing: str
    languages: str
    # Days since the wish for a companion or the arrival, for those who wait.
    days: int | None
    companion: str
    # Of the need that waits or is asked, or of the match.
    url: str
    prospect: Prospect | None

    @property
    def words(self) -> str:
        return str(WORDS[self.standing])

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "")

    @property
    def has_no_candidate(self) -> bool:
        return self.prospect is not None and not self.prospect.possible

    @property
    def candidates(self) -> str:
        """How many volunteers are possible, or what would help."""
        if self.prospect is None:
            return ""
        if self.prospect.possible:
            return _("%(n)s possible") % {"n": self.prospect.possible}
        return _("nobody possible") + (f". {self.prospect.step}" if self.prospect.step else "")


@dataclass(frozen=True)
class CohortPage:
    cohort: Cohort
    rows: list[Row]
    days: int

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Code, words and number of each standing."""
        numbers = counted(row.standing for row in self.rows)
        return [(code, str(words), numbers[code]) for code, words in WORDS.items()]

    @property
    def without_candidate(self) -> list[Row]:
        return [row for row in self.rows if row.has_no_candidate]

    @property
    def longest_wait(self) -> int | None:
        return max((row.days for row in self.rows if row.days is not None), default=None)

    @property
    def has_arriving(self) -> bool:
        return any(row.worker.status == SkilledWorker.Status.ARRIVING for row in self.rows)


def cohort_page(cohort: Cohort, *, today: datetime.date) -> CohortPage:
    """The people of a cohort: those who wait first, the longest waiting on top."""
    workers = _workers(cohort)
    open_needs = [need for worker in workers for need in worker.needs.all() if need.is_open]
    outlook = prospects(open_needs, cohort.programme, today=today)
    rows = [_row(worker, outlook, today) for worker in workers]
    rows.sort(key=lambda row: (ORDER.index(row.standing), -(row.days or 0)))
    return CohortPage(cohort, rows, days_to(cohort.arrives_on, today))


def _workers(cohort: Cohort) -> list[Any]:
    """Four queries; ``paired`` are the matches that are or were one, and the open question, the newest first."""
    pairs = Match.objects.filter(worker=OuterRef("pk"), state__in={*Match.HOLDING, *BEGUN}).order_by("-pk")
    fields = {"state": "state", "given": "volunteer__given_name", "family": "volunteer__family_name"}
    rows = cohort.workers.annotate(paired=ArraySubquery(pairs.values(data=JSONObject(**fields))))
    # Languages first, and no second copy of the person: each need has its person, with them, from here.
    needs = for_the_desk(MatchNeed.objects.all()).select_related(None).select_related("programme")
    needs = needs.prefetch_related(None).prefetch_related("help")
    rows = rows.prefetch_related("languages", Prefetch("needs", needs))
    return list(rows.select_related("employer").order_by("family_name", "given_name", "pk")[:AT_MOST])


def _row(worker: Any, outlook: dict[int, Prospect], today: datetime.date) -> Row:
    needs = {need.state: need for need in worker.needs.all()}
    where = standing(
        needs=needs,
        has_left=worker.status == SkilledWorker.Status.LEFT,
        had_companion=any(pair["state"] in BEGUN for pair in worker.paired),
        is_coming=worker.is_coming(today),
    )
    need = needs.get(MatchNeed.State.OPEN) or needs.get(MatchNeed.State.PROPOSED)
    pair = next((one for one in worker.paired if one["state"] in Match.HOLDING or where == PLACED), None)
    return Row(
        worker=worker,
        standing=where,
        languages=", ".join(language_label(language.code) for language in worker.languages.all()),
        days=need.waiting_days(today) if need and where != COMING else None,
        companion=f"{pair['given']} {pair['family']}".strip() if pair else "",
        url=need.get_absolute_url() if need else "",
        prospect=outlook.get(need.pk) if need else None,
    )


def with_undoable_lists(cohorts: Any, user: Any) -> Any:
    """Adds ``undoable``: the lists that this person took over and may take back, as far as one can tell from here."""
    own = CohortImport.objects.visible_to(user).filter(cohort=OuterRef("pk"), undone_at=None, made__len__gt=0)
    fields = {name: name for name in ("pk", "taken", "refused", "file_name")}
    return cohorts.annotate(undoable=ArraySubquery(own.values(data=JSONObject(**fields))))


def header() -> list[str]:
    """The columns of the file and of the sheet of paper."""
    return [
        *(_("Name"), _("Origin"), _("Profession"), _("Languages"), _("District"), _("Employer"), _("Shifts")),
        *(_("Arrival"), _("Standing"), _("Days"), _("Companion"), _("Candidates")),
    ]


def cells(page: CohortPage) -> list[list[object]]:
    return [_cells(row, page.cohort) for row in page.rows]


def _cells(row: Row, cohort: Cohort) -> list[object]:
    worker = row.worker
    arrival = worker.arrived_on or worker.arrives_on or cohort.arrives_on
    return [
        *(worker.name, worker.origin_label, worker.profession, row.languages, worker.district),
        *(str(worker.employer or ""), worker.shifts, date_format(arrival, "SHORT_DATE_FORMAT"), row.words),
        *("" if row.days is None else row.days, row.companion, row.candidates),
    ]
