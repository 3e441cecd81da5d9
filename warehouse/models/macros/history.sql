{#- Slowly changing dimensions (type 2) from sightings: rows of what was told of somebody at an event. -#}

{#- An event as a text that sorts: "2025-01". -#}
{% macro event_id(season, round) -%}
    cast({{ season }} as varchar) || '-' || lpad(cast({{ round }} as varchar), 2, '0')
{%- endmacro %}

{#- A row a version, from the event at which it was first seen to the one at which the next was. -#}
{% macro versions_of(model, key, columns) -%}
    select
        {{ key }},
        {% for column in columns %}
        min_by({{ column }}, event_id) as {{ column }},
        {% endfor %}
        max(loaded_at) as last_updated,
        min(event_id) as valid_from,
        lead(min(event_id)) over (partition by {{ key }} order by min(event_id)) as valid_to
    from (
        select
            *,
            sum(is_other) over (
                partition by {{ key }} order by event_id rows between unbounded preceding and current row
            ) as version
        from (
            select
                *,
                case
                    {% for column in columns %}
                    when
                        coalesce(cast({{ column }} as varchar), '') <> coalesce(cast(last_{{ column }} as varchar), '')
                        then 1
                    {% endfor %}
                    else 0
                end as is_other
            from (
                select
                    {% for column in columns %}
                    lag({{ column }}) over (partition by {{ key }} order by event_id) as last_{{ column }},
                    {% endfor %}
                    *
                from {{ ref(model) }}
            ) as paired
        ) as compared
    ) as numbered
    group by {{ key }}, version
{%- endmacro %}
