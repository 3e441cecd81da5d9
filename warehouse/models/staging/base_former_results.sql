-- Official results of races, sprints and qualifying as they were before another answer of the season data.
-- Grain: a version of a driver's result that was replaced. Key: none. Source: stg_jolpica_former. Units: ms.
-- Of qualifying there are places alone, as int_results has it.

with former as (
    select
        season,
        round,
        case resource
            when 'results' then 'race'
            when 'sprint_results' then 'sprint'
            else 'qualifying'
        end as session,
        id as driver_id,
        coalesce({{ json_text('record_content', 'number') }}, '') as car,
        {{ official_columns() }},
        try_cast({{ json_text('record_content', 'position') }} as integer) as position,
        {{ ms_of_timestamp('replaced_at') }} as replaced_ms
    from {{ source('staging', 'stg_jolpica_former') }}
    where resource in ('results', 'sprint_results', 'qualifying_results')
)

select
    season,
    round,
    session,
    driver_id,
    car,
    is_disqualified,
    case when session = 'qualifying' then position else official_position end as official_position,
    case
        when session <> 'qualifying' then official_outcome
        when position is not null then 'finished'
        else 'retired'
    end as official_outcome,
    points,
    time_ms,
    replaced_ms
from former
