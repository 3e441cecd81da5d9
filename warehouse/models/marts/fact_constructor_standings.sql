-- Standings of constructors, round by round.
-- Grain: a constructor after a round. Key: sk_constructor_standing (season, round, constructor_id).
-- Sources: base_constructor_standings, dim_constructor. Units: points, which may be fractional.

select
    {{ surrogate_key(['s.season', 's.round', 's.constructor_id']) }} as sk_constructor_standing,
    d.sk_constructor,
    s.season as standings_season,
    s.round as standings_round,
    s.position,
    s.points,
    s.wins
from {{ ref('base_constructor_standings') }} as s
left join {{ ref('dim_constructor') }} as d
    on
        s.constructor_id = d.constructor_id
        and {{ event_id('s.season', 's.round') }} >= d.valid_from
        and (d.valid_to is null or {{ event_id('s.season', 's.round') }} < d.valid_to)
