-- Laps that there is telemetry of, in the session that counts for its round.
-- Grain: a driver's lap. Key: season, round, session, driver_code, lap_number. Source: base_telemetry. Units: UTC ms,
-- 0.1 m.
-- The first sample of a lap stands at the line.

select
    s.season,
    s.round,
    s.session,
    t.driver_code,
    t.lap_number,
    count(*) as n_samples,
    count(t.x) as n_positions,
    min(t.date_ms) as first_date_ms,
    max(t.date_ms) as last_date_ms,
    min_by(t.x, t.date_ms) as line_x,
    min_by(t.y, t.date_ms) as line_y
from {{ ref('base_telemetry') }} as t
inner join {{ ref('int_session_zeros') }} as z on t.zero_ms = z.zero_ms
inner join {{ ref('int_sessions') }} as s on z.session_key = s.session_key
where s.is_chosen and t.lap_number is not null
group by s.season, s.round, s.session, t.driver_code, t.lap_number
