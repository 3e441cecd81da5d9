-- Pit stops of the season data.
-- Grain: a stop of a driver. Key: season, round, driver_id, stop. Source: stg_jolpica_pit_stops. Units: ms.

select
    season,
    round,
    driver_id,
    stop,
    try_cast({{ json_text('record_content', 'lap') }} as integer) as lap_number,
    {{ ms_of_text(json_text('record_content', 'duration')) }} as duration_ms,
    loaded_at
from {{ source('staging', 'stg_jolpica_pit_stops') }}
