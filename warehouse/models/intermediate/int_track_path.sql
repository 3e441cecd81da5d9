-- Points of the circuit in driving order, as far as they were told or measured.
-- Grain: a point. Key: season, round, session, point. Sources: base_session_points, base_telemetry, int_ended_laps.
-- Units: 0.1 m.
-- A session record's outline goes first. Without one, the fastest clean lap's measured positions: those of which X
-- and Y are both whole, because half of all positions are interpolated between two of them, which cuts corners.

with told as (
    select s.season, s.round, s.session, p.point, p.x, p.y
    from {{ ref('base_session_points') }} as p
    inner join {{ ref('int_sessions') }} as s on p.session_id = s.session_id
    where s.is_chosen and p.kind = 'outline'
),

clean as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        row_number() over (
            partition by l.season, l.round, l.session
            order by case when l.counts > 1 then 0 else 1 end, l.lap_time_ms, l.driver_code, l.lap_number
        ) as choice
    from {{ ref('int_ended_laps') }} as l
    inner join {{ ref('int_telemetry_laps') }} as t
        on
            l.season = t.season and l.round = t.round and l.session = t.session and l.driver_code = t.driver_code
            and l.lap_number = t.lap_number
    where l.lap_time_ms is not null and l.lap_number > 1 and t.n_positions >= 100
),

lines as (
    -- Where cars were when a clean lap began: the median of many, since a position's stamp may be off by 0.1 s.
    select
        l.season,
        l.round,
        l.session,
        {{ quantile('t.line_x', 0.5) }} as line_x,
        {{ quantile('t.line_y', 0.5) }} as line_y
    from {{ ref('int_ended_laps') }} as l
    inner join {{ ref('int_telemetry_laps') }} as t
        on
            l.season = t.season and l.round = t.round and l.session = t.session and l.driver_code = t.driver_code
            and l.lap_number = t.lap_number
    where l.counts > 1 and t.line_x is not null
    group by l.season, l.round, l.session
),

positions as (
    select
        s.season,
        s.round,
        s.session,
        t.date_ms,
        t.x,
        t.y,
        t.x = floor(t.x) and t.y = floor(t.y) as is_measured,
        row_number() over (partition by s.season, s.round, s.session, t.date_ms order by t.staged_row desc) as newest
    from {{ ref('base_telemetry') }} as t
    inner join {{ ref('int_session_zeros') }} as z on t.zero_ms = z.zero_ms
    inner join {{ ref('int_sessions') }} as s on z.session_key = s.session_key
    inner join clean as c
        on
            s.season = c.season and s.round = c.round and s.session = c.session and t.driver_code = c.driver_code
            and t.lap_number = c.lap_number
    where s.is_chosen and c.choice = 1 and t.x is not null
),

counted as (
    select
        *,
        sum(case when is_measured then 1 else 0 end) over (partition by season, round, session) as n_measured
    from positions
    where newest = 1
),

measured as (
    select
        season,
        round,
        session,
        row_number() over (partition by season, round, session order by date_ms) as point,
        x,
        y
    from counted
    -- A source that rounds nothing, or everything, tells no halves apart.
    where is_measured or n_measured < 100
),

joined as (
    select season, round, session, point, x, y, null as line_x, null as line_y from told
    union all
    select m.season, m.round, m.session, m.point, m.x, m.y, l.line_x, l.line_y
    from measured as m
    left join lines as l on m.season = l.season and m.round = l.round and m.session = l.session
    left join (select distinct season, round, session from told) as t
        on m.season = t.season and m.round = t.round and m.session = t.session
    where t.season is null
),

stepped as (
    select
        *,
        lag(x) over (partition by season, round, session order by point) as last_x,
        lag(y) over (partition by season, round, session order by point) as last_y
    from joined
)

select
    season,
    round,
    session,
    row_number() over (partition by season, round, session order by point) as point,
    x,
    y,
    line_x,
    line_y
from stepped
-- A point on top of the one before has no direction.
where last_x is null or abs(x - last_x) + abs(y - last_y) >= 5
