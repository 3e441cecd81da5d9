{{ config(materialized=added_to()) }}

-- Records of the telemetry topic, typed once: their JSON is most of what a build costs.
-- Grain: a record, also when it was published twice. Key: staged_row. Source: stg_telemetry.
-- Units: ms, km/h, percent, 0.1 m. A gear outside 0 to 8 and a position of 0, 0, 0 mean "none" and are null here.
-- A record whose date cannot be has none, and is of no session.
-- Only added to: staging only grows, and what is new stands behind what is there. Where staging has shrunk it was
-- made anew, and everything is read again; those who read this model take the newest record of each date.
-- No filter stands here: it would be pushed below the parsing, and all JSON would be read twice.

with fresh as (
    select
        {{ staged_row() }} as staged_row,
        record_content
    from {{ source('staging', 'stg_telemetry') }}
    {% if is_incremental() %}
    where {{ staged_row() }} > {{ staged_before(this, source('staging', 'stg_telemetry')) }}
    {% endif %}
),

parsed as (
    select
        staged_row,
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['Date', 'BIGINT'], ['SessionTime', 'BIGINT'], ['Lap', 'DOUBLE'],
            ['Speed', 'DOUBLE'], ['RPM', 'DOUBLE'], ['nGear', 'INTEGER'], ['Throttle', 'DOUBLE'],
            ['Brake', 'BOOLEAN'], ['DRS', 'INTEGER'], ['X', 'DOUBLE'], ['Y', 'DOUBLE'], ['Z', 'DOUBLE']
        ]) }} as r
    from fresh
),

typed as (
    select
        parsed.staged_row,
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        {{ told_date(json_value('r', 'Date', 'bigint')) }} as date_ms,
        {{ told_time(json_value('r', 'SessionTime', 'bigint')) }} as session_ms,
        {{ told_count(json_value('r', 'Lap', 'double')) }} as lap_number,
        {{ told_measure(json_value('r', 'Speed', 'double')) }} as speed_kmh,
        {{ told_measure(json_value('r', 'RPM', 'double')) }} as rpm,
        {{ json_value('r', 'nGear', 'integer') }} as gear,
        {{ told_measure(json_value('r', 'Throttle', 'double')) }} as throttle_percent,
        {{ json_value('r', 'Brake', 'boolean') }} as is_braking,
        {{ json_value('r', 'DRS', 'integer') }} as drs,
        {{ told_measure(json_value('r', 'X', 'double')) }} as x,
        {{ told_measure(json_value('r', 'Y', 'double')) }} as y,
        {{ told_measure(json_value('r', 'Z', 'double')) }} as z
    from parsed
)

select
    staged_row,
    driver_code,
    date_ms,
    date_ms - session_ms as zero_ms,
    lap_number,
    speed_kmh,
    rpm,
    case when gear between 0 and 8 then gear end as gear,
    throttle_percent,
    is_braking,
    drs,
    case when x <> 0 or y <> 0 or z <> 0 then x end as x,
    case when x <> 0 or y <> 0 or z <> 0 then y end as y
from typed
