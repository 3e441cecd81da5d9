-- Official results of races.
-- Grain: a driver of a race. Key: season, round, driver_id. Source: stg_jolpica_results. Units: ms.

{{ results_of('stg_jolpica_results', 'race') }}
