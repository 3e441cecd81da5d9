-- Penalties of a race or sprint, as race control told them.
-- Grain: a penalty of a driver. Key: season, round, session, driver_code, penalty.
-- Sources: base_penalties, int_sessions, int_entries, int_ended_laps. Units: the leader's laps; seconds of the penalty.
-- A car is found by the code in the message, or else by its number. The same words about the same car within five
-- minutes are one penalty told twice; later they are another. A penalty served is matched with those given by car,
-- kind and words, the first with the first. Where a message tells no lap, it is the leader's at that time.

with messages as (
    select
        s.season,
        s.round,
        s.session,
        p.date_ms,
        p.date_ms - s.session_key - s.race_start_ms as at_ms,
        p.lap_number,
        p.is_served,
        p.kind,
        p.seconds,
        p.reason,
        coalesce(c.driver_code, n.driver_code) as driver_code
    from {{ ref('base_penalties') }} as p
    inner join {{ ref('int_sessions') }} as s
        on
            p.session_id = s.session_id
            -- Without a session record: what was said in its time, or in the hour after it.
            or (s.session_id is null and p.date_ms between s.session_key and s.last_date_ms + 3600000)
    left join {{ ref('int_entries') }} as c
        on s.season = c.season and s.round = c.round and s.session = c.session and p.driver_code = c.driver_code
    left join {{ ref('int_entries') }} as n
        on s.season = n.season and s.round = n.round and s.session = n.session and p.driver_number = n.driver_number
    where s.is_chosen and {{ is_race('s.session') }}
),

compared as (
    select
        *,
        date_ms - lag(date_ms) over (
            partition by season, round, session, driver_code, is_served, kind, seconds, reason order by date_ms
        ) as since_same_ms
    from messages
    where driver_code is not null
),

leader as (
    select
        season,
        round,
        session,
        lap_number,
        end_ms,
        coalesce(lag(end_ms) over (partition by season, round, session order by lap_number), -86400000) as begin_ms,
        max(lap_number) over (partition by season, round, session) as last_lap
    from {{ ref('int_ended_laps') }}
    where line_order = 1 and end_ms is not null
),

last_laps as (
    select distinct season, round, session, last_lap from leader
),

placed as (
    select
        m.season,
        m.round,
        m.session,
        m.driver_code,
        m.date_ms,
        m.is_served,
        m.kind,
        m.seconds,
        m.reason,
        -- What is told after the flag belongs to the last lap.
        {{ larger(
            '1', smaller('coalesce(m.lap_number, l.lap_number, e.last_lap, 1)', 'coalesce(e.last_lap, 1)')
        ) }} as lap_number,
        row_number() over (
            partition by m.season, m.round, m.session, m.driver_code, m.is_served, m.kind, m.seconds
            order by m.date_ms, m.reason
        ) as of_kind,
        row_number() over (
            partition by m.season, m.round, m.session, m.driver_code, m.is_served, m.kind, m.seconds, m.reason
            order by m.date_ms
        ) as of_words
    from compared as m
    left join leader as l
        on
            m.season = l.season and m.round = l.round and m.session = l.session and m.at_ms > l.begin_ms
            and m.at_ms <= l.end_ms
    left join last_laps as e on m.season = e.season and m.round = e.round and m.session = e.session
    where m.since_same_ms is null or m.since_same_ms > 300000
),

served as (
    select * from placed
    where is_served
)

select
    g.season,
    g.round,
    g.session,
    g.driver_code,
    cast(row_number() over (
        partition by g.season, g.round, g.session, g.driver_code order by g.date_ms, g.kind, g.seconds, g.reason
    ) as integer) as penalty,
    g.lap_number,
    g.kind,
    g.seconds,
    g.reason,
    coalesce(w.lap_number, k.lap_number) as served_lap
from placed as g
left join served as w
    on
        g.season = w.season and g.round = w.round and g.session = w.session and g.driver_code = w.driver_code
        and g.kind = w.kind
        and coalesce(g.seconds, 0) = coalesce(w.seconds, 0) and g.reason = w.reason and g.of_words = w.of_words
left join served as k
    on
        g.season = k.season and g.round = k.round and g.session = k.session and g.driver_code = k.driver_code
        and g.kind = k.kind
        and coalesce(g.seconds, 0) = coalesce(k.seconds, 0) and k.reason is null and g.of_kind = k.of_kind
where not g.is_served
