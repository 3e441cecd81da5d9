-- Constructors with their history (slowly changing, type 2).
-- Grain: a constructor as it was from one event on. Key: sk_constructor (constructor_id, valid_from).
-- Source: int_constructor_sightings. Units: events as "2025-01" (season, round); UTC timestamps.
-- valid_to is the event from which the next version holds; null is the present one.

with versions as (
    {{ versions_of('int_constructor_sightings', 'constructor_id', [
        'constructor_name', 'constructor_url', 'constructor_nationality'
    ]) }}
)

select
    {{ surrogate_key(['constructor_id', 'valid_from']) }} as sk_constructor,
    constructor_id,
    constructor_name,
    constructor_url,
    constructor_nationality,
    last_updated,
    valid_from,
    valid_to,
    valid_to is null as is_current
from versions
