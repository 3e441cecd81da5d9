{#- What numbers of a record can be, as `shared/src/topics/bounds.rs` has it: beyond that nothing is told. The sink
    refuses such records; in staging are those of older builds and of other programs, and no sum or cast may fail on
    one. -#}

{#- UTC ms of 1950 to 2099. -#}
{% macro told_date(value) -%}
    case when {{ value }} between -631152000000 and 4102444799999 then {{ value }} end
{%- endmacro %}

{#- A session time or a duration, ms: less than a week. -#}
{% macro told_time(value) -%}
    case when {{ value }} between -604800000 and 604800000 then {{ value }} end
{%- endmacro %}

{#- A number of a lap, stint or place, or an age in laps. DuckDB may cast before it asks whether the value is in bounds;
    Snowflake's integers hold any. -#}
{% macro told_count(value) -%}
    case
        when {{ value }} between 0 and 255
            then {% if target.type == 'snowflake' %}cast{% else %}try_cast{% endif %}({{ value }} as integer)
    end
{%- endmacro %}

{#- A speed, revolutions, throttle, or a position in 0.1 m. -#}
{% macro told_measure(value) -%}
    case when abs({{ value }}) < 1000000 then {{ value }} end
{%- endmacro %}
