-- Which session a zero belongs to. All records of a session share one zero; a millisecond or two apart is rounding.
-- Grain: a zero. Key: zero_ms. Sources: base_laps, base_telemetry. Units: UTC ms.
-- session_key is the smallest zero of those that lie within a minute of each other.

with zeros as (
    select zero_ms from {{ ref('base_laps') }}
    union
    select zero_ms from {{ ref('base_telemetry') }}
),

marked as (
    select
        zero_ms,
        case when zero_ms - lag(zero_ms) over (order by zero_ms) <= 60000 then 0 else 1 end as is_first
    from zeros
    where zero_ms is not null
),

numbered as (
    select
        zero_ms,
        sum(is_first) over (order by zero_ms rows between unbounded preceding and current row) as session_number
    from marked
)

select
    zero_ms,
    min(zero_ms) over (partition by session_number) as session_key
from numbered
