-- How each driver's practice or qualifying ended: sessions in which the time of a lap counts.
-- Grain: a driver of a session. Key: season, round, session, driver_code.
-- Sources: int_entries, int_ended_laps, int_results. Units: ms.
-- In the order of the official result where there is one, else by best lap; of equal ones who set it first is ahead,
-- and who set no time comes last. Without laps the best lap is the official time that counted. A gap is behind the best
-- lap of all.

with laps as (
    select
        season,
        round,
        session,
        driver_code,
        count(*) as laps,
        min(case when mod(counts, 2) = 1 then lap_time_ms end) as best_lap_time_ms
    from {{ ref('int_ended_laps') }}
    where not {{ is_race('session') }}
    group by season, round, session, driver_code
),

best as (
    select l.season, l.round, l.session, l.driver_code, min(r.lap_number) as best_lap
    from laps as l
    inner join {{ ref('int_ended_laps') }} as r
        on
            l.season = r.season and l.round = r.round and l.session = r.session and l.driver_code = r.driver_code
            and l.best_lap_time_ms = r.lap_time_ms and mod(r.counts, 2) = 1
    group by l.season, l.round, l.session, l.driver_code
),

parts as (
    select q.season, q.round, q.session, q.driver_code, q.part, q.time_ms, q.lap_number, q.time_ms - p.best_ms as gap_ms
    from {{ ref('int_qualifying_times') }} as q
    inner join {{ ref('qualifying_parts') }} as p
        on q.season = p.season and q.round = p.round and q.session = p.session and q.part = p.part
),

reached as (
    select season, round, session, driver_code, max(part) as part
    from parts
    group by season, round, session, driver_code
),

joined as (
    select
        e.season,
        e.round,
        e.session,
        e.driver_code,
        coalesce(l.laps, 0) as laps,
        coalesce(p.time_ms, l.best_lap_time_ms) as best_lap_time_ms,
        case when p.time_ms is not null then p.lap_number else b.best_lap end as best_lap,
        p.part,
        p.gap_ms,
        o.official_position,
        l.laps is null and o.driver_id is null and not coalesce(e.has_moved, e.has_lap_record) as is_absent
    from {{ ref('int_entries') }} as e
    left join laps as l
        on e.season = l.season and e.round = l.round and e.session = l.session and e.driver_code = l.driver_code
    left join best as b
        on e.season = b.season and e.round = b.round and e.session = b.session and e.driver_code = b.driver_code
    left join reached as c
        on e.season = c.season and e.round = c.round and e.session = c.session and e.driver_code = c.driver_code
    left join parts as p
        on
            c.season = p.season and c.round = p.round and c.session = p.session and c.driver_code = p.driver_code
            and c.part = p.part
    left join {{ ref('int_results') }} as o
        on e.season = o.season and e.round = o.round and e.session = o.session and e.driver_code = o.driver_code
    where not {{ is_race('e.session') }}
),

ended as (
    select j.*, l.end_ms as best_end_ms
    from joined as j
    left join {{ ref('int_ended_laps') }} as l
        on
            j.season = l.season and j.round = l.round and j.session = l.session and j.driver_code = l.driver_code
            and j.best_lap = l.lap_number
)

select
    season,
    round,
    session,
    driver_code,
    cast(row_number() over (
        partition by season, round, session
        order by
            official_position asc nulls last,
            part desc nulls last,
            best_lap_time_ms asc nulls last,
            best_end_ms asc nulls last,
            is_absent asc,
            driver_code asc
    ) as integer) as result_number,
    case
        when best_lap_time_ms is not null
            then cast(row_number() over (
                    partition by season, round, session
                    order by
                        part desc nulls last,
                        best_lap_time_ms asc nulls last,
                        best_end_ms asc nulls last,
                        driver_code asc
                ) as integer)
    end as timing_position,
    official_position,
    case when is_absent then 'not_started' else 'finished' end as outcome,
    cast(laps as integer) as laps,
    best_lap_time_ms,
    best_lap,
    coalesce(
        gap_ms, best_lap_time_ms - min(best_lap_time_ms) over (partition by season, round, session)
    ) as gap_ms
from ended
