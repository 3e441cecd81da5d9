-- Laps of sessions: of the timing where there is one, else of the season data, which has those of races alone.
-- Grain: a lap of a driver. Key: season, round, session, driver_code, lap_number.
-- Sources: base_laps, base_official_laps, base_official_pit_stops. Units: ms after the session's start, km/h.
-- A lap that began where the pit lane ends has no time of its own: what the timing tells then counts from the line
-- before, the stay in the garage included.
-- A lap that was begun and not ended has no end. An end is the next lap's start, which the feed corrects last, unless
-- a red flag lies between; the last lap's is its own start and time.

with timing as (
    select
        s.season,
        s.round,
        s.session,
        s.race_start_ms,
        l.*,
        coalesce(l.start_ms, l.start_date_ms - l.zero_ms) as own_start_ms,
        coalesce(l.pit_out_ms <= l.start_ms, false) as begins_in_lane,
        row_number() over (
            partition by s.season, s.round, s.session, l.driver_code, l.lap_number
            order by l.staged_row desc
        ) as newest
    from {{ ref('base_laps') }} as l
    inner join {{ ref('int_session_zeros') }} as z on l.zero_ms = z.zero_ms
    inner join {{ ref('int_sessions') }} as s on z.session_key = s.session_key
    where s.is_chosen
),

followed as (
    select
        *,
        case
            when
                lead(lap_number) over (partition by season, round, session, driver_code order by lap_number)
                = lap_number + 1
                then lead(own_start_ms) over (partition by season, round, session, driver_code order by lap_number)
        end as next_start_ms,
        case when begins_in_lane then null else lap_time_ms end as own_lap_time_ms,
        coalesce(
            case when lap_number > 1 and not begins_in_lane then own_start_ms + lap_time_ms end,
            sector3_end_ms,
            case when not begins_in_lane then own_start_ms + lap_time_ms end
        ) as own_end_ms
    from timing
    where newest = 1
),

of_timing as (
    select
        season,
        round,
        session,
        driver_code,
        lap_number,
        team_name,
        own_start_ms - race_start_ms as start_ms,
        case
            when next_start_ms is null then own_end_ms
            when own_end_ms is null then next_start_ms
            when abs(next_start_ms - own_end_ms) <= 2000 then next_start_ms
            else own_end_ms
        end - race_start_ms as end_ms,
        own_lap_time_ms as lap_time_ms,
        sector1_ms,
        sector2_ms,
        sector3_ms,
        speed_i1_kmh,
        speed_i2_kmh,
        speed_fl_kmh,
        speed_st_kmh,
        {{ compound_code('compound') }} as compound,
        tyre_life,
        is_fresh,
        driver_stint,
        pit_in_ms - race_start_ms as pit_in_ms,
        pit_out_ms - race_start_ms as pit_out_ms,
        pit_in_ms is not null as is_in_lap,
        pit_out_ms is not null as is_out_lap,
        track_status,
        position,
        is_deleted,
        deleted_reason,
        {{ timestamp_of_ms('create_ms') }} as last_updated,
        'timing' as told_by
    from followed
),

timed_rounds as (
    select distinct season, round, session from of_timing
),

official_stops as (
    select distinct season, round, driver_id, lap_number from {{ ref('base_official_pit_stops') }}
),

of_season as (
    select
        l.season,
        l.round,
        'race' as session,
        coalesce(r.driver_code, d.driver_code) as driver_code,
        l.lap_number,
        cast(null as varchar) as team_name,
        cast(sum(l.lap_time_ms) over (
            partition by l.season, l.round, l.driver_id order by l.lap_number
            rows between unbounded preceding and current row
        ) - l.lap_time_ms as bigint) as start_ms,
        cast(sum(l.lap_time_ms) over (
            partition by l.season, l.round, l.driver_id order by l.lap_number
            rows between unbounded preceding and current row
        ) as bigint) as end_ms,
        l.lap_time_ms,
        cast(null as bigint) as sector1_ms,
        cast(null as bigint) as sector2_ms,
        cast(null as bigint) as sector3_ms,
        cast(null as double) as speed_i1_kmh,
        cast(null as double) as speed_i2_kmh,
        cast(null as double) as speed_fl_kmh,
        cast(null as double) as speed_st_kmh,
        cast(null as varchar) as compound,
        cast(null as integer) as tyre_life,
        cast(null as boolean) as is_fresh,
        cast(null as integer) as driver_stint,
        cast(null as bigint) as pit_in_ms,
        cast(null as bigint) as pit_out_ms,
        p.lap_number is not null as is_in_lap,
        q.lap_number is not null as is_out_lap,
        cast(null as varchar) as track_status,
        l.position,
        cast(null as boolean) as is_deleted,
        cast(null as varchar) as deleted_reason,
        l.loaded_at as last_updated,
        'season' as told_by
    from {{ ref('base_official_laps') }} as l
    left join timed_rounds as t on l.season = t.season and l.round = t.round and t.session = 'race'
    left join {{ ref('int_results') }} as r
        on
            l.season = r.season and l.round = r.round and r.session = 'race' and l.driver_id = r.driver_id
            and r.drive = 1
    left join {{ ref('base_drivers') }} as d on l.season = d.season and l.driver_id = d.driver_id
    left join official_stops as p
        on
            l.season = p.season and l.round = p.round and l.driver_id = p.driver_id
            and l.lap_number = p.lap_number
    left join official_stops as q
        on
            l.season = q.season and l.round = q.round and l.driver_id = q.driver_id
            and l.lap_number = q.lap_number + 1
    where t.season is null
)

select * from of_timing
union all
select * from of_season
where driver_code is not null
