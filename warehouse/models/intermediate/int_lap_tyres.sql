-- The compound that a lap was driven on and the age of the set, as it is told.
-- Grain: a lap of a driver. Key: season, round, session, driver_code, lap_number.
-- Sources: int_laps, int_sessions, base_timing_tyres. Units: laps.
-- The records of the laps tell it, and the feed corrects the past in them: a set that a car was said to take early
-- stands in all of its laps. Where another compound stood in the timing topic as a lap of a race was ended, or as the
-- car came in at its end, the timing tells all laps of that driver: what it had said before that moment.
-- The timing counts a lap after its end, and may stop to count: the age that is told in the first lap on a set is
-- believed, one less than at its end, and later ones are not.

with moments as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        l.compound as own_compound,
        l.is_out_lap
        or lag(l.lap_number) over (
            partition by l.season, l.round, l.session, l.driver_code order by l.lap_number
        ) is null as is_first,
        s.session_key + s.race_start_ms + {{ smaller('l.end_ms', 'l.pit_in_ms') }} as at_ms
    from {{ ref('int_laps') }} as l
    inner join {{ ref('int_sessions') }} as s
        on l.season = s.season and l.round = s.round and l.session = s.session and s.is_chosen
    where l.told_by = 'timing' and l.end_ms is not null and {{ is_race('l.session') }}
),

told as (
    select s.season, s.round, s.session, t.driver_code, t.date_ms as at_ms, t.compound, t.tyre_life, t.staged_row
    from {{ ref('base_timing_tyres') }} as t
    inner join {{ ref('int_sessions') }} as s
        on s.is_chosen and t.date_ms between s.session_key and s.last_date_ms
    where {{ is_race('s.session') }}
),

both_of_them as (
    select
        season, round, session, driver_code, at_ms, compound, tyre_life, staged_row,
        cast(null as integer) as lap_number, cast(null as varchar) as own_compound, false as is_first
    from told
    union all
    select
        season, round, session, driver_code, at_ms, null as compound, null as tyre_life, null as staged_row,
        lap_number, own_compound, is_first
    from moments
),

held as (
    select
        season,
        round,
        session,
        driver_code,
        {% for column in ['compound', 'tyre_life'] %}
        last_value({{ column }} ignore nulls) over (
            partition by season, round, session, driver_code order by at_ms, staged_row nulls last
            rows between unbounded preceding and current row
        ) as {{ column }},
        {% endfor %}
        lap_number,
        own_compound,
        is_first
    from both_of_them
),

timing as (
    select
        season,
        round,
        session,
        driver_code,
        lap_number,
        {{ compound_code('compound') }} as compound,
        case when is_first then tyre_life + 1 end as tyre_life,
        max(case when {{ compound_code('compound') }} <> own_compound then 1 else 0 end) over (
            partition by season, round, session, driver_code
        ) = 1 as is_believed
    from held
    where lap_number is not null
)

select
    l.season,
    l.round,
    l.session,
    l.driver_code,
    l.lap_number,
    case when t.is_believed then t.compound else l.compound end as compound,
    case when t.is_believed then t.tyre_life else l.tyre_life end as tyre_life
from {{ ref('int_laps') }} as l
left join timing as t
    on
        l.season = t.season and l.round = t.round and l.session = t.session and l.driver_code = t.driver_code
        and l.lap_number = t.lap_number
