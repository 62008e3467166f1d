"""Figures of the years before: of people whose files are gone, so that each year has one to be compared with."""

import datetime

from django.db import connection

from counselling.actions.report import rebuild_figures

# The shares of this year's contacts, some fewer, in the months of the years before.
EARLIER = """
    INSERT INTO counselling_figure (controller_id, centre_id, month, feature, value, is_kept, number, minutes, persons,
        people_month, people_quarter, people_year)
    SELECT controller_id, (part ->> 'centre')::bigint,
        ((part ->> 'month')::date - make_interval(years => back))::date AS earlier,
        split_part(mark, ':', 1), split_part(mark, ':', 2), true, count(*), sum((part ->> 'minutes')::int),
        sum((part ->> 'persons')::int), sum((part -> 'people' ->> 0)::int), sum((part -> 'people' ->> 1)::int),
        sum((part -> 'people' ->> 2)::int)
    FROM (
        SELECT id, controller_id, counted FROM counselling_contact
        UNION ALL SELECT id, controller_id, counted FROM counselling_case
    ) counted_row, jsonb_array_elements(counted) part, jsonb_array_elements_text(part -> 'marks') mark,
        (VALUES (1, 14), (2, 9)) AS years (back, left_out)
    WHERE id %% left_out <> 0 AND (part ->> 'month')::date - make_interval(years => back) >= %s
    GROUP BY 1, 2, 3, 4, 5
"""


def seed_report(*, now: datetime.datetime) -> None:
    """Counts what the demo has, and two years before it."""
    rebuild_figures(by=None)
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [datetime.date(now.year - 2, 1, 1)])
