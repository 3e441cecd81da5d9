-- How fast teams were: quartiles of lap times, and whiskers at the farthest laps within one and a half boxes.
-- Grain: a team and filter. Key: season, round, session, filter, team_name. Source: int_counted_laps. Units: ms.

{{ boxes_by('team_name') }}
