{{ config(materialized=added_to()) }}

-- Best laps of the parts of qualifying, as the timing topic says them.
-- Grain: a part of a record. Key: none. Source: stg_timing. Units: ms; null takes a time away.
-- Only added to: what stands behind the last of them is read.

with told as (
    select
        {{ json_text('s.record_content', 'Driver') }} as driver_code,
        {{ told_date('try_cast(' ~ json_text('s.record_content', 'Date') ~ ' as bigint)') }} as date_ms,
        {{ staged_row('s.') }} as staged_row,
        cast({{ json_index('p') }} as integer) as part,
        try_cast(cast(p.value as varchar) as bigint) as time_ms
    from {{ source('staging', 'stg_timing') }} as s
    {{ json_each('s.record_content', 'BestLaps', 'p') }}
    {% if is_incremental() %}
    where {{ staged_row('s.') }} > {{ staged_before(this, source('staging', 'stg_timing')) }}
    {% endif %}
)

select driver_code, date_ms, staged_row, part, time_ms
from told
where date_ms is not null
