{#- What objects of the season data say alike, whichever of them is staged. -#}

{#- Columns of a driver; `of` is the path to them with its dot. The staging table is `s`. -#}
{% macro driver_columns(of='', drive=none) -%}
    try_cast({{ json_text('record_content', of ~ 'permanentNumber') }} as integer) as permanent_number,
    {{ driver_code(of) }}{% if drive %} || case when {{ drive }} = 1 then '' else '/' || cast({{ drive }} as varchar) end{% endif %} as driver_code,
    {{ json_text('record_content', of ~ 'url') }} as driver_url,
    {{ json_text('record_content', of ~ 'givenName') }} as given_name,
    {{ json_text('record_content', of ~ 'familyName') }} as family_name,
    try_cast({{ json_text('record_content', of ~ 'dateOfBirth') }} as date) as date_of_birth,
    {{ json_text('record_content', of ~ 'nationality') }} as driver_nationality
{%- endmacro %}

{#- The code that is told of a driver; before there were codes the first three letters of the name. -#}
{% macro told_code(table, of) -%}
    coalesce(
        {{ json_text(table ~ 'record_content', of ~ 'code') }},
        upper(left(coalesce({{ json_text(table ~ 'record_content', of ~ 'familyName') }}, {{ table }}driver_id), 3))
    )
{%- endmacro %}

{#- What the driver of a row of `s` is called: as told, but no two drivers of a season alike. -#}
{% macro driver_code(of) -%}
    (
        select max(c.driver_code)
        from {{ ref('base_driver_codes') }} as c
        where s.season = c.season and s.driver_id = c.driver_id and c.told_code = {{ told_code('s.', of) }}
    )
{%- endmacro %}

{#- What the officials say of how a race ended for a driver. -#}
{% macro official_columns() -%}
    coalesce({{ is_taken_out() }}, false) as is_disqualified,
    case
        when not coalesce({{ is_taken_out() }}, false)
            then try_cast({{ json_text('record_content', 'positionText') }} as integer)
    end as official_position,
    case
        when {{ is_taken_out() }} then 'disqualified'
        when try_cast({{ json_text('record_content', 'positionText') }} as integer) is not null then 'finished'
        when
            {{ json_text('record_content', 'positionText') }} in ('W', 'F')
            or lower({{ json_text('record_content', 'status') }}) like 'did not %'
            then 'not_started'
        else 'retired'
    end as official_outcome,
    try_cast({{ json_text('record_content', 'points') }} as double) as points,
    try_cast({{ json_text('record_content', 'Time.millis') }} as bigint) as time_ms
{%- endmacro %}

{#- Whether a car was taken out of the result. -#}
{% macro is_taken_out() -%}
    (
        {{ json_text('record_content', 'positionText') }} in ('D', 'E')
        or lower({{ json_text('record_content', 'status') }}) in ('disqualified', 'excluded')
    )
{%- endmacro %}

{#- Results of races or sprints from their staging table: a row a drive. Who drove two cars has two, and is called
    "ABC" in the better placed one and "ABC/2" in the other. `result_order` ranks everybody;
    `official_position` is null for whoever was not classified; a car that was taken out is not, whatever place the
    answer gives it. -#}
{% macro results_of(table, session) -%}
with numbered as (
    select
        *,
        cast(row_number() over (
            partition by season, round, driver_id
            order by try_cast({{ json_text('record_content', 'position') }} as integer) asc nulls last, car asc
        ) as integer) as drive
    from {{ source('staging', table) }}
)

select
    season,
    round,
    '{{ session }}' as session,
    driver_id,
    drive,
    {{ driver_columns('Driver.', 'drive') }},
    {{ json_text('record_content', 'Constructor.constructorId') }} as constructor_id,
    {{ json_text('record_content', 'Constructor.name') }} as constructor_name,
    {{ json_text('record_content', 'Constructor.url') }} as constructor_url,
    {{ json_text('record_content', 'Constructor.nationality') }} as constructor_nationality,
    try_cast({{ json_text('record_content', 'number') }} as integer) as driver_number,
    try_cast({{ json_text('record_content', 'position') }} as integer) as result_order,
    {{ json_text('record_content', 'positionText') }} as position_text,
    {{ official_columns() }},
    try_cast({{ json_text('record_content', 'grid') }} as integer) as grid,
    try_cast({{ json_text('record_content', 'laps') }} as integer) as laps,
    {{ json_text('record_content', 'status') }} as status,
    {{ ms_of_text(json_text('record_content', 'FastestLap.Time.time')) }} as best_lap_time_ms,
    try_cast({{ json_text('record_content', 'FastestLap.lap') }} as integer) as best_lap,
    loaded_at
from numbered as s
{%- endmacro %}
