-- Who took part in a round, and for which team.
-- Grain: a driver of a round. Key: season, round, session, driver_code.
-- Sources: int_results, base_laps, base_session_drivers, int_session_drivers, base_timing, int_driver_sightings,
-- team_colours. Units: none.
-- Names are those of the session: the laps' team before the season data's ("Racing Bulls", not "RB F1 Team").
-- The constructor is the one of that round. Safety cars (241 to 243) are nobody.

with chosen as (
    select * from {{ ref('int_sessions') }}
    where is_chosen
),

lap_teams as (
    select
        s.season,
        s.round,
        s.session,
        l.driver_code,
        max_by(l.team_name, case when l.team_name is not null then l.lap_number end) as team_name
    from {{ ref('base_laps') }} as l
    inner join {{ ref('int_session_zeros') }} as z on l.zero_ms = z.zero_ms
    inner join chosen as s on z.session_key = s.session_key
    group by s.season, s.round, s.session, l.driver_code
),

recorded as (
    select s.season, s.round, s.session, d.driver_code, d.driver_number, d.driver_name, d.team_name, d.colour, d.grid
    from {{ ref('base_session_drivers') }} as d
    inner join chosen as s on d.session_id = s.session_id
),

moving as (
    select s.season, s.round, s.session, d.driver_code, d.has_moved
    from {{ ref('int_session_drivers') }} as d
    inner join chosen as s on d.session_key = s.session_key
),

grids as (
    select s.season, s.round, s.session, g.driver_code, min_by(g.grid, g.date_ms) as grid
    from {{ ref('base_timing') }} as g
    inner join chosen as s on g.date_ms between s.session_key and s.last_date_ms
    group by s.season, s.round, s.session, g.driver_code
),

everybody as (
    select season, round, session, driver_code from lap_teams
    union
    select season, round, session, driver_code from recorded
    union
    select season, round, session, driver_code from moving
    union
    select season, round, session, driver_code from {{ ref('int_results') }}
    union
    select season, round, session, driver_code from {{ ref('int_laps') }}
    where told_by = 'season'
),

-- Without a result of that round: the constructor of the last event before it, or else of the first after it.
seen as (
    select
        e.season,
        e.round,
        e.session,
        e.driver_code,
        s.constructor_id,
        row_number() over (
            partition by e.season, e.round, e.session, e.driver_code
            order by
                case when s.round <= e.round then 0 else 1 end,
                abs(e.round - s.round),
                s.driver_id
        ) as nearness
    from everybody as e
    inner join {{ ref('int_driver_sightings') }} as s
        on e.season = s.season and e.driver_code = s.driver_code
    where s.constructor_id is not null and e.round > 0
),

joined as (
    select
        e.season,
        e.round,
        e.session,
        e.driver_code,
        coalesce(o.driver_id, i.driver_id) as driver_id,
        coalesce(o.driver_number, r.driver_number) as driver_number,
        coalesce(
            o.given_name || ' ' || o.family_name, r.driver_name, p.given_name || ' ' || p.family_name, e.driver_code
        ) as driver_name,
        coalesce(o.constructor_id, c.constructor_id, st.constructor_id) as constructor_id,
        coalesce(l.team_name, r.team_name) as session_team,
        coalesce(o.constructor_name, n.constructor_name) as constructor_name,
        r.colour as session_colour,
        coalesce(o.grid, r.grid, g.grid) as grid,
        l.driver_code is not null as has_lap_record,
        m.has_moved
    from everybody as e
    left join {{ ref('int_results') }} as o
        on e.season = o.season and e.round = o.round and e.session = o.session and e.driver_code = o.driver_code
    left join lap_teams as l
        on e.season = l.season and e.round = l.round and e.session = l.session and e.driver_code = l.driver_code
    left join recorded as r
        on e.season = r.season and e.round = r.round and e.session = r.session and e.driver_code = r.driver_code
    left join moving as m
        on e.season = m.season and e.round = m.round and e.session = m.session and e.driver_code = m.driver_code
    left join grids as g
        on e.season = g.season and e.round = g.round and e.session = g.session and e.driver_code = g.driver_code
    left join seen as st
        on
            e.season = st.season and e.round = st.round and e.session = st.session and e.driver_code = st.driver_code
            and st.nearness = 1
    left join {{ ref('int_driver_ids') }} as i
        on e.season = i.season and i.round is null and e.driver_code = i.driver_code
    left join {{ ref('base_drivers') }} as p
        on e.season = p.season and coalesce(o.driver_id, i.driver_id) = p.driver_id
    left join {{ ref('team_colours') }} as c
        on e.season = c.season and coalesce(l.team_name, r.team_name) = c.team_name
    left join {{ ref('base_constructors') }} as n
        on e.season = n.season and st.constructor_id = n.constructor_id
    where e.driver_code not in ('241', '242', '243')
),

-- A driver without a lap takes the name under which the team's other car ran.
teamed as (
    select
        *,
        coalesce(
            session_team,
            max(session_team) over (partition by season, round, session, constructor_id),
            constructor_name
        ) as team_name
    from joined
)

select
    t.season,
    t.round,
    t.session,
    t.driver_code,
    t.driver_id,
    t.driver_number,
    t.driver_name,
    t.constructor_id,
    t.team_name,
    coalesce(
        max(t.session_colour) over (partition by t.season, t.round, t.session, t.team_name), c.colour, d.colour
    ) as colour,
    t.grid,
    t.has_lap_record,
    t.has_moved
from teamed as t
left join {{ ref('team_colours') }} as c on t.season = c.season and t.team_name = c.team_name
left join {{ ref('team_colours') }} as d on t.season = d.season and t.constructor_id = d.constructor_id
