-- Gaps are not negative, and exactly one car ends each lap first.

select season, round, session, 'nobody ends lap ' || cast(lap_number as varchar) || ' first' as reason
from {{ ref('int_ended_laps') }}
group by season, round, session, lap_number
having min(gap_ms) <> 0
