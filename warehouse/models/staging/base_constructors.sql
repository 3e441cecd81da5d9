-- Constructors of a season.
-- Grain: a constructor of a season. Key: season, constructor_id. Source: stg_jolpica_constructors. Units: none.

select
    season,
    constructor_id,
    {{ json_text('record_content', 'name') }} as constructor_name,
    {{ json_text('record_content', 'url') }} as constructor_url,
    {{ json_text('record_content', 'nationality') }} as constructor_nationality,
    loaded_at
from {{ source('staging', 'stg_jolpica_constructors') }}
