-- Records of the laps topic, typed.
-- Grain: a record. Key: staged_row. Source: stg_laps. Units: ms, km/h.
-- zero_ms is the session's zero, which lap start date and session time share; a lap without a date takes that of
-- the driver's laps beside it, in the order of staging.

with records as (
    select
        {{ staged_row() }} as staged_row,
        {{ json_record('record_metadata', [['CreateTime', 'BIGINT']]) }} as m,
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['LapNumber', 'DOUBLE'], ['LapTime', 'BIGINT'], ['Stint', 'DOUBLE'],
            ['PitOutTime', 'BIGINT'], ['PitInTime', 'BIGINT'],
            ['Sector1Time', 'BIGINT'], ['Sector2Time', 'BIGINT'], ['Sector3Time', 'BIGINT'],
            ['Sector3SessionTime', 'BIGINT'],
            ['SpeedI1', 'DOUBLE'], ['SpeedI2', 'DOUBLE'], ['SpeedFL', 'DOUBLE'], ['SpeedST', 'DOUBLE'],
            ['Compound', 'VARCHAR'], ['TyreLife', 'DOUBLE'], ['FreshTyre', 'BOOLEAN'], ['Team', 'VARCHAR'],
            ['LapStartTime', 'BIGINT'], ['LapStartDate', 'BIGINT'], ['TrackStatus', 'VARCHAR'],
            ['Position', 'DOUBLE'], ['Deleted', 'BOOLEAN']
        ]) }} as r
    from {{ source('staging', 'stg_laps') }}
),

typed as (
    select
        records.staged_row,
        coalesce({{ json_value('m', 'CreateTime', 'bigint') }}, 0) as create_ms,
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        cast({{ json_value('r', 'LapNumber', 'double') }} as integer) as lap_number,
        {{ json_value('r', 'LapTime', 'bigint') }} as lap_time_ms,
        cast({{ json_value('r', 'Stint', 'double') }} as integer) as driver_stint,
        {{ json_value('r', 'PitOutTime', 'bigint') }} as pit_out_ms,
        {{ json_value('r', 'PitInTime', 'bigint') }} as pit_in_ms,
        {{ json_value('r', 'Sector1Time', 'bigint') }} as sector1_ms,
        {{ json_value('r', 'Sector2Time', 'bigint') }} as sector2_ms,
        {{ json_value('r', 'Sector3Time', 'bigint') }} as sector3_ms,
        {{ json_value('r', 'Sector3SessionTime', 'bigint') }} as sector3_end_ms,
        {{ json_value('r', 'SpeedI1', 'double') }} as speed_i1_kmh,
        {{ json_value('r', 'SpeedI2', 'double') }} as speed_i2_kmh,
        {{ json_value('r', 'SpeedFL', 'double') }} as speed_fl_kmh,
        {{ json_value('r', 'SpeedST', 'double') }} as speed_st_kmh,
        {{ json_value('r', 'Compound', 'varchar') }} as compound,
        cast({{ json_value('r', 'TyreLife', 'double') }} as integer) as tyre_life,
        {{ json_value('r', 'FreshTyre', 'boolean') }} as is_fresh,
        {{ json_value('r', 'Team', 'varchar') }} as team_name,
        {{ json_value('r', 'LapStartTime', 'bigint') }} as start_ms,
        {{ json_value('r', 'LapStartDate', 'bigint') }} as start_date_ms,
        {{ json_value('r', 'TrackStatus', 'varchar') }} as track_status,
        cast({{ json_value('r', 'Position', 'double') }} as integer) as position,
        {{ json_value('r', 'Deleted', 'boolean') }} as is_deleted
    from records
)

select
    *,
    coalesce(
        start_date_ms - start_ms,
        last_value(start_date_ms - start_ms ignore nulls) over (
            partition by driver_code order by staged_row
            rows between unbounded preceding and current row
        ),
        first_value(start_date_ms - start_ms ignore nulls) over (
            partition by driver_code order by staged_row
            rows between current row and unbounded following
        )
    ) as zero_ms
from typed
where driver_code is not null and lap_number is not null
