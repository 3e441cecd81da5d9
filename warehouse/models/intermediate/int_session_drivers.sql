-- Who has telemetry in a session, and whether the car moved: one that never did stood at 0, 0, 0.
-- Grain: a driver of a session. Key: session_key, driver_code. Source: base_telemetry. Units: UTC ms.

select
    z.session_key,
    t.driver_code,
    count(*) as n_samples,
    min(t.date_ms) as first_date_ms,
    max(t.date_ms) as last_date_ms,
    coalesce(max(t.speed_kmh), 0) > 5 and count(t.x) > 0 as has_moved
from {{ ref('base_telemetry') }} as t
inner join {{ ref('int_session_zeros') }} as z on t.zero_ms = z.zero_ms
group by z.session_key, t.driver_code
