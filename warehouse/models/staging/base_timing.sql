{{ config(materialized=added_to()) }}

-- What the timing topic says of the start: the grid.
-- Grain: a record with a grid position. Key: staged_row. Source: stg_timing. Units: ms.
-- Only added to: what stands behind the last of them is read.

with records as (
    select
        {{ staged_row() }} as staged_row,
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['Date', 'BIGINT'], ['GridPosition', 'INTEGER']
        ]) }} as r
    from {{ source('staging', 'stg_timing') }}
    {% if is_incremental() %}
    where {{ staged_row() }} > {{ staged_before(this, source('staging', 'stg_timing')) }}
    {% endif %}
),

typed as (
    select
        records.staged_row,
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        {{ told_date(json_value('r', 'Date', 'bigint')) }} as date_ms,
        {{ json_value('r', 'GridPosition', 'integer') }} as grid
    from records
)

select staged_row, driver_code, date_ms, grid
from typed
where driver_code is not null and date_ms is not null and grid is not null
