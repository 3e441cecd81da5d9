{#- Box plots of lap times: quartiles by linear interpolation between order statistics (type 7), and whiskers at the
    farthest laps within one and a half boxes. `who` is the column whose values are told apart. -#}

{% macro boxes_by(who) -%}
with boxes as (
    select
        season,
        round,
        session,
        filter,
        {{ who }},
        count(*) as n_laps,
        {{ quantile('lap_time_ms', 0.25) }} as q1_ms,
        {{ quantile('lap_time_ms', 0.5) }} as median_ms,
        {{ quantile('lap_time_ms', 0.75) }} as q3_ms
    from {{ ref('int_counted_laps') }}
    where {{ who }} is not null
    group by season, round, session, filter, {{ who }}
),

whiskers as (
    select
        b.season,
        b.round,
        b.session,
        b.filter,
        b.{{ who }},
        min(case when l.lap_time_ms >= b.q1_ms - 1.5 * (b.q3_ms - b.q1_ms) then l.lap_time_ms end) as low_ms,
        max(case when l.lap_time_ms <= b.q3_ms + 1.5 * (b.q3_ms - b.q1_ms) then l.lap_time_ms end) as high_ms
    from boxes as b
    inner join {{ ref('int_counted_laps') }} as l
        on
            b.season = l.season and b.round = l.round and b.session = l.session and b.filter = l.filter
            and b.{{ who }} = l.{{ who }}
    group by b.season, b.round, b.session, b.filter, b.{{ who }}
)

select
    b.season,
    b.round,
    b.session,
    b.filter,
    b.{{ who }},
    b.n_laps,
    -- With all laps on one side of a fence outlying, the box itself is where the whisker ends.
    {{ smaller('w.low_ms', 'b.q1_ms') }} as whisker_low_ms,
    b.q1_ms,
    b.median_ms,
    b.q3_ms,
    {{ larger('w.high_ms', 'b.q3_ms') }} as whisker_high_ms
from boxes as b
inner join whiskers as w
    on
        b.season = w.season and b.round = w.round and b.session = w.session and b.filter = w.filter
        and b.{{ who }} = w.{{ who }}
{%- endmacro %}
