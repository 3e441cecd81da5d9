//! The pit-rejoin ghost in words.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::RaceState;
use gridcast_words::live;
use gridcast_words::number::plain;

use crate::format;
use crate::ghost::Ghost;
use gridcast_shared::pit_loss::{Basis, Under};

/// Where the car would come out: "If it stops now: 7th (6th to 8th), 1.2 s behind HAM, 3.4 s ahead of ALB". Behind the
/// safety car the field closes up meanwhile, so that seconds of now would promise too much.
pub fn rejoin(state: &RaceState, ghost: &Ghost) -> String {
    let code =
        |car: CarIndex| state.session.drivers.get(car.index()).map_or("", |driver| driver.code.as_str());
    let place = format::ordinal(ghost.place.into());
    let [best, worst] = ghost.places.map(|place| format::ordinal(place.into()));
    let place = if best == worst { place } else { live::ghost_places(&place, &best, &worst) };
    let closes_up = ghost.under == Under::SafetyCar;
    let behind = ghost.ahead.map(|(car, ms)| {
        if closes_up { live::ghost_behind(code(car)) } else { live::ghost_behind_by(&seconds(ms), code(car)) }
    });
    let ahead = ghost.behind.map(|(car, ms)| {
        if closes_up { live::ghost_ahead(code(car)) } else { live::ghost_ahead_by(&seconds(ms), code(car)) }
    });
    let facts: Vec<String> = [Some(place), behind, ahead].into_iter().flatten().collect();
    live::ghost(&format::enumerated(&facts))
}

/// What a stop costs and how that is known: "A stop costs 20.1 s ± 1.5, by 12 stops of this race".
pub fn cost(ghost: &Ghost) -> String {
    let (loss, band) = (seconds(ghost.loss.ms), seconds(ghost.loss.band_ms));
    let cost = match ghost.under {
        Under::Green => live::ghost_green(&loss, &band),
        Under::Virtual => live::ghost_virtual(&loss, &band),
        Under::SafetyCar => live::ghost_safety_car(&loss, &band),
    };
    match ghost.loss.basis {
        Basis::Stops(n) => live::ghost_by_stops(n, &cost),
        Basis::OtherStops(n) => live::ghost_by_other_stops(n, &cost),
        Basis::Lane => live::ghost_by_lane(&cost),
        Basis::Usual => live::ghost_usual(&cost),
    }
}

/// On the board, at the row behind which it would come out: "NOR 7th".
pub fn mark(state: &RaceState, ghost: &Ghost) -> String {
    let code = state.session.drivers.get(ghost.car.index()).map_or("", |driver| driver.code.as_str());
    live::ghost_mark(code, &format::ordinal(ghost.place.into()))
}

fn seconds(ms: u32) -> String {
    plain(f64::from(ms) / 1000.0, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::pit_loss::Losses;

    #[test]
    fn the_ghost_says_where_and_how_sure() {
        let (state, _) = testing::race(8);
        let ghost = Ghost::of(&state, &Losses::default(), CarIndex(0)).unwrap();
        assert_eq!(
            rejoin(&state, &ghost),
            "If it stops now: 5th (4th to 6th), 2.0 s behind EEE, 3.0 s ahead of FFF"
        );
        assert_eq!(cost(&ghost), "A stop costs 22.0 s ± 4.0, as at most circuits");
        assert_eq!(mark(&state, &ghost), "AAA 5th");
        let ghost = Ghost { under: Under::SafetyCar, ..ghost };
        assert_eq!(rejoin(&state, &ghost), "If it stops now: 5th (4th to 6th), behind EEE, ahead of FFF");
    }
}
