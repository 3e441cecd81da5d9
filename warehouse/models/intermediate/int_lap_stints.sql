-- Which set of tyres a lap was driven on, and how old it was.
-- Grain: an ended lap of a driver. Key: season, round, session, driver_code, lap_number. Sources: int_laps,
-- int_lap_tyres, int_pit_visits.
-- Units: laps.
-- A set is put on at a stop of which the laps tell another set, or nothing. The feed's own stint is no use: it also
-- counts driving through the pit lane behind the safety car. A set told when a car only drove through belongs to the
-- next stop, if none is told there; until then, and for good if one is, it is not believed. A set that no visit is
-- told of began where the compound is another and the age falls.
-- A compound and an age that are corrected within a stint hold for all of it; an age that was never told is unknown.

with laps as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        t.compound,
        t.tyre_life,
        l.is_fresh,
        v.is_stop,
        v.tells,
        v.lap_number is not null as is_after_visit,
        lag(l.lap_number) over (
            partition by l.season, l.round, l.session, l.driver_code order by l.lap_number
        ) as last_lap,
        lag(t.compound) over (
            partition by l.season, l.round, l.session, l.driver_code order by l.lap_number
        ) as last_compound,
        lag(t.tyre_life) over (
            partition by l.season, l.round, l.session, l.driver_code order by l.lap_number
        ) as last_life
    from {{ ref('int_laps') }} as l
    inner join {{ ref('int_lap_tyres') }} as t
        on
            l.season = t.season and l.round = t.round and l.session = t.session and l.driver_code = t.driver_code
            and l.lap_number = t.lap_number
    left join {{ ref('int_pit_visits') }} as v
        on
            l.season = v.season and l.round = v.round and l.session = v.session and l.driver_code = v.driver_code
            and l.lap_number = v.lap_number + 1
    where l.end_ms is not null
),

told as (
    select
        *,
        coalesce(not is_stop and tells = 'other', false) as is_false,
        -- The lap of the visit before this one at which a set was told that was not put on.
        last_value(case when tells = 'other' then case when is_stop then 0 else lap_number end end ignore nulls) over (
            partition by season, round, session, driver_code order by lap_number
            rows between unbounded preceding and 1 preceding
        ) as told_at
    from laps
),

begun as (
    select
        *,
        coalesce(is_stop and tells = 'same' and told_at > 0, false) as is_put_off,
        case
            when last_lap is null then 1
            when is_stop and tells <> 'same' then 1
            when is_stop and told_at > 0 then 1
            when not is_after_visit and compound <> last_compound and tyre_life < last_life then 1
            else 0
        end as is_new
    from told
),

numbered as (
    select
        *,
        sum(is_new) over (
            partition by season, round, session, driver_code order by lap_number
            rows between unbounded preceding and current row
        ) as stint
    from begun
),

believed as (
    select
        *,
        max(case when is_false then 1 else 0 end) over (
            partition by season, round, session, driver_code, stint order by lap_number
            rows between unbounded preceding and current row
        ) = 0 as is_believed,
        max(case when is_put_off then lap_number - told_at else 0 end) over (
            partition by season, round, session, driver_code, stint
        ) as laps_early
    from numbered
),

sets as (
    select
        season,
        round,
        session,
        driver_code,
        stint,
        min(lap_number) as first_lap,
        max(lap_number) as last_lap,
        max_by(compound, case when is_believed and compound is not null then lap_number end) as compound,
        min_by(is_fresh, case when is_believed and is_fresh is not null then lap_number end) as is_fresh,
        -- The age at the end of a lap of number 0.
        max_by(
            tyre_life - lap_number, case when is_believed and tyre_life is not null then lap_number end
        ) - max(laps_early) as age_at_0
    from believed
    group by season, round, session, driver_code, stint
)

select
    n.season,
    n.round,
    n.session,
    n.driver_code,
    n.lap_number,
    cast(n.stint as integer) as stint,
    s.first_lap,
    s.last_lap,
    s.compound,
    s.is_fresh,
    case when s.age_at_0 is not null then {{ larger('s.age_at_0 + n.lap_number', '1') }} end as tyre_life,
    case when s.age_at_0 is not null then {{ larger('s.age_at_0 + s.first_lap - 1', '0') }} end as age_at_start
from numbered as n
inner join sets as s
    on
        n.season = s.season and n.round = s.round and n.session = s.session and n.driver_code = s.driver_code
        and n.stint = s.stint
