-- Laps in which a race or sprint was not green.
-- Grain: a period. Key: season, round, session, kind, first_lap. Source: int_ended_laps. Units: the leader's laps.
-- A lap's status has a digit for everything there was in it, in the order of its coming ("124": clear, yellow, safety
-- car). A period goes on into the next lap unless the lap before ended clear. A yellow flag that led to more, or stood
-- within it, is no period of its own.

with leader as (
    select season, round, session, lap_number, track_status
    from {{ ref('int_ended_laps') }}
    where line_order = 1 and track_status is not null and {{ is_race('session') }}
),

kinds as (
    {% for kind, digits in [
        ('safety_car', ['4']), ('virtual_safety_car', ['6', '7']), ('red_flag', ['5']), ('yellow', ['2'])
    ] %}
    select season, round, session, lap_number, track_status, '{{ kind }}' as kind
    from leader
    where {{ status_has('track_status', digits) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

marked as (
    select
        *,
        case
            when lag(lap_number) over (partition by season, round, session, kind order by lap_number) = lap_number - 1
                and right(
                    lag(track_status) over (partition by season, round, session, kind order by lap_number), 1
                ) <> '1'
                then 0
            else 1
        end as is_first
    from kinds
),

numbered as (
    select
        *,
        sum(is_first) over (
            partition by season, round, session, kind order by lap_number
            rows between unbounded preceding and current row
        ) as period
    from marked
),

periods as (
    select season, round, session, kind, min(lap_number) as first_lap, max(lap_number) as last_lap
    from numbered
    group by season, round, session, kind, period
)

select p.season, p.round, p.session, p.kind, p.first_lap, p.last_lap
from periods as p
where
    p.kind <> 'yellow'
    or not exists (
        select 1
        from periods as q
        where
            q.season = p.season and q.round = p.round and q.session = p.session and q.kind <> 'yellow'
            and q.first_lap <= p.last_lap and p.first_lap <= q.last_lap
    )
