-- Official results of races and sprints as they were before another answer of the season data.
-- Grain: a version of a driver's result that was replaced. Key: none. Source: stg_jolpica_former. Units: ms.

select
    season,
    round,
    case resource when 'results' then 'race' else 'sprint' end as session,
    id as driver_id,
    coalesce({{ json_text('record_content', 'number') }}, '') as car,
    {{ official_columns() }},
    {{ ms_of_timestamp('replaced_at') }} as replaced_ms
from {{ source('staging', 'stg_jolpica_former') }}
where resource in ('results', 'sprint_results')
