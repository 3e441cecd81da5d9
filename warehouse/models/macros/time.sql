{#- Dates: UTC ms since 1970 in the topics and documents, timestamps in the dimensions. -#}

{% macro timestamp_of_ms(ms) -%}
    {%- if target.type == 'snowflake' -%}
        to_timestamp_ntz({{ ms }}, 3)
    {%- else -%}
        make_timestamp(({{ ms }}) * 1000)
    {%- endif -%}
{%- endmacro %}

{% macro ms_of_timestamp(at) -%}
    {%- if target.type == 'snowflake' -%}
        date_part(epoch_millisecond, {{ at }})
    {%- else -%}
        epoch_ms({{ at }})
    {%- endif -%}
{%- endmacro %}

{#- Of the season data's date "2023-10-22" and time "19:00:00Z"; null when either is unknown. -#}
{% macro timestamp_of_text(day, time_of_day) -%}
    try_cast({{ day }} || ' ' || replace({{ time_of_day }}, 'Z', '') as timestamp)
{%- endmacro %}

{#- Of "59.123", "1:41.712" or "1:42:06.304": ms. -#}
{% macro ms_of_text(text) -%}
    cast(round(1000 * (
        try_cast(split_part({{ text }}, ':', -1) as decimal(12, 3))
        + 60 * coalesce(try_cast(nullif(split_part({{ text }}, ':', -2), '') as integer), 0)
        + 3600 * coalesce(try_cast(nullif(split_part({{ text }}, ':', -3), '') as integer), 0)
    )) as bigint)
{%- endmacro %}
