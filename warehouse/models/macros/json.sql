{#- JSON, as DuckDB and Snowflake read it.

    A topic's records are many, so `json_record` reads all fields of one in a single pass; `json_value` then takes
    one of them. In Snowflake the column is a VARIANT already. Values of another type than expected become null. -#}

{% macro json_record(column, fields) -%}
    {%- if target.type == 'snowflake' -%}
        {{ column }}
    {%- else -%}
        json_transform({{ column }}, '{
            {%- for field in fields -%}
                "{{ field[0] }}":"{{ field[1] }}"{% if not loop.last %},{% endif %}
            {%- endfor -%}
        }')
    {%- endif -%}
{%- endmacro %}

{% macro json_value(record, name, type) -%}
    {%- if target.type == 'snowflake' -%}
        try_cast(cast({{ record }}:{{ name }} as varchar) as {{ type }})
    {%- else -%}
        {{ record }}."{{ name }}"
    {%- endif -%}
{%- endmacro %}

{#- The text at a path such as `Driver.driverId`; null when there is none. -#}
{% macro json_text(column, path) -%}
    {%- if target.type == 'snowflake' -%}
        cast(get_path({{ column }}, '{{ path }}') as varchar)
    {%- else -%}
        ({{ column }} ->> '${% if path[0] != "[" %}.{% endif %}{{ path }}')
    {%- endif -%}
{%- endmacro %}

{#- To be put after a table in FROM: a row an element of the list at a path, as `alias.value`; `json_index` numbers it. -#}
{% macro json_each(column, path, alias) -%}
    {%- if target.type == 'snowflake' -%}
        , lateral flatten(input => get_path({{ column }}, '{{ path }}')) as {{ alias }}
    {%- else -%}
        , unnest(json_extract({{ column }}, '$.{{ path }}[*]')) with ordinality as {{ alias }}(value, index)
    {%- endif -%}
{%- endmacro %}

{#- Number of an element in its list, from 1, of a `json_each`. -#}
{% macro json_index(alias) -%}
    {%- if target.type == 'snowflake' -%}
        {{ alias }}.index + 1
    {%- else -%}
        {{ alias }}.index
    {%- endif -%}
{%- endmacro %}

{#- The text of a field of the last object in the list at a path. -#}
{% macro json_last(column, path, field) -%}
    {%- if target.type == 'snowflake' -%}
        cast(get(get(
            {{ column }}:{{ path }}, cast(array_size({{ column }}:{{ path }}) - 1 as integer)
        ), '{{ field }}') as varchar)
    {%- else -%}
        ({{ column }} ->> '$.{{ path }}[#-1].{{ field }}')
    {%- endif -%}
{%- endmacro %}
