-- What each driver is called in a season: no two drivers alike.
-- Grain: a code that is told of a driver in a season. Key: season, driver_id, told_code; season, driver_code.
-- Sources: stg_jolpica_drivers, stg_jolpica_results, stg_jolpica_sprint_results, stg_jolpica_qualifying_results,
-- stg_jolpica_driver_standings. Units: none.
-- The code that the season data gives; drivers from before there were codes have the first three letters of their
-- name. Of drivers who would have the same one, the first by id has it, the others with a number: MOR, MOR2.

with told as (
    {% for table, of in [
        ('stg_jolpica_drivers', ''), ('stg_jolpica_results', 'Driver.'), ('stg_jolpica_sprint_results', 'Driver.'),
        ('stg_jolpica_qualifying_results', 'Driver.'), ('stg_jolpica_driver_standings', 'Driver.')
    ] %}
    select
        season,
        driver_id,
        {{ told_code('', of) }} as told_code,
        case when {{ json_text('record_content', of ~ 'code') }} is null then 1 else 0 end as is_made_up
    from {{ source('staging', table) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

named as (
    select season, driver_id, told_code, min(is_made_up) as is_made_up
    from told
    group by season, driver_id, told_code
),

ranked as (
    select
        *,
        row_number() over (partition by season, told_code order by is_made_up, driver_id) as choice
    from named
)

select
    season,
    driver_id,
    told_code,
    told_code || case when choice = 1 then '' else cast(choice as varchar) end as driver_code
from ranked
