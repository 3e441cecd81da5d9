-- Two cars of a race are not placed alike, neither by the timing nor officially.

select season, round, 'timing' as told_by, timing_position as place
from {{ ref('race_results') }}
where timing_position is not null
group by season, round, timing_position
having count(*) > 1
union all
select season, round, 'official' as told_by, official_position as place
from {{ ref('race_results') }}
where official_position is not null
group by season, round, official_position
having count(*) > 1
