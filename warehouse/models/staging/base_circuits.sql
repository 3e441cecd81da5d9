-- Circuits: those listed, and those of rounds that are listed nowhere else.
-- Grain: a circuit. Key: circuit_id. Sources: stg_jolpica_circuits, stg_jolpica_events. Units: none.

with listed as (
    select
        circuit_id,
        {{ json_text('record_content', 'circuitName') }} as circuit_name,
        {{ json_text('record_content', 'url') }} as circuit_url,
        {{ json_text('record_content', 'Location.country') }} as country,
        {{ json_text('record_content', 'Location.locality') }} as locality,
        loaded_at,
        0 as preference
    from {{ source('staging', 'stg_jolpica_circuits') }}
    union all
    select circuit_id, circuit_name, circuit_url, country, locality, loaded_at, 1 as preference
    from {{ ref('base_events') }}
    where circuit_id is not null
),

ranked as (
    select
        *,
        row_number() over (
            partition by circuit_id order by preference asc, loaded_at desc, circuit_name asc, circuit_url asc
        ) as choice
    from listed
)

select circuit_id, circuit_name, circuit_url, country, locality, loaded_at
from ranked
where choice = 1
