-- How fast drivers were: quartiles of lap times, and whiskers at the farthest laps within one and a half boxes.
-- Grain: a driver and filter. Key: season, round, session, filter, driver_code. Source: int_counted_laps. Units: ms.

{{ boxes_by('driver_code') }}
