{{ config(materialized=added_to()) }}

-- What the timing topic says of the tyres that a car has on.
-- Grain: a record with a compound or an age. Key: staged_row. Source: stg_timing. Units: ms; laps.
-- Only added to: what stands behind the last of them is read.

with records as (
    select
        {{ staged_row() }} as staged_row,
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['Date', 'BIGINT'], ['Compound', 'VARCHAR'], ['TyreLife', 'INTEGER']
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
        {{ json_value('r', 'Compound', 'varchar') }} as compound,
        {{ json_value('r', 'TyreLife', 'integer') }} as tyre_life
    from records
)

select staged_row, driver_code, date_ms, compound, tyre_life
from typed
where driver_code is not null and date_ms is not null and coalesce(compound, cast(tyre_life as varchar)) is not null
