-- Which set of tyres a lap was driven on.
-- Grain: an ended lap of a driver. Key: season, round, driver_code, lap_number. Source: int_laps. Units: laps.
-- A set is new when the car was in the pits and the tyres' age does not go on or the compound is another. The feed's
-- own stint is no use: it also counts driving through the pit lane behind the safety car. Behind it the feed may also
-- say "new" twice in a row; a set of which only one lap is told before the next of its compound was none.
-- A compound that was corrected within a stint holds for all of it.

with seen as (
    select
        season,
        round,
        driver_code,
        lap_number,
        compound,
        tyre_life,
        is_fresh,
        track_status,
        is_in_lap,
        is_out_lap,
        lag(lap_number) over (partition by season, round, driver_code order by lap_number) as last_lap,
        lag(compound) over (partition by season, round, driver_code order by lap_number) as last_compound,
        lag(tyre_life) over (partition by season, round, driver_code order by lap_number) as last_life,
        coalesce(lag(is_in_lap) over (partition by season, round, driver_code order by lap_number), false) as was_in_lap
    from {{ ref('int_laps') }}
    where end_ms is not null
),

judged as (
    select
        *,
        case
            when last_lap is null then 1
            when compound <> last_compound and (is_out_lap or was_in_lap or tyre_life < last_life) then 1
            when not is_out_lap and not was_in_lap then 0
            when tyre_life is null or last_life is null then 1
            when tyre_life <> last_life + lap_number - last_lap then 1
            else 0
        end as is_new
    from seen
),

compared as (
    select
        *,
        coalesce(lead(is_new) over (partition by season, round, driver_code order by lap_number), 0) as next_is_new,
        lead(compound) over (partition by season, round, driver_code order by lap_number) as next_compound
    from judged
),

numbered as (
    select
        *,
        sum(case
            when last_lap is null then 1
            when is_new = 1 and next_is_new = 1 and compound = next_compound and {{ status_has('track_status', ['4']) }}
                then 0
            else is_new
        end) over (
            partition by season, round, driver_code order by lap_number
            rows between unbounded preceding and current row
        ) as stint
    from compared
),

sets as (
    select
        season,
        round,
        driver_code,
        stint,
        min(lap_number) as first_lap,
        max(lap_number) as last_lap,
        max_by(compound, case when compound is not null then lap_number end) as compound,
        min_by(is_fresh, lap_number) as is_fresh,
        min_by(tyre_life, lap_number) as first_life
    from numbered
    group by season, round, driver_code, stint
)

select
    n.season,
    n.round,
    n.driver_code,
    n.lap_number,
    cast(n.stint as integer) as stint,
    s.first_lap,
    s.last_lap,
    s.compound,
    s.is_fresh,
    n.tyre_life,
    greatest(s.first_life - 1, 0) as age_at_start
from numbered as n
inner join sets as s
    on n.season = s.season and n.round = s.round and n.driver_code = s.driver_code and n.stint = s.stint
