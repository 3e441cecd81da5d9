-- Constructors' standings.
-- Grain: a constructor after a round. Key: season, round, constructor_id. Source: stg_jolpica_constructor_standings.
-- Units: points.

select
    season,
    round,
    constructor_id,
    {{ json_text('record_content', 'Constructor.name') }} as constructor_name,
    {{ json_text('record_content', 'Constructor.url') }} as constructor_url,
    {{ json_text('record_content', 'Constructor.nationality') }} as constructor_nationality,
    try_cast({{ json_text('record_content', 'position') }} as integer) as position,
    try_cast({{ json_text('record_content', 'points') }} as double) as points,
    try_cast({{ json_text('record_content', 'wins') }} as integer) as wins,
    loaded_at
from {{ source('staging', 'stg_jolpica_constructor_standings') }}
