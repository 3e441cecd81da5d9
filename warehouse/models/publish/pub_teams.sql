-- result.json, teams.
-- Grain: a team of a session. Key: season, round, session, team. Sources: int_result_index, int_entries. Units: six
-- hex digits.
-- Order: season, round, session, team.

select
    i.season,
    i.round,
    i.session,
    i.team,
    i.team_name as name,
    max(e.colour) as colour
from {{ ref('int_result_index') }} as i
inner join {{ ref('int_entries') }} as e
    on i.season = e.season and i.round = e.round and i.session = e.session and i.driver_code = e.driver_code
where i.team is not null
group by i.season, i.round, i.session, i.team, i.team_name
