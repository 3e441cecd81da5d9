-- Official results of qualifying.
-- Grain: a driver of a qualifying. Key: season, round, driver_id. Source: stg_jolpica_qualifying_results. Units: ms.

select
    season,
    round,
    driver_id,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    {{ ms_of_text(json_text('record_content', 'Q1')) }} as q1_ms,
    {{ ms_of_text(json_text('record_content', 'Q2')) }} as q2_ms,
    {{ ms_of_text(json_text('record_content', 'Q3')) }} as q3_ms,
    loaded_at
from {{ source('staging', 'stg_jolpica_qualifying_results') }}
