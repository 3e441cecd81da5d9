-- qualifying.json, parts.
-- Grain: a part of a session. Key: season, round, session, part. Source: qualifying_parts. Units: cars, ms.
-- Order: season, round, session, part.

select season, round, session, part, places, cut_off_ms as cut_off
from {{ ref('qualifying_parts') }}
