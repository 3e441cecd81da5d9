-- Laps of which race control's last word was that they are deleted, or that they are given back.
-- Grain: a lap of a driver that race control named. Key: season, round, session, driver_code, lap_number.
-- Sources: base_deleted_laps, int_laps, int_sessions, int_entries. Units: none.
-- A message with a time means the lap of that time, the number beside it may be the lap in which it was told; one
-- without means the lap of its number. A car is found by the code in the message, or else by its number.

with messages as (
    select
        s.season,
        s.round,
        s.session,
        coalesce(c.driver_code, n.driver_code) as driver_code,
        d.date_ms,
        d.lap_number,
        d.lap_time_ms,
        d.is_deleted,
        d.reason
    from {{ ref('base_deleted_laps') }} as d
    inner join {{ ref('int_sessions') }} as s
        on
            d.session_id = s.session_id
            -- Without a session record: what was said in its time, or in the hour after it.
            or (s.session_id is null and d.date_ms between s.session_key and s.last_date_ms + 3600000)
    left join {{ ref('int_entries') }} as c
        on s.season = c.season and s.round = c.round and s.session = c.session and d.driver_code = c.driver_code
    left join {{ ref('int_entries') }} as n
        on s.season = n.season and s.round = n.round and s.session = n.session and d.driver_number = n.driver_number
    where s.is_chosen
),

matched as (
    select
        l.season,
        l.round,
        l.session,
        l.driver_code,
        l.lap_number,
        m.is_deleted,
        m.reason,
        row_number() over (
            partition by l.season, l.round, l.session, l.driver_code, l.lap_number
            order by m.date_ms desc, m.is_deleted asc
        ) as newest
    from messages as m
    inner join {{ ref('int_laps') }} as l
        on
            m.season = l.season and m.round = l.round and m.session = l.session and m.driver_code = l.driver_code
            and case
                when m.lap_time_ms is null or l.lap_time_ms is null then m.lap_number = l.lap_number
                else m.lap_time_ms = l.lap_time_ms and coalesce(abs(m.lap_number - l.lap_number) <= 1, true)
            end
)

select season, round, session, driver_code, lap_number, is_deleted, reason
from matched
where newest = 1
