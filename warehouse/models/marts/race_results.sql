-- How each driver's race or sprint ended: by the timing, officially, and what is shown.
-- Grain: a driver of a session. Key: season, round, session, driver_code.
-- Sources: int_entries, int_ended_laps, int_sessions, int_round_sessions, int_results, pit_stops. Units: ms, laps.
-- By the timing: cars that were still driving when the winner (most laps, first at the line) had finished, in the
-- order of laps and then of time at the line, are placed; others are out; who neither ended a lap nor moved did not
-- start. While a race goes on, whoever ended a lap within the last three minutes is driving; so is one who has not
-- crossed the line yet when the winner has, until three minutes later or the official result tells.
-- Shown is the timing's outcome, but for disqualified cars and for those classified though they did not see the flag.
-- A disqualified car stands last, whatever place the answer gives it, and nobody's gap is behind it.
-- Times and gaps are the official ones, penalties included, where there are any.

with laps as (
    select
        season,
        round,
        session,
        driver_code,
        max(lap_number) as laps,
        max(end_ms) as last_end_ms,
        min(case when not is_deleted then lap_time_ms end) as best_lap_time_ms
    from {{ ref('int_ended_laps') }}
    group by season, round, session, driver_code
),

best as (
    select l.season, l.round, l.session, l.driver_code, min(r.lap_number) as best_lap
    from laps as l
    inner join {{ ref('int_ended_laps') }} as r
        on
            l.season = r.season and l.round = r.round and l.session = r.session and l.driver_code = r.driver_code
            and l.best_lap_time_ms = r.lap_time_ms and not r.is_deleted
    group by l.season, l.round, l.session, l.driver_code
),

ranked as (
    select
        l.season,
        l.round,
        l.session,
        l.laps,
        l.last_end_ms,
        row_number() over (
            partition by l.season, l.round, l.session order by l.laps desc, l.last_end_ms asc, l.driver_code asc
        ) as place,
        -- Who was taken out of the result is nobody's reference.
        row_number() over (
            partition by l.season, l.round, l.session
            order by coalesce(o.is_disqualified, false) asc, l.laps desc, l.last_end_ms asc, l.driver_code asc
        ) as place_in_result
    from laps as l
    left join {{ ref('int_results') }} as o
        on l.season = o.season and l.round = o.round and l.session = o.session and l.driver_code = o.driver_code
),

winners as (
    select
        season,
        round,
        session,
        max(case when place = 1 then last_end_ms end) as first_end_ms,
        max(last_end_ms) as latest_end_ms,
        max(case when place_in_result = 1 then laps end) as winner_laps,
        max(case when place_in_result = 1 then last_end_ms end) as winner_end_ms
    from ranked
    group by season, round, session
),

ends as (
    -- The last that anybody told of a session, samples included: cars send them for long behind the line.
    select
        s.season,
        s.round,
        s.session,
        {{ larger('w.latest_end_ms', 's.last_date_ms - s.session_key - s.race_start_ms') }} as last_ms
    from winners as w
    inner join {{ ref('int_sessions') }} as s
        on w.season = s.season and w.round = s.round and w.session = s.session and s.is_chosen
),

stops as (
    select season, round, session, driver_code, count(*) as stops
    from {{ ref('pit_stops') }}
    group by season, round, session, driver_code
),

