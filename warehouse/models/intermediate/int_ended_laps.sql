-- Ended laps with everything the charts ask of a lap: place, gap, tyres, and what it counts for.
-- Grain: an ended lap of a driver. Key: season, round, session, driver_code, lap_number.
-- Sources: int_laps, int_lap_stints, int_deleted_laps, int_results. Units: ms after the race's start, ms.
-- A gap at the line is behind the first who ended the lap of that number; the interval is behind the car that ended
-- it just before. Both stay usable for lapped cars. A car that was taken out of the result is nobody's reference, and
-- has neither; its place is the one that it drove in.
-- Places at a lap's end are 1 to n of those that ended it, in the order of the places told: who was out in that lap
-- may have been counted ahead. Where those and the line differ by more than 150 ms, the line is
-- right, as on the board.
-- counts holds a bit a filter: 1 every lap with a time that stands; 2 green: known to be without safety car, virtual
-- safety car and red flag, and without in-, out- and first laps; 4 green and on slicks; 8 green and on intermediates
-- or wets. A deleted lap counts for nothing; what for is in the stewards' words.

with laps as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        l.start_ms,
        l.end_ms,
        l.lap_time_ms,
        l.sector1_ms,
        l.sector2_ms,
        l.sector3_ms,
        l.speed_i1_kmh,
        l.speed_i2_kmh,
        l.speed_fl_kmh,
        l.speed_st_kmh,
        s.compound,
        s.tyre_life,
        s.is_fresh,
        s.stint,
        l.pit_in_ms,
        l.pit_out_ms,
        l.is_in_lap,
        l.is_out_lap,
        l.track_status,
        l.position as told_position,
        l.told_by,
        coalesce(o.is_disqualified, false) as is_taken_out,
        coalesce(d.is_deleted, l.is_deleted, false) as is_deleted,
        {% set told = stewards_words('l.deleted_reason') %}
        coalesce(d.reason, {{ deleted_for(told, otherwise=told) }}) as deleted_reason,
        row_number() over (
            partition by l.season, l.round, l.session, l.lap_number
            order by l.end_ms, l.position nulls last, l.driver_code
        ) as line_order
    from {{ ref('int_laps') }} as l
    inner join {{ ref('int_lap_stints') }} as s
        on
            l.season = s.season and l.round = s.round and l.session = s.session and l.driver_code = s.driver_code
            and l.lap_number = s.lap_number
    left join {{ ref('int_deleted_laps') }} as d
        on
            l.season = d.season and l.round = d.round and l.session = d.session and l.driver_code = d.driver_code
            and l.lap_number = d.lap_number
    left join {{ ref('int_results') }} as o
        on l.season = o.season and l.round = o.round and l.session = o.session and l.driver_code = o.driver_code
),

told as (
    select
        *,
        row_number() over (
            partition by season, round, session, lap_number order by told_position nulls last, line_order
        ) as told_order
    from laps
),

judged as (
    select
        t.*,
        t.lap_time_ms is not null and not t.is_deleted as has_time,
        t.lap_number > 1 and not t.is_in_lap and not t.is_out_lap and t.track_status is not null
        and not {{ status_has('t.track_status', ['4', '5', '6', '7']) }} as is_green,
        -- The season data's laps have no line of their own: their places are the officials'.
        t.told_by = 'season' or max(abs(t.end_ms - o.end_ms)) over (
            partition by t.season, t.round, t.session, t.lap_number
        ) <= 150 as is_told_right,
        count(t.told_position) over (partition by t.season, t.round, t.session, t.lap_number) as n_told,
        count(*) over (partition by t.season, t.round, t.session, t.lap_number) as n_ended
    from told as t
    inner join laps as o
        on
            t.season = o.season and t.round = o.round and t.session = o.session and t.lap_number = o.lap_number
            and t.told_order = o.line_order
)

select
    season,
    round,
    session,
    driver_code,
    lap_number,
    start_ms,
    end_ms,
    lap_time_ms,
    sector1_ms,
    sector2_ms,
    sector3_ms,
    speed_i1_kmh,
    speed_i2_kmh,
    speed_fl_kmh,
    speed_st_kmh,
    compound,
    tyre_life,
    is_fresh,
    stint,
    pit_in_ms,
    pit_out_ms,
    is_in_lap,
    is_out_lap,
    track_status,
    told_by,
    is_deleted,
    case when is_deleted then deleted_reason end as deleted_reason,
    line_order,
    case when n_told = n_ended and is_told_right then told_order else line_order end as position,
    case
        when not is_taken_out
            then end_ms - min(end_ms) over (partition by season, round, session, lap_number, is_taken_out)
    end as gap_ms,
    case
        when not is_taken_out
            then end_ms - lag(end_ms) over (
                    partition by season, round, session, lap_number, is_taken_out order by line_order
                )
    end as interval_ms,
    case when has_time then 1 else 0 end
    + case when has_time and is_green then 2 else 0 end
    + case when has_time and is_green and compound not in ('I', 'W') then 4 else 0 end
    + case when has_time and is_green and compound in ('I', 'W') then 8 else 0 end as counts
from judged
