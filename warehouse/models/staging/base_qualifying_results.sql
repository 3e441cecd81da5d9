-- Official results of qualifying.
-- Grain: a driver of a qualifying. Key: season, round, driver_id. Source: stg_jolpica_qualifying_results. Units: ms.

select
    season,
    round,
    'qualifying' as session,
    driver_id,
    {{ driver_columns('Driver.') }},
    {{ json_text('record_content', 'Constructor.constructorId') }} as constructor_id,
    {{ json_text('record_content', 'Constructor.name') }} as constructor_name,
    try_cast({{ json_text('record_content', 'number') }} as integer) as driver_number,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    {{ ms_of_text(json_text('record_content', 'Q1')) }} as q1_ms,
    {{ ms_of_text(json_text('record_content', 'Q2')) }} as q2_ms,
    {{ ms_of_text(json_text('record_content', 'Q3')) }} as q3_ms,
    loaded_at
from {{ source('staging', 'stg_jolpica_qualifying_results') }} as s
