-- The five figures of a box plot ascend.

select season, round, session, 'a box of ' || kind || 's is out of order' as reason
from {{ ref('pub_pace') }}
where not (whisker_low <= q1 and q1 <= median and median <= q3 and q3 <= whisker_high)
