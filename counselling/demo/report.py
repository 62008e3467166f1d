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


# Of twelve contacts of a month one began with an enquiry, of fifteen one with an appointment that somebody booked;
# so many of a hundred waited so many days. In earlier years people waited longer.
WAITS = """
    INSERT INTO counselling_figure AS held (controller_id, centre_id, month, feature, value, is_kept, number, minutes,
        persons, people_month, people_quarter, people_year)
    SELECT controller_id, centre_id, month, feature,
        (days + CASE WHEN month < %s THEN slower ELSE 0 END)::text, true, round(total * share / 100.0 / one_of),
        0, 0, 0, 0, 0
    FROM (
        SELECT controller_id, centre_id, month, sum(number) AS total FROM counselling_figure
        WHERE feature = 'all' AND month >= %s GROUP BY 1, 2, 3
    ) contacts, (VALUES
        ('wait_enquiry', 12, 0, 22, 1), ('wait_enquiry', 12, 1, 34, 1), ('wait_enquiry', 12, 2, 18, 1),
        ('wait_enquiry', 12, 3, 12, 2), ('wait_enquiry', 12, 5, 8, 2), ('wait_enquiry', 12, 9, 6, 3),
        ('wait_appt', 15, 1, 8, 1), ('wait_appt', 15, 3, 22, 1), ('wait_appt', 15, 5, 26, 2),
        ('wait_appt', 15, 7, 22, 2), ('wait_appt', 15, 10, 14, 3), ('wait_appt', 15, 15, 8, 4)
    ) AS waits (feature, one_of, days, share, slower)
    WHERE round(total * share / 100.0 / one_of) > 0
    ON CONFLICT (controller_id, month, feature, value, centre_id, is_kept) DO UPDATE
    SET number = held.number + excluded.number
"""


def seed_report(*, now: datetime.datetime) -> None:
    """Counts what the demo has, and two years before it."""
    rebuild_figures(by=None)
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [datetime.date(now.year - 2, 1, 1)])
        cursor.execute(WAITS, [datetime.date(now.year, 1, 1), datetime.date(now.year - 2, 1, 1)])
