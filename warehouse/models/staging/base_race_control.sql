-- Flags of the race control topic that concern the whole track.
-- Grain: a message. Key: session_id, date_ms, message. Source: stg_race_control. Units: ms.

with records as (
    select
        {{ json_record('record_content', [
            ['Session', 'VARCHAR'], ['Date', 'BIGINT'], ['Flag', 'VARCHAR'], ['Sector', 'INTEGER'],
            ['Driver', 'VARCHAR'], ['Message', 'VARCHAR']
        ]) }} as r
    from {{ source('staging', 'stg_race_control') }}
),

typed as (
    select
        {{ json_value('r', 'Session', 'varchar') }} as session_id,
        {{ told_date(json_value('r', 'Date', 'bigint')) }} as date_ms,
        {{ json_value('r', 'Flag', 'varchar') }} as flag,
        {{ json_value('r', 'Sector', 'integer') }} as sector,
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        coalesce({{ json_value('r', 'Message', 'varchar') }}, '') as message
    from records
)

select distinct session_id, date_ms, flag, message
from typed
where session_id is not null and date_ms is not null and flag is not null and sector is null and driver_code is null
