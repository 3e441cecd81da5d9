-- Long runs of practice: laps in a row on one set of tyres that were driven at one pace.
-- Grain: a run of a driver. Key: season, round, session, driver_code, stint. Source: int_ended_laps. Units: laps, ms.
-- Of a stint, laps count that have a time, are green and neither in- nor out-laps, and are within seven percent of the
-- stint's median: slower ones let the tyres cool. Five such laps and more are a long run; change_ms is the slope of a
-- straight line through them, a lap.

with clean as (
    select
        *,
        median(lap_time_ms) over (partition by season, round, session, driver_code, stint) as median_ms
    from {{ ref('int_ended_laps') }}
    where mod(floor(counts / 2), 2) = 1 and session in ('fp1', 'fp2', 'fp3')
)

select
    season,
    round,
    session,
    driver_code,
    stint,
    max(compound) as compound,
    min(lap_number) as first_lap,
    max(lap_number) as last_lap,
    count(*) as laps,
    min(tyre_life) as age_at_start,
    cast(round(avg(lap_time_ms)) as bigint) as average_ms,
    min(lap_time_ms) as best_ms,
    regr_slope(cast(lap_time_ms as double), cast(lap_number as double)) as change_ms
from clean
where lap_time_ms <= 1.07 * median_ms
group by season, round, session, driver_code, stint
having count(*) >= 5
