-- standings.json of a season: both championships, round by round.
-- Grain: a driver or constructor after a round. Key: season, round, kind, id.
-- Sources: base_driver_standings, base_constructor_standings, base_events, team_colours. Units: points, which may be
-- fractional. Order: season, kind descending (drivers first), present_position, id, round.
-- Races and sprints left are those after the last round with standings; a weekend counts in both when it has both.

with lines as (
    select
        season, round, 'driver' as kind, driver_id as who, driver_code as id,
        given_name || ' ' || family_name as name, constructor_name as team, constructor_id, position, points, wins
    from {{ ref('base_driver_standings') }}
    union all
    select
        season, round, 'constructor' as kind, constructor_id as who, constructor_id as id,
        constructor_name as name, constructor_name as team, constructor_id, position, points, wins
    from {{ ref('base_constructor_standings') }}
),

latest as (
    select season, kind, max(round) as last_round, max(max(round)) over (partition by season) as season_round
    from lines
    group by season, kind
),

-- Name and team are those of the latest round that has the driver.
present as (
    select
        l.season,
        l.kind,
        l.who,
        max_by(l.id, l.round) as id,
        max_by(l.name, l.round) as name,
        max_by(l.team, l.round) as team,
        max_by(l.constructor_id, l.round) as constructor_id,
        max(case when l.round = t.last_round then l.position end) as last_position
    from lines as l
    inner join latest as t on l.season = t.season and l.kind = t.kind
    group by l.season, l.kind, l.who
),

placed as (
    select
        *,
        cast(row_number() over (
            partition by season, kind order by last_position nulls last, id
        ) as integer) as present_position
    from present
),

remaining as (
    select
        t.season,
        count(e.round) as races_left,
        count(e.sprint_at) as sprints_left
    from (select distinct season, season_round from latest) as t
    left join {{ ref('base_events') }} as e on t.season = e.season and t.season_round < e.round
    group by t.season
)

select
    l.season,
    l.round,
    l.kind,
    p.id,
    p.name,
    p.team,
    c.colour,
    l.position,
    l.points,
    l.wins,
    p.present_position,
    cast(r.races_left as integer) as races_left,
    cast(r.sprints_left as integer) as sprints_left
from lines as l
inner join placed as p on l.season = p.season and l.kind = p.kind and l.who = p.who
inner join remaining as r on l.season = r.season
left join {{ ref('team_colours') }} as c on l.season = c.season and p.constructor_id = c.constructor_id
