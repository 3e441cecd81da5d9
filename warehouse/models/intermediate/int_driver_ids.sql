-- The season data's name of a driver's code: of the round's result, else of the season's list.
-- Grain: a code of a round. Key: season, round, driver_code; round is null for the season's list.
-- Sources: base_results, base_driver_standings, base_drivers. Units: none.
-- A code is bound to its season: numbers and codes move between drivers from year to year.

with named as (
    select season, round, driver_code, driver_id, 0 as preference from {{ ref('base_results') }}
    union all
    select season, round, driver_code, driver_id, 1 as preference from {{ ref('base_driver_standings') }}
    union all
    select season, null as round, driver_code, driver_id, 2 as preference from {{ ref('base_drivers') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by season, round, driver_code order by preference, driver_id
        ) as choice
    from named
    where driver_code is not null
)

select season, round, driver_code, driver_id
from ranked
where choice = 1
