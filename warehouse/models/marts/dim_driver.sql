-- Drivers with their history (slowly changing, type 2): code, number, name and constructor as they were.
-- Grain: a driver as they were from one event on. Key: sk_driver (driver_id, valid_from).
-- Sources: int_driver_sightings, dim_constructor. Units: events as "2025-01" (season, round); UTC timestamps.
-- valid_to is the event from which the next version holds; null is the present one. sk_constructor is the
-- constructor's version of the event from which the driver's holds.

with versions as (
    {{ versions_of('int_driver_sightings', 'driver_id', [
        'permanent_number', 'driver_code', 'driver_url', 'given_name', 'family_name', 'date_of_birth',
        'driver_nationality', 'constructor_id'
    ]) }}
)

select
    {{ surrogate_key(['v.driver_id', 'v.valid_from']) }} as sk_driver,
    v.driver_id,
    v.permanent_number as driver_permanent_number,
    v.driver_code,
    v.driver_url,
    v.given_name as driver_given_name,
    v.family_name as driver_family_name,
    v.date_of_birth as driver_date_of_birth,
    v.driver_nationality,
    c.sk_constructor,
    v.last_updated,
    v.valid_from,
    v.valid_to,
    v.valid_to is null as is_current
from versions as v
left join {{ ref('dim_constructor') }} as c
    on
        v.constructor_id = c.constructor_id
        and v.valid_from >= c.valid_from
        and (c.valid_to is null or v.valid_from < c.valid_to)
