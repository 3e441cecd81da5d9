-- Laps that race control deleted, or gave back.
-- Grain: a message. Key: none. Source: stg_race_control. Units: ms.
-- There are two forms, "CAR 81 (PIA) LAP DELETED - TRACK LIMITS AT TURN 12 LAP 44 16:36:38" and "CAR 4 (NOR) TIME
-- 1:45.587 DELETED - ..."; before 2021 neither names the lap. The car's number is read whole, "CAR 4" is not in
-- "CAR 44". What for stands behind a dash, before lap and time of day.

{#- Number, code, "DELETED LAP REINSTATED", what was deleted, its time, the verdict, and the lap. -#}
{%- set form =
    '^CAR ([0-9]+) *[(]?([A-Z0-9]*)[)]? +(DELETED +)?(LAP|LAP TIME|TIME) *([0-9:]+[.][0-9]{3})? *(DELETED|REINSTATED)'
    ~ '( (.* )?LAP ([0-9]+))?'
%}

with records as (
    select
        {{ json_record('record_content', [['Session', 'VARCHAR'], ['Date', 'BIGINT'], ['Message', 'VARCHAR']]) }} as r
    from {{ source('staging', 'stg_race_control') }}
),

typed as (
    select
        {{ json_value('r', 'Session', 'varchar') }} as session_id,
        {{ told_date(json_value('r', 'Date', 'bigint')) }} as date_ms,
        {{ stewards_words(json_value('r', 'Message', 'varchar')) }} as message
    from records
),

parts as (
    select
        session_id,
        date_ms,
        try_cast({{ text_part('message', form, 1) }} as integer) as driver_number,
        {{ text_part('message', form, 2) }} as driver_code,
        {{ ms_of_text(text_part('message', form, 5)) }} as lap_time_ms,
        {{ text_part('message', form, 6) }} as verdict,
        {{ deleted_for('message') }} as reason,
        try_cast({{ text_part('message', form, 9) }} as integer) as lap_number
    from typed
    where session_id is not null and date_ms is not null
)

select
    session_id,
    date_ms,
    driver_number,
    driver_code,
    lap_number,
    lap_time_ms,
    verdict = 'DELETED' as is_deleted,
    reason
from parts
where verdict is not null and (lap_number is not null or lap_time_ms is not null)
