-- Two cars of a session are not placed alike. Drivers who shared a car share its place; where a car's number is not
-- known, two drivers of one place are of one car.

select
    r.season,
    r.round,
    r.session,
    'place ' || cast(r.official_position as varchar) || ' stands twice' as reason
from (
    select season, round, session, driver_code, official_position from {{ ref('race_results') }}
    union all
    select season, round, session, driver_code, official_position from {{ ref('timed_results') }}
) as r
inner join {{ ref('int_entries') }} as e
    on r.season = e.season and r.round = e.round and r.session = e.session and r.driver_code = e.driver_code
where r.official_position is not null
group by r.season, r.round, r.session, r.official_position
having count(distinct coalesce(cast(e.driver_number as varchar), '')) > 1
