-- result.json, periods.
-- Grain: a period. Key: season, round, session, kind, first_lap. Source: race_periods. Units: the leader's laps.
-- Order: season, round, session, first_lap, kind.

select season, round, session, kind, first_lap, last_lap
from {{ ref('race_periods') }}
