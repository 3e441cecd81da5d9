{{ config(materialized=added_to(), unique_key='staged_row') }}

-- Records of the laps topic, typed once.
-- Grain: a record. Key: staged_row. Source: stg_laps. Units: ms, km/h.
-- zero_ms is the session's zero, which lap start date and session time share; a lap without a date takes that of
-- the driver's dated lap before or after it in the order of staging, of which one may be of another session: the one
-- whose number is nearer. A driver without any takes it from whoever is beside. Each source is read by itself.
-- Of what is there already only a lap without a date may change, by the first dated lap of its driver behind it.

with fresh as (
    select
        {{ staged_row() }} as staged_row,
        record_metadata,
        record_content
    from {{ source('staging', 'stg_laps') }}
    {% if is_incremental() %}
    where {{ staged_row() }} > {{ staged_before(this, source('staging', 'stg_laps')) }}
    {% endif %}
),

records as (
    select
        staged_row,
        {{ json_record('record_metadata', [['CreateTime', 'BIGINT'], ['topic', 'VARCHAR']]) }} as m,
        {{ json_record('record_content', [
            ['Driver', 'VARCHAR'], ['LapNumber', 'DOUBLE'], ['LapTime', 'BIGINT'], ['Stint', 'DOUBLE'],
            ['PitOutTime', 'BIGINT'], ['PitInTime', 'BIGINT'],
            ['Sector1Time', 'BIGINT'], ['Sector2Time', 'BIGINT'], ['Sector3Time', 'BIGINT'],
            ['Sector3SessionTime', 'BIGINT'],
            ['SpeedI1', 'DOUBLE'], ['SpeedI2', 'DOUBLE'], ['SpeedFL', 'DOUBLE'], ['SpeedST', 'DOUBLE'],
            ['Compound', 'VARCHAR'], ['TyreLife', 'DOUBLE'], ['FreshTyre', 'BOOLEAN'], ['Team', 'VARCHAR'],
            ['LapStartTime', 'BIGINT'], ['LapStartDate', 'BIGINT'], ['TrackStatus', 'VARCHAR'],
            ['Position', 'DOUBLE'], ['Deleted', 'BOOLEAN'], ['DeletedReason', 'VARCHAR']
        ]) }} as r
    from fresh
),

typed as (
    select
        records.staged_row,
        coalesce({{ told_date(json_value('m', 'CreateTime', 'bigint')) }}, 0) as create_ms,
        {{ json_value('m', 'topic', 'varchar') }} as source_name,
        {{ json_value('r', 'Driver', 'varchar') }} as driver_code,
        {{ told_count(json_value('r', 'LapNumber', 'double')) }} as lap_number,
        {{ told_time(json_value('r', 'LapTime', 'bigint')) }} as lap_time_ms,
        {{ told_count(json_value('r', 'Stint', 'double')) }} as driver_stint,
        {{ told_time(json_value('r', 'PitOutTime', 'bigint')) }} as pit_out_ms,
        {{ told_time(json_value('r', 'PitInTime', 'bigint')) }} as pit_in_ms,
        {{ told_time(json_value('r', 'Sector1Time', 'bigint')) }} as sector1_ms,
        {{ told_time(json_value('r', 'Sector2Time', 'bigint')) }} as sector2_ms,
        {{ told_time(json_value('r', 'Sector3Time', 'bigint')) }} as sector3_ms,
        {{ told_time(json_value('r', 'Sector3SessionTime', 'bigint')) }} as sector3_end_ms,
        {{ told_measure(json_value('r', 'SpeedI1', 'double')) }} as speed_i1_kmh,
        {{ told_measure(json_value('r', 'SpeedI2', 'double')) }} as speed_i2_kmh,
        {{ told_measure(json_value('r', 'SpeedFL', 'double')) }} as speed_fl_kmh,
        {{ told_measure(json_value('r', 'SpeedST', 'double')) }} as speed_st_kmh,
        {{ json_value('r', 'Compound', 'varchar') }} as compound,
        {{ told_count(json_value('r', 'TyreLife', 'double')) }} as tyre_life,
        {{ json_value('r', 'FreshTyre', 'boolean') }} as is_fresh,
        {{ json_value('r', 'Team', 'varchar') }} as team_name,
        {{ told_time(json_value('r', 'LapStartTime', 'bigint')) }} as start_ms,
        {{ told_date(json_value('r', 'LapStartDate', 'bigint')) }} as start_date_ms,
        {{ json_value('r', 'TrackStatus', 'varchar') }} as track_status,
        {{ told_count(json_value('r', 'Position', 'double')) }} as position,
        {{ json_value('r', 'Deleted', 'boolean') }} as is_deleted,
        {{ json_value('r', 'DeletedReason', 'varchar') }} as deleted_reason
    from records
),

