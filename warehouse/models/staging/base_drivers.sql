-- Drivers of a season; drivers from before there were codes get the first three letters of their name.
-- Grain: a driver of a season. Key: season, driver_id. Source: stg_jolpica_drivers. Units: none.

select
    season,
    driver_id,
    try_cast({{ json_text('record_content', 'permanentNumber') }} as integer) as permanent_number,
    coalesce(
        {{ json_text('record_content', 'code') }},
        upper(left({{ json_text('record_content', 'familyName') }}, 3))
    ) as driver_code,
    {{ json_text('record_content', 'url') }} as driver_url,
    {{ json_text('record_content', 'givenName') }} as given_name,
    {{ json_text('record_content', 'familyName') }} as family_name,
    try_cast({{ json_text('record_content', 'dateOfBirth') }} as date) as date_of_birth,
    {{ json_text('record_content', 'nationality') }} as driver_nationality,
    loaded_at
from {{ source('staging', 'stg_jolpica_drivers') }}
