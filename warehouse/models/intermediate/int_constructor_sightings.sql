-- What was told of a constructor at an event; round 0 is the season's list.
-- Grain: a constructor of an event. Key: constructor_id, event_id.
-- Sources: base_results, base_sprint_results, base_constructor_standings, base_constructors. Units: none.

with told as (
    {% for model, round, preference in [
        ('base_results', 'round', 0), ('base_sprint_results', 'round', 1),
        ('base_constructor_standings', 'round', 2), ('base_constructors', '0', 3)
    ] %}
    select
        season,
        {{ round }} as round,
        constructor_id,
        constructor_name,
        constructor_url,
        constructor_nationality,
        loaded_at,
        {{ preference }} as preference
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ranked as (
    select
        *,
        row_number() over (
            partition by constructor_id, season, round order by preference asc, loaded_at desc, constructor_url asc
        ) as choice
    from told
    where constructor_id is not null
)

select
    constructor_id,
    {{ event_id('season', 'round') }} as event_id,
    constructor_name,
    -- Where the address is one and the same, whichever the scheme, nothing has changed.
    replace(constructor_url, 'http://', 'https://') as constructor_url,
    constructor_nationality,
    loaded_at
from ranked
where choice = 1
