-- What the timing topic says of the start: the grid.
-- Grain: a record with a grid position. Key: none. Source: stg_timing. Units: ms.

with records as (
    select
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['Date', 'BIGINT'], ['GridPosition', 'INTEGER']
        ]) }} as r
    from {{ source('staging', 'stg_timing') }}
),

typed as (
    select
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        {{ json_value('r', 'Date', 'bigint') }} as date_ms,
        {{ json_value('r', 'GridPosition', 'integer') }} as grid
    from records
)

select driver_code, date_ms, grid
from typed
where driver_code is not null and date_ms is not null and grid is not null
