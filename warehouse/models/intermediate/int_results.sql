-- Official results of every session that has one: races, sprints and qualifying.
-- Grain: a drive of a session. Key: season, round, session, driver_id, drive; season, round, session, driver_code.
-- Sources: base_results, base_sprint_results, base_qualifying_results. Units: ms.
-- Of qualifying there are places and the best time of each part; nobody is classified by laps.

{% for model in ['base_results', 'base_sprint_results'] %}
select
    season,
    round,
    session,
    driver_id,
    drive,
    driver_code,
    driver_number,
    given_name,
    family_name,
    constructor_id,
    constructor_name,
    result_order,
    position_text,
    official_position,
    is_disqualified,
    official_outcome,
    grid,
    laps,
    status,
    points,
    time_ms,
    best_lap_time_ms,
    best_lap,
    cast(null as bigint) as q1_ms,
    cast(null as bigint) as q2_ms,
    cast(null as bigint) as q3_ms
from {{ ref(model) }}
union all
{% endfor %}
select
    season,
    round,
    session,
    driver_id,
    1 as drive,
    driver_code,
    driver_number,
    given_name,
    family_name,
    constructor_id,
    constructor_name,
    position as result_order,
    cast(position as varchar) as position_text,
    position as official_position,
    false as is_disqualified,
    case when position is not null then 'finished' else 'retired' end as official_outcome,
    cast(null as integer) as grid,
    cast(null as integer) as laps,
    cast(null as varchar) as status,
    cast(null as double) as points,
    cast(null as bigint) as time_ms,
    coalesce(q3_ms, q2_ms, q1_ms) as best_lap_time_ms,
    cast(null as integer) as best_lap,
    q1_ms,
    q2_ms,
    q3_ms
from {{ ref('base_qualifying_results') }}
