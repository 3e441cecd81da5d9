-- Best times of drivers in the parts of qualifying, with the lap of each.
-- Grain: a part of a driver. Key: season, round, session, driver_code, part.
-- Sources: int_results, base_part_times, int_sessions, int_ended_laps. Units: ms.
-- The official time goes first, else the last that the timing said. The lap is the first of that time, where laps are
-- known.

with told as (
    select
        s.season,
        s.round,
        s.session,
        t.driver_code,
        t.part,
        t.time_ms,
        row_number() over (
            partition by s.season, s.round, s.session, t.driver_code, t.part
            order by t.date_ms desc, t.staged_row desc
        ) as newest
    from {{ ref('base_part_times') }} as t
    inner join {{ ref('int_sessions') }} as s
        on s.is_chosen and t.date_ms between s.session_key and s.last_date_ms + 3600000
    where s.session in ('qualifying', 'sprint-qualifying') and t.driver_code is not null
),

official as (
    {% for part in [1, 2, 3] %}
    select season, round, session, driver_code, {{ part }} as part, q{{ part }}_ms as time_ms
    from {{ ref('int_results') }}
    where q{{ part }}_ms is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

timing as (
    select * from told
    where newest = 1 and time_ms is not null
),

known as (
    select
        coalesce(o.season, t.season) as season,
        coalesce(o.round, t.round) as round,
        coalesce(o.session, t.session) as session,
        coalesce(o.driver_code, t.driver_code) as driver_code,
        coalesce(o.part, t.part) as part,
        coalesce(o.time_ms, t.time_ms) as time_ms
    from official as o
    full outer join timing as t
        on
            o.season = t.season and o.round = t.round and o.session = t.session and o.driver_code = t.driver_code
            and o.part = t.part
),

laps as (
    select season, round, session, driver_code, lap_time_ms, min(lap_number) as lap_number
    from {{ ref('int_ended_laps') }}
    where not is_deleted
    group by season, round, session, driver_code, lap_time_ms
)

select
    k.season,
    k.round,
    k.session,
    k.driver_code,
    k.part,
    k.time_ms,
    l.lap_number
from known as k
left join laps as l
    on
        k.season = l.season and k.round = l.round and k.session = l.session and k.driver_code = l.driver_code
        and k.time_ms = l.lap_time_ms
