-- track.json: outline and corners.
-- Grain: a point. Key: season, round, session, kind, point. Sources: track_outline, base_session_points, int_sessions.
-- Units: 0.1 m; length_m in m. Order: season, round, session, kind descending (outline first), point.
-- Corners come from a session record; without one there are none.

select season, round, session, 'outline' as kind, point, x, y, length_m
from {{ ref('track_outline') }}
union all
select
    s.season,
    s.round,
    s.session,
    'corner' as kind,
    p.point - 1 as point,
    cast(round(p.x) as integer) as x,
    cast(round(p.y) as integer) as y,
    l.length_m
from {{ ref('base_session_points') }} as p
inner join {{ ref('int_sessions') }} as s on p.session_id = s.session_id and s.is_chosen
inner join (
    select season, round, session, max(length_m) as length_m
    from {{ ref('track_outline') }}
    group by season, round, session
) as l on s.season = l.season and s.round = l.round and s.session = l.session
where p.kind = 'corner'
