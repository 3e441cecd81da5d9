-- Parts of a qualifying: how many cars went on from each, and the time that was needed.
-- Grain: a part of a session. Key: season, round, session, part.
-- Sources: int_qualifying_times, int_entries, base_cut_offs, int_sessions. Units: cars, ms.
-- How many go on a session record says. Without one it is the sport's rule since 2006 where there is a next part, since
-- who goes on need not set a time in it: ten go on to the last, and of the others half are out before.

with placed as (
    select
        q.*,
        row_number() over (
            partition by q.season, q.round, q.session, q.part order by q.time_ms, q.driver_code
        ) as place
    from {{ ref('int_qualifying_times') }} as q
),

entered as (
    select season, round, session, count(*) as n_entered
    from {{ ref('int_entries') }}
    where session in ('qualifying', 'sprint-qualifying')
    group by season, round, session
),

followed as (
    select
        p.season,
        p.round,
        p.session,
        p.part - 1 as part,
        case
            when e.n_entered <= 10 then count(*)
            when p.part = 2 then 10 + floor((e.n_entered - 9) / 2)
            else 10
        end as places
    from placed as p
    inner join entered as e on p.season = e.season and p.round = e.round and p.session = e.session
    where p.part > 1
    group by p.season, p.round, p.session, p.part, e.n_entered
),

told as (
    select s.season, s.round, s.session, c.part, c.places
    from {{ ref('base_cut_offs') }} as c
    inner join {{ ref('int_sessions') }} as s on c.session_id = s.session_id
    where s.is_chosen
),

parts as (
    select
        p.season,
        p.round,
        p.session,
        p.part,
        p.place,
        p.time_ms,
        coalesce(t.places, f.places) as places
    from placed as p
    left join told as t on p.season = t.season and p.round = t.round and p.session = t.session and p.part = t.part
    left join followed as f on p.season = f.season and p.round = f.round and p.session = f.session and p.part = f.part
)

select
    season,
    round,
    session,
    part,
    cast(max(places) as integer) as places,
    max(case when place <= places then time_ms end) as cut_off_ms,
    min(time_ms) as best_ms
from parts
group by season, round, session, part
