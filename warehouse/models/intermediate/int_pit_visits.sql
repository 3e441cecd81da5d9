-- Visits to the pit lane from which a car came back, and which of them were stops.
-- Grain: a visit of a driver. Key: season, round, session, driver_code, lap_number (the lap in).
-- Sources: int_laps, int_lap_tyres, int_telemetry_stands, base_official_pit_stops, int_results. Units: ms, entered_ms
-- after the race's start; laps.
-- A stop is a change of tyres or standing at one's box. Driving through is none, behind the safety car or for a
-- penalty, nor is standing under a red flag with the same tyres. What tells, in this order: whether the car stood, by
-- its samples; the time in the lane against that of the visits while racing; the set that the lap out was driven on;
-- the visits of the season data.
-- In practice and qualifying a car stands in its garage for as long as it likes: a stop is another set, as far as told.
-- tells is what the laps say of the tyres: another set, the same, or nothing. They may tell a new one behind the
-- safety car when a car only drove through, and again in the next lap.
{#- A car that stood for this long, ms, has stopped: the wheels alone take about two seconds. -#}
{%- set stop_ms = 1500 %}
{#- A visit this much shorter than the usual one, ms, was none: a stand, and braking for it, cost four at the least. -#}
{%- set drive_ms = 2000 %}
{#- So many cars in the lane for so long, ms, stood under a red flag that nobody tells: repairs keep one as long. -#}
{%- set red_ms = 300000 %}
{%- set red_cars = 5 %}

with told as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        l.pit_in_ms,
        l.pit_out_ms,
        l.is_in_lap,
        l.is_out_lap,
        l.end_ms,
        l.track_status,
        t.compound,
        t.tyre_life
    from {{ ref('int_laps') }} as l
    inner join {{ ref('int_lap_tyres') }} as t
        on
            l.season = t.season and l.round = t.round and l.session = t.session and l.driver_code = t.driver_code
            and l.lap_number = t.lap_number
),

followed as (
    select
        season,
        round,
        session,
        driver_code,
        lap_number,
        lag(lap_number) over (partition by season, round, session, driver_code order by lap_number) as in_lap,
        lag(pit_in_ms) over (partition by season, round, session, driver_code order by lap_number) as entered_ms,
        pit_out_ms as left_ms,
        lag(is_in_lap) over (partition by season, round, session, driver_code order by lap_number) as was_in_lap,
        is_out_lap,
        end_ms,
        lag(compound) over (partition by season, round, session, driver_code order by lap_number) as compound_off,
        compound as compound_on,
        lag(tyre_life) over (partition by season, round, session, driver_code order by lap_number) as life_off,
        tyre_life as life_on,
        lag(track_status) over (partition by season, round, session, driver_code order by lap_number) as status_in,
        track_status as status_out
    from told
),

official as (
    select p.season, p.round, r.session, r.driver_code, p.lap_number, min(p.duration_ms) as duration_ms
    from {{ ref('base_official_pit_stops') }} as p
    inner join {{ ref('int_results') }} as r
        on
            p.season = r.season and p.round = r.round and r.session = 'race' and p.driver_id = r.driver_id
            and r.drive = 1
    group by p.season, p.round, r.session, r.driver_code, p.lap_number
),

official_rounds as (
    select distinct season, round, session from official
),

visits as (
    select
        f.season,
        f.round,
        f.session,
        f.driver_code,
        f.lap_number - 1 as lap_number,
        f.entered_ms,
        f.left_ms - f.entered_ms as lane_ms,
        o.duration_ms as official_ms,
        coalesce(f.left_ms - f.entered_ms, o.duration_ms) as any_lane_ms,
        r.season is not null as has_official,
        o.season is not null as is_official,
        f.compound_on,
        case
            when f.compound_on <> f.compound_off then 'other'
            when f.life_on <> f.life_off + f.lap_number - f.in_lap then 'other'
            when f.life_on is null or f.life_off is null then 'nothing'
            else 'same'
        end as tells,
        {{ status_has('f.status_in', ['4']) }} as was_safety_car,
        f.status_in is not null as is_status_known,
        {{ status_has('f.status_in', ['5']) }} or {{ status_has('f.status_out', ['5']) }} as is_told_red_flag,
        s.stood_ms
    from followed as f
    left join official as o
        on
            f.season = o.season and f.round = o.round and f.session = o.session and f.driver_code = o.driver_code
            and f.lap_number = o.lap_number + 1
    left join official_rounds as r on f.season = r.season and f.round = r.round and f.session = r.session
    left join {{ ref('int_telemetry_stands') }} as s
        on
            f.season = s.season and f.round = s.round and f.session = s.session and f.driver_code = s.driver_code
            and f.lap_number = s.lap_number + 1
    where (f.was_in_lap or f.is_out_lap) and (f.is_out_lap or f.end_ms is not null) and f.in_lap is not null
),

flagged as (
    select
        *,
        is_told_red_flag
        or (
            any_lane_ms >= {{ red_ms }}
            and sum(case when any_lane_ms >= {{ red_ms }} then 1 else 0 end) over (
                partition by season, round, session
            ) >= {{ red_cars }}
        ) as was_red_flag
    from visits
),

usual as (
    -- Of three visits or more: of fewer there is no usual one.
    select season, round, session, {{ quantile('any_lane_ms', 0.5) }} as lane_ms
    from flagged
    where not was_safety_car and not was_red_flag and any_lane_ms is not null
    group by season, round, session
    having count(*) >= 3
),

beside as (
    select
        v.*,
        u.lane_ms as usual_ms,
    {% for column in ['tells', 'compound_on', 'lap_number', 'any_lane_ms', 'was_safety_car'] %}
    lag(v.{{ column }}) over (
        partition by v.season, v.round, v.session, v.driver_code order by v.lap_number
        ) as last_{{ column }},
    lead(v.{{ column }}) over (
        partition by v.season, v.round, v.session, v.driver_code order by v.lap_number
        ) as next_{{ column }}{% if not loop.last %},{% endif %}
    {% endfor %}
    from flagged as v
    left join usual as u on v.season = u.season and v.round = u.round and v.session = u.session
),

judged as (
    select
        *,
        -- Of a set told in two laps running, the longer visit was the stop; of equal ones the first.
        coalesce(
            (
                last_tells = 'other' and last_lap_number = lap_number - 1 and last_compound_on = compound_on
                and coalesce(any_lane_ms <= last_any_lane_ms, true)
            )
            or (
                next_tells = 'other' and next_lap_number = lap_number + 1 and next_compound_on = compound_on
                and next_was_safety_car and any_lane_ms < next_any_lane_ms
            ),
            false
        ) and was_safety_car as is_told_twice
    from beside
)

select
    season,
    round,
    session,
    driver_code,
    lap_number,
    entered_ms,
    lane_ms,
    official_ms,
    stood_ms,
    tells,
    case
        when not {{ is_race('session') }} then tells <> 'same'
        when was_red_flag then tells = 'other'
        when stood_ms is not null then stood_ms >= {{ stop_ms }}
        when any_lane_ms is not null and usual_ms is not null then any_lane_ms >= usual_ms - {{ drive_ms }}
        when tells = 'other' then not is_told_twice
        when was_safety_car then false
        when has_official then is_official
        else tells = 'nothing' or is_status_known
    end as is_stop
from judged
