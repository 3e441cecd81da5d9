-- Where the timing and the official result disagree; a penalty or a disqualification is listed, not hidden.
-- Grain: a value of a driver. Key: season, round, session, driver_code, what. Source: race_results.
-- Units: places, laps, ms, words. A time differs from one second on: the feed and the result differ by up to 0.3 s.

with compared as (
    select
        *,
        coalesce(
            timing_outcome = 'finished' and official_outcome = 'finished'
            and abs(timing_time_ms - official_time_ms) >= 1000,
            false
        ) as has_other_time
    from {{ ref('race_results') }}
    where timing_outcome is not null and is_official
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
    cast(timing_time_ms as varchar) as timing,
    cast(official_time_ms as varchar) as official
from compared
where has_other_time
