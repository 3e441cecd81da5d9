-- Laps by the filters that they count for.
-- Grain: a lap of a driver and a filter. Key: season, round, session, driver_code, lap_number, filter.
-- Sources: int_ended_laps, int_entries. Units: ms.

{% for filter, bit in [('all', 1), ('green', 2), ('dry', 4), ('wet', 8)] %}
select l.season, l.round, l.session, l.driver_code, e.team_name, l.lap_number, '{{ filter }}' as filter, l.lap_time_ms
from {{ ref('int_ended_laps') }} as l
inner join {{ ref('int_entries') }} as e
    on l.season = e.season and l.round = e.round and l.session = e.session and l.driver_code = e.driver_code
where mod(floor(l.counts / {{ bit }}), 2) = 1
{% if not loop.last %}union all{% endif %}
{% endfor %}
