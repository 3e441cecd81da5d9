-- Every index in a round's documents has its driver.

with pointers as (
    {% for model in [
        'pub_results', 'pub_penalties', 'pub_differences', 'pub_result_changes', 'pub_laps', 'pub_stints', 'pub_pit_stops',
        'pub_sector_bests', 'pub_speed_traps', 'pub_telemetry', 'pub_qualifying_times', 'pub_long_runs'
    ] %}
    select distinct season, round, session, driver, '{{ model }}' as told_by
    from {{ ref(model) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    p.season,
    p.round,
    p.session,
    'driver ' || cast(p.driver as varchar) || ' of ' || p.told_by || ' is not in the result' as reason
from pointers as p
left join {{ ref('pub_drivers') }} as d
    on p.season = d.season and p.round = d.round and p.session = d.session and p.driver = d.driver
where d.driver is null
