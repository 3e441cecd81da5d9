-- Records of the laps topic, typed.
-- Grain: a record. Key: staged_row. Source: stg_laps. Units: ms, km/h.
-- zero_ms is the session's zero, which lap start date and session time share; a lap without a date takes that of
-- the driver's dated lap before or after it in the order of staging, of which one may be of another session: the one
-- whose number is nearer. A driver without any takes it from whoever is beside. Each source is read by itself.

with records as (
    select
        {{ staged_row() }} as staged_row,
        {{ json_record('record_metadata', [['CreateTime', 'BIGINT'], ['topic', 'VARCHAR']]) }} as m,
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
        {{ json_value('m', 'topic', 'varchar') }} as source_name,
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
),

dated as (
    select
        *,
        start_date_ms - start_ms as own_zero_ms,
        case when start_date_ms is not null and start_ms is not null then lap_number end as dated_lap
    from typed
    where driver_code is not null and lap_number is not null
),

beside as (
    select
        *,
        last_value(own_zero_ms ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between unbounded preceding and current row
        ) as zero_before_ms,
        last_value(dated_lap ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between unbounded preceding and current row
        ) as lap_before,
        first_value(own_zero_ms ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between current row and unbounded following
        ) as zero_after_ms,
        first_value(dated_lap ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between current row and unbounded following
        ) as lap_after,
        coalesce(
            last_value(own_zero_ms ignore nulls) over (
                partition by source_name order by staged_row
                rows between unbounded preceding and current row
            ),
            first_value(own_zero_ms ignore nulls) over (
                partition by source_name order by staged_row
                rows between current row and unbounded following
            )
        ) as zero_of_others_ms
    from dated
)

select
    * exclude (
        source_name, own_zero_ms, dated_lap, zero_before_ms, lap_before, zero_after_ms, lap_after, zero_of_others_ms
    ),
    case
        when own_zero_ms is not null then own_zero_ms
        when lap_before is null and lap_after is null then zero_of_others_ms
        when lap_after is null then zero_before_ms
        when lap_before is null then zero_after_ms
        when abs(lap_after - lap_number) < abs(lap_before - lap_number) then zero_after_ms
        else zero_before_ms
    end as zero_ms
from beside
