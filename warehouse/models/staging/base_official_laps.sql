-- Laps of the season data, for races that no timing was recorded of.
-- Grain: a lap of a driver. Key: season, round, driver_id, lap_number. Source: stg_jolpica_laps. Units: ms.

select
    season,
    round,
    driver_id,
    lap as lap_number,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    {{ ms_of_text(json_text('record_content', 'time')) }} as lap_time_ms,
    loaded_at
from {{ source('staging', 'stg_jolpica_laps') }}
