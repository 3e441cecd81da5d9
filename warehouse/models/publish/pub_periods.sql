-- race.json, periods.
-- Grain: a period. Key: season, round, kind, first_lap. Source: race_periods. Units: the leader's laps.
-- Order: season, round, first_lap, kind.

select season, round, kind, first_lap, last_lap
from {{ ref('race_periods') }}
