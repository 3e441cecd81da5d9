-- Gaps are not negative, and exactly one car ends each lap first.

select season, round, session, lap_number, min(gap_ms) as smallest_gap_ms
from {{ ref('int_race_laps') }}
group by season, round, session, lap_number
having min(gap_ms) <> 0
