-- Drivers' standings. A driver who changed team has several constructors; the last is the present one.
-- Grain: a driver after a round. Key: season, round, driver_id. Source: stg_jolpica_driver_standings. Units: points.

select
    season,
    round,
    driver_id,
    try_cast({{ json_text('record_content', 'Driver.permanentNumber') }} as integer) as permanent_number,
    coalesce(
        {{ json_text('record_content', 'Driver.code') }},
        upper(left({{ json_text('record_content', 'Driver.familyName') }}, 3))
    ) as driver_code,
    {{ json_text('record_content', 'Driver.url') }} as driver_url,
    {{ json_text('record_content', 'Driver.givenName') }} as given_name,
    {{ json_text('record_content', 'Driver.familyName') }} as family_name,
    try_cast({{ json_text('record_content', 'Driver.dateOfBirth') }} as date) as date_of_birth,
    {{ json_text('record_content', 'Driver.nationality') }} as driver_nationality,
    {{ json_last('record_content', 'Constructors', 'constructorId') }} as constructor_id,
    {{ json_last('record_content', 'Constructors', 'name') }} as constructor_name,
    {{ json_last('record_content', 'Constructors', 'url') }} as constructor_url,
    {{ json_last('record_content', 'Constructors', 'nationality') }} as constructor_nationality,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    try_cast({{ json_text('record_content', 'points') }} as double) as points,
    try_cast({{ json_text('record_content', 'wins') }} as integer) as wins,
    loaded_at
from {{ source('staging', 'stg_jolpica_driver_standings') }}
