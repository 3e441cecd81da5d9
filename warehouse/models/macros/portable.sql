{#- What DuckDB and Snowflake call differently, and what is written once for both. -#}

{#- A key of 32 hex digits from the values that make a row what it is. -#}
{% macro surrogate_key(columns) -%}
    md5(
        {%- for column in columns -%}
            coalesce(cast({{ column }} as varchar), '')
            {%- if not loop.last %} || '|' || {% endif -%}
        {%- endfor -%}
    )
{%- endmacro %}

{#- By linear interpolation between order statistics: type 7. -#}
{% macro quantile(value, share) -%}
    {%- if target.type == 'snowflake' -%}
        percentile_cont({{ share }}) within group (order by {{ value }})
    {%- else -%}
        quantile_cont({{ value }}, {{ share }})
    {%- endif -%}
{%- endmacro %}

{#- To be put after a table in FROM: a row for each whole number from `first` to before `past`, as `alias.value`. -#}
{% macro each_number(first, past, alias) -%}
    {%- if target.type == 'snowflake' -%}
        , lateral flatten(input => array_generate_range({{ first }}, {{ past }})) as {{ alias }}
    {%- else -%}
        , unnest(range({{ first }}, {{ past }})) as {{ alias }}(value)
    {%- endif -%}
{%- endmacro %}

{#- Where a record stands in staging: higher the later it was staged, and no two alike. Snowflake's tables tell no order
    of their rows: there it is a text of when a record was published, and of its offset and partition, which tell those
    of one millisecond apart. `of` is the table's alias with its dot. -#}
{% macro staged_row(of='') -%}
    {%- if target.type == 'snowflake' -%}
        lpad(coalesce(cast({{ of }}record_metadata:CreateTime as varchar), ''), 16, '0')
        || '/' || lpad(coalesce(cast({{ of }}record_metadata:offset as varchar), ''), 16, '0')
        || '/' || lpad(coalesce(cast({{ of }}record_metadata:partition as varchar), ''), 8, '0')
        || '/' || coalesce(cast({{ of }}record_metadata:topic as varchar), '')
    {%- else -%}
        {{ of }}rowid
    {%- endif -%}
{%- endmacro %}

{#- How a model is made that is only added to. In Snowflake it is made anew: what is new there stands anywhere, such as
    a session of years ago that was fetched today, or the records of a partition that was behind. -#}
{% macro added_to() -%}
    {%- if target.type == 'snowflake' -%} table {%- else -%} incremental {%- endif -%}
{%- endmacro %}

{#- The last row of a source that an incremental model has read, by its own `staged_row`; -1 when that is not of this
    source: it has shrunk, so it was made anew, and everything is read again. -#}
{% macro staged_before(model, table) -%}
    (
        select
            case when max(k.staged_row) < (select count(*) from {{ table }}) then max(k.staged_row) else -1 end
        from {{ model }} as k
    )
{%- endmacro %}

{#- The larger or smaller of two values; where one is null the other, which each dialect sees differently. -#}
{% macro larger(one, other) -%}
    coalesce(greatest({{ one }}, {{ other }}), {{ one }}, {{ other }})
{%- endmacro %}

{% macro smaller(one, other) -%}
    coalesce(least({{ one }}, {{ other }}), {{ one }}, {{ other }})
{%- endmacro %}

{#- Texts of a list in quotes, for IN. A quote within is doubled. -#}
{% macro quoted(texts) -%}
    {%- for text in texts -%}
        '{{ text | replace("'", "''") }}'{% if not loop.last %}, {% endif %}
    {%- endfor -%}
{%- endmacro %}

{#- What a group of a pattern found in a text; null where it found nothing. Both dialects know `[0-9]` and `[(]`; a
    backslash means something else in each. -#}
{% macro text_part(text, pattern, group) -%}
    {%- if target.type == 'snowflake' -%}
        nullif(regexp_substr({{ text }}, '{{ pattern }}', 1, 1, 'e', {{ group }}), '')
    {%- else -%}
        nullif(regexp_extract({{ text }}, '{{ pattern }}', {{ group }}), '')
    {%- endif -%}
{%- endmacro %}
