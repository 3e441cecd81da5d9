-- What was told of a driver at an event; round 0 is the season's list, which does not tell the constructor: the
-- first one of the season stands in.
-- Grain: a driver of an event. Key: driver_id, event_id.
-- Sources: base_results, base_sprint_results, base_driver_standings, base_drivers. Units: none.

with told as (
    {% for model, round, constructor, preference in [
        ('base_results', 'round', 'constructor_id', 0), ('base_sprint_results', 'round', 'constructor_id', 1),
        ('base_driver_standings', 'round', 'constructor_id', 2), ('base_drivers', '0', 'cast(null as varchar)', 3)
    ] %}
    select
        season,
        {{ round }} as round,
        driver_id,
        permanent_number,
        driver_code,
        driver_url,
        given_name,
        family_name,
        date_of_birth,
        driver_nationality,
        {{ constructor }} as constructor_id,
        loaded_at,
        {{ preference }} as preference
    from {{ ref(model) }}
    {% if preference < 2 %}where drive = 1{% endif %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ranked as (
    select
        *,
        row_number() over (
            partition by driver_id, season, round order by preference asc, loaded_at desc, driver_url asc
        ) as choice
    from told
    where driver_id is not null
),

chosen as (
    select
        *,
        lead(constructor_id) over (partition by driver_id, season order by round) as next_constructor_id
    from ranked
    where choice = 1
)

select
    driver_id,
    {{ event_id('season', 'round') }} as event_id,
    permanent_number,
    driver_code,
    replace(driver_url, 'http://', 'https://') as driver_url,
    given_name,
    family_name,
    date_of_birth,
    driver_nationality,
    coalesce(constructor_id, next_constructor_id) as constructor_id,
    season,
    round,
    loaded_at
from chosen
