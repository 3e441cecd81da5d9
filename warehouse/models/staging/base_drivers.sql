-- Drivers of a season.
-- Grain: a driver of a season. Key: season, driver_id. Source: stg_jolpica_drivers. Units: none.

select
    season,
    driver_id,
    {{ driver_columns() }},
    loaded_at
from {{ source('staging', 'stg_jolpica_drivers') }} as s
