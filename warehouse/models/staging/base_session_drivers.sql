-- Drivers of the session topic's records; who is named later goes before who was named first, because after a
-- session the list may be overwritten with another series' drivers, with `_deleted` team names.
-- Grain: a driver of a session. Key: session_id, driver_code. Source: stg_session. Units: none.

with named as (
    select
        {{ json_text('s.record_content', 'Session') }} as session_id,
        {{ staged_row('s.') }} as staged_row,
        {{ json_text('d.value', 'Driver') }} as driver_code,
        try_cast({{ json_text('d.value', 'Number') }} as integer) as driver_number,
        {{ json_text('d.value', 'Name') }} as driver_name,
        {{ json_text('d.value', 'Team') }} as team_name,
        upper({{ json_text('d.value', 'Colour') }}) as colour,
        try_cast({{ json_text('d.value', 'GridPosition') }} as integer) as grid
    from {{ source('staging', 'stg_session') }} as s
    {{ json_each('s.record_content', 'Drivers', 'd') }}
),

kept as (
    select *
    from named
    where
        session_id is not null and driver_code is not null
        and not contains(coalesce(team_name, ''), '_deleted')
),

ranked as (
    select
        session_id,
        driver_code,
        {% for column in ['driver_number', 'driver_name', 'team_name', 'colour', 'grid'] %}
        first_value({{ column }} ignore nulls) over (
            partition by session_id, driver_code order by staged_row desc
            rows between unbounded preceding and unbounded following
        ) as {{ column }},
        {% endfor %}
        row_number() over (
            partition by session_id, driver_code order by staged_row desc
        ) as newest
    from kept
)

select session_id, driver_code, driver_number, driver_name, team_name, colour, grid
from ranked
where newest = 1
