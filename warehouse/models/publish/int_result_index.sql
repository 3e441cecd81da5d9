-- Places of drivers and teams in a session's documents: others point to them by these.
-- Grain: a driver of a round. Key: season, round, session, driver_code. Sources: race_results, timed_results,
-- int_entries.
-- Units: from 0.
-- Drivers stand in the order of the result, teams in that of their best placed driver.

with placed as (
    select season, round, session, driver_code, result_number from {{ ref('race_results') }}
    union all
    select season, round, session, driver_code, result_number from {{ ref('timed_results') }}
),

drivers as (
    select
        r.season,
        r.round,
        r.session,
        r.driver_code,
        r.result_number - 1 as driver,
        e.team_name,
        case
            when e.team_name is not null
                then min(r.result_number) over (partition by r.season, r.round, r.session, e.team_name)
        end as first_of_team
    from placed as r
    inner join {{ ref('int_entries') }} as e
        on r.season = e.season and r.round = e.round and r.session = e.session and r.driver_code = e.driver_code
),

ranked as (
    select
        *,
        dense_rank() over (partition by season, round, session order by first_of_team nulls last) as team_rank
    from drivers
)

select
    season,
    round,
    session,
    driver_code,
    driver,
    team_name,
    cast(case when team_name is not null then team_rank - 1 end as integer) as team
from ranked
