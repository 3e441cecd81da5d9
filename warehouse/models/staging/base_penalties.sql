-- Penalties that race control told, and that they were served.
-- Grain: a message. Key: session_id, date_ms, message. Source: stg_race_control. Units: ms; seconds of the penalty.
-- A message is one only when it begins as one: "INCIDENT ... NOTED - TIME PENALTY NOT SERVED" gives none, nor does a
-- reprimand; a place on the next grid is not this race's. The car's number is read whole, "CAR 4" is not in "CAR 44".
-- A reason may end with the local time of day, which is none of it.

{#- DuckDB counts groups to nine. -#}
{%- set form =
    '^(PENALTY SERVED *- *)?(([0-9]+)[ -]SECONDS? )?(TIME|DRIVE[ -]?THROUGH|STOP[ /A-Z-]*GO)'
    ~ ' PENALTY FOR CAR ([0-9]+)( *[(]([A-Z0-9]+)[)])?( *- *(.*))?$'
%}

with records as (
    select
        {{ json_record('record_content', [
            ['Session', 'VARCHAR'], ['Date', 'BIGINT'], ['Lap', 'INTEGER'], ['Driver', 'VARCHAR'],
            ['Message', 'VARCHAR']
        ]) }} as r
    from {{ source('staging', 'stg_race_control') }}
),

typed as (
    select distinct
        {{ json_value('r', 'Session', 'varchar') }} as session_id,
        {{ told_date(json_value('r', 'Date', 'bigint')) }} as date_ms,
        {{ json_value('r', 'Lap', 'integer') }} as lap_number,
        {{ json_value('r', 'Driver', 'varchar') }} as told_code,
        {{ stewards_words(json_value('r', 'Message', 'varchar')) }} as message
    from records
),

parts as (
    select
        session_id,
        date_ms,
        lap_number,
        message,
        {{ text_part('message', form, 1) }} is not null as is_served,
        try_cast({{ text_part('message', form, 3) }} as integer) as seconds,
        {{ text_part('message', form, 4) }} as form,
        try_cast({{ text_part('message', form, 5) }} as integer) as driver_number,
        coalesce({{ text_part('message', form, 7) }}, told_code) as driver_code,
        regexp_replace(
            {{ text_part('message', form, 9) }}, ' *(TIMED AT )?[0-9]{1,2}:[0-9]{2}:[0-9]{2}$', ''
        ) as reason
    from typed
    where session_id is not null and date_ms is not null
)

select
    session_id,
    date_ms,
    lap_number,
    message,
    is_served,
    case left(form, 1) when 'T' then 'time' when 'D' then 'drive_through' else 'stop_and_go' end as kind,
    seconds,
    driver_number,
    driver_code,
    nullif(reason, '') as reason
from parts
where form is not null
