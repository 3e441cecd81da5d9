-- Official results of races.
-- Grain: a drive of a race. Key: season, round, driver_id, drive. Source: stg_jolpica_results. Units: ms.

{{ results_of('stg_jolpica_results', 'race') }}
