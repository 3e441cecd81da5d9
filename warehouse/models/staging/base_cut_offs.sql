-- How many cars go on from each part of qualifying, of the newest session record that says it.
-- Grain: a part of a session. Key: session_id, part. Source: stg_session. Units: cars.

with told as (
    select
        {{ json_text('s.record_content', 'Session') }} as session_id,
        {{ staged_row('s.') }} as staged_row,
        cast({{ json_index('p') }} as integer) as part,
        try_cast(cast(p.value as varchar) as integer) as places
    from {{ source('staging', 'stg_session') }} as s
    {{ json_each('s.record_content', 'CutOff', 'p') }}
),

ranked as (
    select
        *,
        dense_rank() over (
            partition by session_id order by staged_row desc
        ) as newest
    from told
    where session_id is not null and places is not null
)

select session_id, part, places
from ranked
where newest = 1
