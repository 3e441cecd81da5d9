-- Outline and corners of the session topic's records, of the newest record that has them.
-- Grain: a point. Key: session_id, kind, point. Source: stg_session. Units: 0.1 m.

with points as (
    {% for list in [['Outline', 'outline'], ['Corners', 'corner']] %}
    select
        {{ json_text('s.record_content', 'Session') }} as session_id,
        '{{ list[1] }}' as kind,
        {{ staged_row('s.') }} as staged_row,
        cast({{ json_index('p') }} as integer) as point,
        try_cast({{ json_text('p.value', '[0]') }} as double) as x,
        try_cast({{ json_text('p.value', '[1]') }} as double) as y
    from {{ source('staging', 'stg_session') }} as s
    {{ json_each('s.record_content', list[0], 'p') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by session_id, kind order by staged_row desc
        ) as newest
    from points
    where session_id is not null and x is not null and y is not null
)

select session_id, kind, point, x, y
from ranked
where newest = 1
