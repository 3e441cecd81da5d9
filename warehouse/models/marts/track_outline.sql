-- The circuit as a closed line from the start line in driving direction, a point every ten metres.
-- Grain: a point. Key: season, round, session, point. Source: int_track_path. Units: 0.1 m; distance_m and length_m in
-- m.
-- Between two path points runs a cubic whose tangents follow the points around it, weighed by their distances
-- (Catmull-Rom over chord length), in 16 steps; along these the line is measured.

with path as (
    select
        *,
        count(*) over (partition by season, round, session) as n_points,
        first_value(x) over (partition by season, round, session order by point) as first_x,
        first_value(y) over (partition by season, round, session order by point) as first_y,
        last_value(x) over (
            partition by season, round, session order by point rows between unbounded preceding and unbounded following
        ) as final_x,
        last_value(y) over (
            partition by season, round, session order by point rows between unbounded preceding and unbounded following
        ) as final_y
    from {{ ref('int_track_path') }}
),

closed as (
    select
        season,
        round,
        session,
        point,
        x,
        y,
        line_x,
        line_y,
        coalesce(lag(x) over (partition by season, round, session order by point), final_x) as x0,
        coalesce(lag(y) over (partition by season, round, session order by point), final_y) as y0,
        coalesce(lead(x) over (partition by season, round, session order by point), first_x) as x2,
        coalesce(lead(y) over (partition by season, round, session order by point), first_y) as y2
    from path
    where n_points >= 20
),

measured as (
    select
        *,
        sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0)) as before,
        sqrt((x2 - x) * (x2 - x) + (y2 - y) * (y2 - y)) as after
    from closed
),

tangents as (
    select
        *,
        (x2 - x0) / (before + after) as tangent_x,
        (y2 - y0) / (before + after) as tangent_y
    from measured
    where before + after > 0
),

ends as (
    select
        *,
        first_value(tangent_x) over (partition by season, round, session order by point) as first_tangent_x,
        first_value(tangent_y) over (partition by season, round, session order by point) as first_tangent_y
    from tangents
),

segments as (
    select
        season,
        round,
        session,
        point,
        line_x,
        line_y,
        x,
        y,
        x2,
        y2,
        tangent_x * after as m_x,
        tangent_y * after as m_y,
        coalesce(
            lead(tangent_x) over (partition by season, round, session order by point), first_tangent_x
        ) * after as n_x,
        coalesce(
            lead(tangent_y) over (partition by season, round, session order by point), first_tangent_y
        ) * after as n_y
    from ends
),

steps as (
    select s.*, cast(n.value as integer) / 16.0 as t, s.point * 16 + cast(n.value as integer) as step
    from segments as s
    {{ each_number(0, 16, 'n') }}
),

fine as (
    select
        season,
        round,
        session,
        step,
        line_x,
        line_y,
        (2 * t * t * t - 3 * t * t + 1) * x + (t * t * t - 2 * t * t + t) * m_x
        + (3 * t * t - 2 * t * t * t) * x2 + (t * t * t - t * t) * n_x as x,
        (2 * t * t * t - 3 * t * t + 1) * y + (t * t * t - 2 * t * t + t) * m_y
        + (3 * t * t - 2 * t * t * t) * y2 + (t * t * t - t * t) * n_y as y
    from steps
),

paired as (
    select
        *,
        coalesce(
            lead(x) over (partition by season, round, session order by step),
            first_value(x) over (partition by season, round, session order by step)
        ) as next_x,
        coalesce(
            lead(y) over (partition by season, round, session order by step),
            first_value(y) over (partition by season, round, session order by step)
        ) as next_y,
        row_number() over (
            partition by season, round, session
            order by (x - line_x) * (x - line_x) + (y - line_y) * (y - line_y) nulls last, step
        ) as nearness
    from fine
),

turned as (
    -- The point nearest to the line comes first.
    select
        *,
        sqrt((next_x - x) * (next_x - x) + (next_y - y) * (next_y - y)) as chord,
        case
            when step >= min(case when nearness = 1 then step end) over (partition by season, round, session) then 0
            else 1
        end as lap
    from paired
),

along as (
    select
        *,
        sum(chord) over (
            partition by season, round, session order by lap, step rows between unbounded preceding and current row
        ) as s1,
        sum(chord) over (partition by season, round, session) as length
    from turned
)

select
    a.season,
    a.round,
    a.session,
    cast(n.value as integer) as point,
    cast(10 * cast(n.value as integer) as integer) as distance_m,
    cast(round(a.x + (a.next_x - a.x) * (100 * cast(n.value as integer) - (a.s1 - a.chord)) / a.chord) as integer) as x,
    cast(round(a.y + (a.next_y - a.y) * (100 * cast(n.value as integer) - (a.s1 - a.chord)) / a.chord) as integer) as y,
    round(coalesce(s.circuit_length_m, a.length / 10), 1) as length_m
from along as a
left join {{ ref('int_sessions') }} as s
    on a.season = s.season and a.round = s.round and a.session = s.session and s.is_chosen
{{ each_number('cast(ceil((a.s1 - a.chord) / 100) as bigint)', 'cast(ceil(a.s1 / 100) as bigint)', 'n') }}
where a.chord > 0
