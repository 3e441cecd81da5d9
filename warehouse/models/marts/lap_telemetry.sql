-- Telemetry of laps by distance: each driver's best lap, and those that the var `telemetry_laps` asks for.
-- Grain: ten metres of a driver's lap. Key: season, round, session, driver_code, lap_number, row_number.
-- Sources: base_telemetry, int_ended_laps, track_outline. Units: m, ms, km/h, percent, 0.1 m.
-- The feed's own distance is not used: distance is summed up anew from speed and time, and then stretched so that the
-- lap has the outline's length, which takes away what the speed's rounding added. A lap more than a tenth off, as one
-- that was not finished, is left as it is. Speed, throttle and place are interpolated, brake, gear and DRS hold.
{%- set asked = var('telemetry_laps', []) %}

with best as (
    select
        t.season,
        t.round,
        t.session,
        t.driver_code,
        t.lap_number,
        row_number() over (
            partition by t.season, t.round, t.session, t.driver_code order by l.lap_time_ms, t.lap_number
        ) as choice
    from {{ ref('int_telemetry_laps') }} as t
    inner join {{ ref('int_ended_laps') }} as l
        on
            t.season = l.season and t.round = l.round and t.session = l.session and t.driver_code = l.driver_code
            and t.lap_number = l.lap_number
    where l.lap_time_ms is not null and not l.is_deleted and t.n_positions > 0
),

chosen as (
    select season, round, session, driver_code, lap_number
    from best
    where choice = 1
    {% if 'all' in asked %}
    union
    select season, round, session, driver_code, lap_number
    from {{ ref('int_telemetry_laps') }}
    where n_positions > 0
    {% elif asked %}
    union
    select season, round, session, driver_code, lap_number
    from {{ ref('int_telemetry_laps') }}
    where
        n_positions > 0
        and (
            driver_code || '-' || cast(lap_number as varchar) in ({{ quoted(asked) }})
            or cast(season as varchar) || '/' || cast(round as varchar) || '/'
            || case when session = 'race' then '' else session || '/' end || driver_code || '-'
            || cast(lap_number as varchar) in ({{ quoted(asked) }})
        )
    {% endif %}
),

lengths as (
    select season, round, session, max(length_m) as length_m
    from {{ ref('track_outline') }}
    group by season, round, session
),

samples as (
    select
        c.season,
        c.round,
        c.session,
        t.driver_code,
        t.lap_number,
        t.date_ms,
        t.speed_kmh,
        {{ smaller(larger('t.throttle_percent', '0'), '100') }} as throttle,
        t.is_braking,
        t.gear,
        -- The feed's own words for open are 10, 12 and 14; 8 means that it may be opened.
        case when t.drs in (1, 10, 12, 14) then 1 else 0 end as drs,
        t.x,
        t.y,
        row_number() over (
            partition by c.season, c.round, c.session, t.driver_code, t.lap_number, t.date_ms order by t.staged_row desc
        ) as newest
    from {{ ref('base_telemetry') }} as t
    inner join {{ ref('int_session_zeros') }} as z on t.zero_ms = z.zero_ms
    inner join {{ ref('int_sessions') }} as s on z.session_key = s.session_key
    inner join chosen as c
        on
            s.season = c.season and s.round = c.round and s.session = c.session and t.driver_code = c.driver_code
            and t.lap_number = c.lap_number
    where s.is_chosen
),

held as (
    select
        season,
        round,
        session,
        driver_code,
        lap_number,
        date_ms,
        {% for column in ['speed_kmh', 'throttle', 'is_braking', 'gear', 'x', 'y'] %}
        coalesce(
            last_value({{ column }} ignore nulls) over (
                partition by season, round, session, driver_code, lap_number order by date_ms
                rows between unbounded preceding and current row
            ),
            first_value({{ column }} ignore nulls) over (
                partition by season, round, session, driver_code, lap_number order by date_ms
                rows between current row and unbounded following
            )
        ) as {{ column }},
        {% endfor %}
        drs
    from samples
    where newest = 1
),

steps as (
    select
        *,
        lag(date_ms) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as last_date_ms,
        lag(speed_kmh) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as last_speed_kmh
    from held
),

driven as (
    select
        *,
        coalesce(sum((speed_kmh + last_speed_kmh) / 7200.0 * (date_ms - last_date_ms)) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
            rows between unbounded preceding and current row
        ), 0) as driven_m
    from steps
),

stretched as (
    select
        d.*,
        min(d.date_ms) over (partition by d.season, d.round, d.session, d.driver_code, d.lap_number) as start_date_ms,
        d.driven_m * case
            when
                abs(
                    max(d.driven_m) over (partition by d.season, d.round, d.session, d.driver_code, d.lap_number)
                    - l.length_m
                )
                <= 0.1 * l.length_m
                then
                    l.length_m
                    / max(d.driven_m) over (partition by d.season, d.round, d.session, d.driver_code, d.lap_number)
            else 1
        end as distance_m
    from driven as d
    left join lengths as l on d.season = l.season and d.round = l.round and d.session = l.session
),

pairs as (
    select
        *,
        lead(distance_m) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_m,
        lead(date_ms) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_date_ms,
        lead(speed_kmh) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_speed_kmh,
        lead(throttle) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_throttle,
        lead(x) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_x,
        lead(y) over (
            partition by season, round, session, driver_code, lap_number order by date_ms
        ) as next_y
    from stretched
),

rows_of as (
    select
        p.*,
        cast(n.value as integer) as row_number,
        (10 * cast(n.value as integer) - p.distance_m) / (p.next_m - p.distance_m) as share
    from pairs as p
    {{ each_number('cast(ceil(p.distance_m / 10) as bigint)', 'cast(ceil(p.next_m / 10) as bigint)', 'n') }}
    where p.next_m > p.distance_m
)

select
    season,
    round,
    session,
    driver_code,
    lap_number,
    cast(row_number as integer) as row_number,
    cast(10 * row_number as integer) as distance_m,
    start_date_ms,
    cast(round(date_ms + share * (next_date_ms - date_ms)) as bigint) - start_date_ms as time_ms,
    cast(round(speed_kmh + share * (next_speed_kmh - speed_kmh)) as integer) as speed_kmh,
    cast(round(coalesce(throttle + share * (next_throttle - throttle), 0)) as integer) as throttle_percent,
    case when is_braking then 1 else 0 end as brake,
    coalesce(gear, 0) as gear,
    drs,
    cast(round(x + share * (next_x - x)) as integer) as x,
    cast(round(y + share * (next_y - y)) as integer) as y
from rows_of
