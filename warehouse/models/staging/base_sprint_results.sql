-- Official results of sprints.
-- Grain: a drive of a sprint. Key: season, round, driver_id, drive. Source: stg_jolpica_sprint_results. Units: ms.

{{ results_of('stg_jolpica_sprint_results', 'sprint') }}
