-- Long runs of practice: laps in a row on one set of tyres that were driven at one pace.
-- Grain: a run of a driver. Key: season, round, session, driver_code, stint, first_lap. Source: int_ended_laps.
-- Units: laps, ms.
-- Of a stint, laps count that have a time, are green and neither in- nor out-laps, and are within seven percent of the
-- stint's median: slower ones let the tyres cool, and a run ends with them, as it does in the pits. A deleted lap was
-- driven like any other and does not end it, though it counts for nothing. Five laps that count and more are a long
-- run; change_ms is the slope of a straight line through them, a lap.

with judged as (
    select
        *,
        mod(floor(counts / 2), 2) = 1 as is_green,
        median(case when mod(floor(counts / 2), 2) = 1 then lap_time_ms end) over (
            partition by season, round, session, driver_code, stint
        ) as median_ms
    from {{ ref('int_ended_laps') }}
    where session in ('fp1', 'fp2', 'fp3')
),

paced as (
    select
        *,
        -- The same for laps in a row.
        lap_number - row_number() over (
            partition by season, round, session, driver_code, stint order by lap_number
        ) as run
    from judged
    where (is_green or is_deleted) and not is_in_lap and not is_out_lap and lap_time_ms <= 1.07 * median_ms
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
from paced
where is_green
group by season, round, session, driver_code, stint, run
having count(*) >= 5
