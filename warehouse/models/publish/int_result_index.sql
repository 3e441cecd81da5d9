-- Places of drivers and teams in a race's documents: others point to them by these.
-- Grain: a driver of a round. Key: season, round, driver_code. Sources: race_results, int_entries. Units: from 0.
-- Drivers stand in the order of the result, teams in that of their best placed driver.

with drivers as (
    select
        r.season,
        r.round,
        r.driver_code,
        r.result_number - 1 as driver,
        e.team_name,
        case
            when e.team_name is not null
                then min(r.result_number) over (partition by r.season, r.round, e.team_name)
        end as first_of_team
    from {{ ref('race_results') }} as r
    inner join {{ ref('int_entries') }} as e
        on r.season = e.season and r.round = e.round and r.driver_code = e.driver_code
),

ranked as (
    select
        *,
        dense_rank() over (partition by season, round order by first_of_team nulls last) as team_rank
    from drivers
)

select
    season,
    round,
    driver_code,
    driver,
    team_name,
    cast(case when team_name is not null then team_rank - 1 end as integer) as team
from ranked
