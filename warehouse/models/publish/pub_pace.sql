-- pace.json: boxes of teams and drivers.
-- Grain: a box. Key: season, round, session, filter, kind, "of". Sources: team_pace, driver_pace, int_result_index.
-- Units: ms.
-- Order: season, round, session, filter_number, kind descending (teams first), median, "of".

with teams as (
    select distinct season, round, session, team_name, team from {{ ref('int_result_index') }}
),

boxes as (
    select
        p.season, p.round, p.session, p.filter, 'team' as kind, t.team as "of", p.n_laps as n,
        p.whisker_low_ms, p.q1_ms, p.median_ms, p.q3_ms, p.whisker_high_ms
    from {{ ref('team_pace') }} as p
    inner join teams as t
        on p.season = t.season and p.round = t.round and p.session = t.session and p.team_name = t.team_name
    union all
    select
        p.season, p.round, p.session, p.filter, 'driver' as kind, i.driver as "of", p.n_laps as n,
        p.whisker_low_ms, p.q1_ms, p.median_ms, p.q3_ms, p.whisker_high_ms
    from {{ ref('driver_pace') }} as p
    inner join {{ ref('int_result_index') }} as i
        on p.season = i.season and p.round = i.round and p.session = i.session and p.driver_code = i.driver_code
)

select
    season,
    round,
    session,
    filter,
    case filter when 'all' then 0 when 'green' then 1 when 'dry' then 2 else 3 end as filter_number,
    kind,
    "of",
    n,
    cast(whisker_low_ms as double) as whisker_low,
    cast(q1_ms as double) as q1,
    cast(median_ms as double) as median,
    cast(q3_ms as double) as q3,
    cast(whisker_high_ms as double) as whisker_high
from boxes
