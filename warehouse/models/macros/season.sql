{#- What objects of the season data say alike, whichever of them is staged. -#}

{#- Columns of a driver; `of` is the path to them with its dot. Drivers from before there were codes get the first
    three letters of their name. -#}
{% macro driver_columns(of='') -%}
    try_cast({{ json_text('record_content', of ~ 'permanentNumber') }} as integer) as permanent_number,
    coalesce(
        {{ json_text('record_content', of ~ 'code') }},
        upper(left({{ json_text('record_content', of ~ 'familyName') }}, 3))
    ) as driver_code,
    {{ json_text('record_content', of ~ 'url') }} as driver_url,
    {{ json_text('record_content', of ~ 'givenName') }} as given_name,
    {{ json_text('record_content', of ~ 'familyName') }} as family_name,
    try_cast({{ json_text('record_content', of ~ 'dateOfBirth') }} as date) as date_of_birth,
    {{ json_text('record_content', of ~ 'nationality') }} as driver_nationality
{%- endmacro %}

{#- Results of races or sprints from their staging table: a row a driver. `result_order` ranks everybody;
    `official_position` is null for whoever was not classified; a car that was taken out is not, whatever place the
    answer gives it. -#}
{% macro results_of(table, session) -%}
{%- set is_out = "(" ~ json_text('record_content', 'positionText') ~ " in ('D', 'E') or lower("
    ~ json_text('record_content', 'status') ~ ") in ('disqualified', 'excluded'))" -%}
select
    season,
    round,
    '{{ session }}' as session,
    driver_id,
    {{ driver_columns('Driver.') }},
    {{ json_text('record_content', 'Constructor.constructorId') }} as constructor_id,
    {{ json_text('record_content', 'Constructor.name') }} as constructor_name,
    {{ json_text('record_content', 'Constructor.url') }} as constructor_url,
    {{ json_text('record_content', 'Constructor.nationality') }} as constructor_nationality,
    try_cast({{ json_text('record_content', 'number') }} as integer) as driver_number,
    try_cast({{ json_text('record_content', 'position') }} as integer) as result_order,
    {{ json_text('record_content', 'positionText') }} as position_text,
    coalesce({{ is_out }}, false) as is_disqualified,
    case
        when not coalesce({{ is_out }}, false)
            then try_cast({{ json_text('record_content', 'positionText') }} as integer)
    end as official_position,
    try_cast({{ json_text('record_content', 'grid') }} as integer) as grid,
    try_cast({{ json_text('record_content', 'laps') }} as integer) as laps,
    {{ json_text('record_content', 'status') }} as status,
    try_cast({{ json_text('record_content', 'points') }} as double) as points,
    try_cast({{ json_text('record_content', 'Time.millis') }} as bigint) as time_ms,
    {{ ms_of_text(json_text('record_content', 'FastestLap.Time.time')) }} as best_lap_time_ms,
    try_cast({{ json_text('record_content', 'FastestLap.lap') }} as integer) as best_lap,
    loaded_at
from {{ source('staging', table) }}
{%- endmacro %}
