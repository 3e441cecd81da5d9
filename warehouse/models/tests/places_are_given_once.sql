-- Two cars of a race are not placed alike, neither by the timing nor officially.

select season, round, session, 'timing' as told_by, timing_position as place
from {{ ref('race_results') }}
where timing_position is not null
group by season, round, session, timing_position
having count(*) > 1
union all
select season, round, session, 'official' as told_by, official_position as place
from {{ ref('race_results') }}
where official_position is not null
group by season, round, session, official_position
having count(*) > 1
