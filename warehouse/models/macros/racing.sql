{#- The sport's own rules, where more than one model needs them. -#}

{#- Whether a session is driven for places: a race or a sprint. In all others the time of a lap counts. -#}
{% macro is_race(session) -%}
    {{ session }} in ('race', 'sprint')
{%- endmacro %}

{#- Letter of a common compound, the whole name of another, null of an unknown one. -#}
{% macro compound_code(compound) -%}
    case upper({{ compound }})
        when 'SOFT' then 'S'
        when 'MEDIUM' then 'M'
        when 'HARD' then 'H'
        when 'INTERMEDIATE' then 'I'
        when 'WET' then 'W'
        when 'UNKNOWN' then null
        when 'TEST_UNKNOWN' then null
        else upper({{ compound }})
    end
{%- endmacro %}

{#- Whether any of these digits is in a lap's track status. -#}
{% macro status_has(status, digits) -%}
    (
        {%- for digit in digits -%}
            coalesce({{ status }}, '') like '%{{ digit }}%'
            {%- if not loop.last %} or {% endif -%}
        {%- endfor -%}
    )
{%- endmacro %}

{#- What the stewards say, in capitals, without who says it. -#}
{% macro stewards_words(message) -%}
    regexp_replace(upper(trim({{ message }})), '^FIA STEWARDS: *', '')
{%- endmacro %}

{#- What a lap was deleted for, of the stewards' words: what stands behind the dash, without lap and time of day.
    `otherwise` is taken where there is no such dash. -#}
{% macro deleted_for(words, otherwise='null') -%}
    nullif(trim(regexp_replace(
        coalesce({{ text_part(words, ' DELETED - (.*)$', 1) }}, {{ otherwise }}),
        '( LAP [0-9]+)?( [0-9]+:[0-9]+:[0-9]+)?$', ''
    )), '')
{%- endmacro %}