joined as (
    select
        e.season,
        e.round,
        e.session,
        e.driver_code,
        e.grid,
        r.has_laps,
        r.has_result,
        coalesce(l.laps, 0) as timing_laps,
        l.last_end_ms,
        l.best_lap_time_ms as timing_best_ms,
        b.best_lap as timing_best_lap,
        w.winner_laps,
        w.winner_end_ms,
        case
            when r.has_result then w.first_end_ms
            when r.is_over then {{ smaller('w.first_end_ms', 'n.last_ms - 180000') }}
            else w.latest_end_ms - 180000
        end as driving_since_ms,
        e.has_lap_record,
        e.has_moved,
        r.session_key is not null as has_session,
        o.driver_id is not null as is_official,
        o.result_order,
        o.official_position,
        o.laps as official_laps,
        o.status as official_status,
        o.time_ms as official_ms,
        o.points,
        o.best_lap_time_ms as official_best_ms,
        o.best_lap as official_best_lap,
        o.official_outcome,
        coalesce(s.stops, 0) as stops
    from {{ ref('int_entries') }} as e
    inner join {{ ref('int_round_sessions') }} as r
        on e.season = r.season and e.round = r.round and e.session = r.session
    left join laps as l
        on e.season = l.season and e.round = l.round and e.session = l.session and e.driver_code = l.driver_code
    left join best as b
        on e.season = b.season and e.round = b.round and e.session = b.session and e.driver_code = b.driver_code
    left join winners as w on e.season = w.season and e.round = w.round and e.session = w.session
    left join ends as n on e.season = n.season and e.round = n.round and e.session = n.session
    left join stops as s
        on e.season = s.season and e.round = s.round and e.session = s.session and e.driver_code = s.driver_code
    left join {{ ref('int_results') }} as o
        on e.season = o.season and e.round = o.round and e.session = o.session and e.driver_code = o.driver_code
    where {{ is_race('e.session') }}
),

judged as (
    select
        *,
        case
            when not has_laps then null
            when timing_laps > 0 and last_end_ms >= driving_since_ms then 'finished'
            when timing_laps > 0 then 'retired'
            -- Laps alone, as the season data has them, do not tell a car that stood from one that stopped.
            when not has_session then null
            when coalesce(has_moved, has_lap_record) then 'retired'
            else 'not_started'
        end as timing_outcome
    from joined
),

placed as (
    select
        *,
        case
            when timing_outcome = 'finished'
                then row_number() over (
                        partition by season, round, session, timing_outcome
                        order by timing_laps desc, last_end_ms asc, driver_code asc
                    )
        end as timing_position,
        case
            when official_outcome in ('disqualified', 'finished') then official_outcome
            else coalesce(timing_outcome, official_outcome, 'not_started')
        end as outcome
    from judged
),

ordered as (
    select
        *,
        row_number() over (
            partition by season, round, session
            order by
                case when outcome = 'disqualified' then 1 else 0 end asc,
                result_order asc nulls last,
                case when timing_position is null then 1 else 0 end asc,
                timing_position asc,
                case when timing_outcome = 'not_started' then 1 else 0 end asc,
                timing_laps desc,
                last_end_ms asc nulls last,
                grid asc nulls last,
                driver_code asc
        ) as result_number
    from placed
),

timed as (
    select
        *,
        case when outcome = 'finished' then coalesce(official_ms, last_end_ms) end as time_ms,
        min(case when outcome = 'finished' and result_number = 1 then official_ms end) over (
            partition by season, round, session
        ) as first_official_ms,
        case when has_laps then timing_laps else coalesce(official_laps, 0) end as laps,
        coalesce(
            winner_laps,
            max(case when outcome <> 'disqualified' then official_laps end) over (partition by season, round, session)
        ) as laps_of_winner
    from ordered
)

select
    season,
    round,
    session,
    driver_code,
    cast(result_number as integer) as result_number,
    cast(timing_position as integer) as timing_position,
    official_position,
    grid,
    outcome,
    timing_outcome,
    official_outcome,
    official_status,
    laps,
    official_laps,
    last_end_ms as timing_time_ms,
    official_ms as official_time_ms,
    time_ms,
    case
        when outcome <> 'finished' or laps < laps_of_winner or result_number = 1 then null
        when official_ms is not null then official_ms - first_official_ms
        else last_end_ms - winner_end_ms
    end as gap_ms,
    case when outcome = 'finished' and laps < laps_of_winner then laps_of_winner - laps end as laps_behind,
    cast(stops as integer) as stops,
    coalesce(timing_best_ms, official_best_ms) as best_lap_time_ms,
    case when timing_best_ms is not null then timing_best_lap else official_best_lap end as best_lap,
    points,
    is_official
from timed
