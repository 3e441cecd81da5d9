-- Where the timing and the official result disagree; a penalty or a disqualification is listed, not hidden.
-- Grain: a value of a driver. Key: season, round, session, driver_code, what. Source: race_results.
-- Units: places, laps, ms, words. A time differs from one second on: the feed and the result differ by up to 0.3 s.
-- Where nobody told the instant of the start, all times are off by the same: what cars have in common is no difference.

with both_told as (
    select *
    from {{ ref('race_results') }}
    where timing_outcome is not null and is_official
),

starts as (
    select
        season,
        round,
        session,
        cast(round({{ quantile('timing_time_ms - official_time_ms', 0.5) }}) as bigint) as late_ms
    from both_told
    where timing_outcome = 'finished' and official_outcome = 'finished' and official_time_ms is not null
    group by season, round, session
    having count(*) >= 5
),

compared as (
    select
        b.*,
        b.timing_time_ms - case when abs(s.late_ms) >= 1000 then s.late_ms else 0 end as own_time_ms
    from both_told as b
    left join starts as s on b.season = s.season and b.round = s.round and b.session = s.session
)

select
    season,
    round,
    session,
    driver_code,
    'position' as what,
    cast(timing_position as varchar) as timing,
    cast(official_position as varchar) as official
from compared
where timing_position is distinct from official_position
union all
select
    season,
    round,
    session,
    driver_code,
    'laps' as what,
    cast(laps as varchar) as timing,
    cast(official_laps as varchar) as official
from compared
where laps is distinct from official_laps
union all
select season, round, session, driver_code, 'outcome' as what, timing_outcome as timing, official_outcome as official
from compared
where timing_outcome is distinct from official_outcome
union all
select
    season,
    round,
    session,
    driver_code,
    'time' as what,
    cast(own_time_ms as varchar) as timing,
    cast(official_time_ms as varchar) as official
from compared
where
    timing_outcome = 'finished' and official_outcome = 'finished'
    and abs(own_time_ms - official_time_ms) >= 1000
