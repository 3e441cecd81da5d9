-- Drivers' standings. A driver who changed team has several constructors; the last is the present one.
-- Grain: a driver after a round. Key: season, round, driver_id. Source: stg_jolpica_driver_standings. Units: points.

select
    season,
    round,
    driver_id,
    {{ driver_columns('Driver.') }},
    {{ json_last('record_content', 'Constructors', 'constructorId') }} as constructor_id,
    {{ json_last('record_content', 'Constructors', 'name') }} as constructor_name,
    {{ json_last('record_content', 'Constructors', 'url') }} as constructor_url,
    {{ json_last('record_content', 'Constructors', 'nationality') }} as constructor_nationality,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    try_cast({{ json_text('record_content', 'points') }} as double) as points,
    try_cast({{ json_text('record_content', 'wins') }} as integer) as wins,
    loaded_at
from {{ source('staging', 'stg_jolpica_driver_standings') }} as s