told as (
    select *, start_date_ms - start_ms as told_zero_ms
    from typed
    where driver_code is not null and lap_number is not null
),

{% if is_incremental() %}
last_dated as (
    select source_name, driver_code, max(case when told_zero_ms is not null then staged_row end) as staged_row
    from {{ this }}
    group by source_name, driver_code
),

-- Each driver's last dated lap, and those without a date behind it.
there as (
    select k.*
    from {{ this }} as k
    inner join last_dated as d on k.source_name is not distinct from d.source_name and k.driver_code = d.driver_code
    where k.staged_row >= coalesce(d.staged_row, 0)
),
{% endif %}

dated as (
    select
        *,
        case when told_zero_ms is not null then lap_number end as dated_lap
    from (
        select *, cast(null as bigint) as zero_there_ms, true as is_new from told
        {% if is_incremental() %}
        union all
        select * exclude (zero_ms), zero_ms as zero_there_ms, false as is_new from there
        {% endif %}
    ) as both_of_them
),

beside as (
    select
        *,
        last_value(told_zero_ms ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between unbounded preceding and current row
        ) as zero_before_ms,
        last_value(dated_lap ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between unbounded preceding and current row
        ) as lap_before,
        first_value(told_zero_ms ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between current row and unbounded following
        ) as zero_after_ms,
        first_value(dated_lap ignore nulls) over (
            partition by source_name, driver_code order by staged_row
            rows between current row and unbounded following
        ) as lap_after,
        coalesce(
            last_value(told_zero_ms ignore nulls) over (
                partition by source_name order by staged_row
                rows between unbounded preceding and current row
            ),
            first_value(told_zero_ms ignore nulls) over (
                partition by source_name order by staged_row
                rows between current row and unbounded following
            )
        ) as zero_of_others_ms
    from dated
),

judged as (
    select
        * exclude (dated_lap, zero_before_ms, lap_before, zero_after_ms, lap_after, zero_of_others_ms),
        case
            when told_zero_ms is not null then told_zero_ms
            -- Whom others told has been told for good, until a lap of the driver's own has a date.
            when lap_before is null and lap_after is null then coalesce(zero_there_ms, zero_of_others_ms)
            when lap_after is null then zero_before_ms
            when lap_before is null then zero_after_ms
            when abs(lap_after - lap_number) < abs(lap_before - lap_number) then zero_after_ms
            else zero_before_ms
        end as zero_ms
    from beside
)

select
    staged_row,
    create_ms,
    source_name,
    driver_code,
    lap_number,
    lap_time_ms,
    driver_stint,
    pit_out_ms,
    pit_in_ms,
    sector1_ms,
    sector2_ms,
    sector3_ms,
    sector3_end_ms,
    speed_i1_kmh,
    speed_i2_kmh,
    speed_fl_kmh,
    speed_st_kmh,
    compound,
    tyre_life,
    is_fresh,
    team_name,
    start_ms,
    start_date_ms,
    track_status,
    position,
    is_deleted,
    deleted_reason,
    told_zero_ms,
    zero_ms
from judged
where is_new or zero_ms is distinct from zero_there_ms
