-- What another answer of the season data changed of an official result: a penalty or a disqualification afterwards.
-- Grain: a value of a driver's result that became another.
-- Key: season, round, session, driver_code, at_ms, what.
-- Sources: base_former_results, int_results. Units: UTC ms; places, ms, points, words.

with versions as (
    select
        season, round, session, driver_id, car, cast(null as varchar) as driver_code, official_position,
        official_outcome, points, time_ms, replaced_ms
    from {{ ref('base_former_results') }}
    union all
    select
        season, round, session, driver_id, coalesce(cast(driver_number as varchar), '') as car, driver_code,
        official_position, official_outcome, points, time_ms, cast(null as bigint) as replaced_ms
    from {{ ref('int_results') }}
),

followed as (
    select
        season,
        round,
        session,
        max(driver_code) over (partition by season, round, session, driver_id, car) as driver_code,
        {% for column in ['official_position', 'official_outcome', 'points', 'time_ms'] %}
        {{ column }},
        lead({{ column }}) over (
            partition by season, round, session, driver_id, car order by replaced_ms nulls last
        ) as next_{{ column }},
        {% endfor %}
        replaced_ms as at_ms
    from versions
)

{% for what, column in [
    ('position', 'official_position'), ('outcome', 'official_outcome'), ('points', 'points'), ('time', 'time_ms')
] %}
select
    season,
    round,
    session,
    driver_code,
    at_ms,
    '{{ what }}' as what,
    cast({{ column }} as varchar) as was,
    cast(next_{{ column }} as varchar) as becomes
from followed
-- A row that was taken away has no outcome any more.
where
    at_ms is not null and driver_code is not null and next_official_outcome is not null
    and {{ column }} is distinct from next_{{ column }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
