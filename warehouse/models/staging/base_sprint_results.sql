-- Official results of sprints.
-- Grain: a driver of a sprint. Key: season, round, driver_id. Source: stg_jolpica_sprint_results. Units: ms.

{{ results_of('stg_jolpica_sprint_results', 'sprint') }}
