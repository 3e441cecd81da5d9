-- Standings of drivers, round by round.
-- Grain: a driver after a round. Key: sk_driver_standing (season, round, driver_id).
-- Sources: base_driver_standings, dim_driver. Units: points, which may be fractional.

select
    {{ surrogate_key(['s.season', 's.round', 's.driver_id']) }} as sk_driver_standing,
    d.sk_driver,
    s.season as standings_season,
    s.round as standings_round,
    s.position,
    s.points,
    s.wins
from {{ ref('base_driver_standings') }} as s
left join {{ ref('dim_driver') }} as d
    on
        s.driver_id = d.driver_id
        and {{ event_id('s.season', 's.round') }} >= d.valid_from
        and (d.valid_to is null or {{ event_id('s.season', 's.round') }} < d.valid_to)
