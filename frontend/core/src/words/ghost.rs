//! The pit-rejoin ghost in words.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::RaceState;

use crate::format;
use crate::ghost::{Basis, Ghost, Under};

/// Where the car would come out: "If it stops now: 7th (6th to 8th), 1.2 s behind HAM, 3.4 s ahead of ALB". Behind the
/// safety car the field closes up meanwhile, so that seconds of now would promise too much.
pub fn rejoin(state: &RaceState, ghost: &Ghost) -> String {
    let code =
        |car: CarIndex| state.session.drivers.get(car.index()).map_or("", |driver| driver.code.as_str());
    let place = format::ordinal(ghost.place.into());
    let [best, worst] = ghost.places.map(|place| format::ordinal(place.into()));
    let place = if best == worst { place } else { format!("{place} ({best} to {worst})") };
    let closes_up = ghost.under == Under::SafetyCar;
    let behind = ghost.ahead.map(|(car, ms)| match closes_up {
        true => format!("behind {}", code(car)),
        false => format!("{} s behind {}", seconds(ms), code(car)),
    });
    let ahead = ghost.behind.map(|(car, ms)| match closes_up {
        true => format!("ahead of {}", code(car)),
        false => format!("{} s ahead of {}", seconds(ms), code(car)),
    });
    match (behind, ahead) {
        (Some(behind), Some(ahead)) => format!("If it stops now: {place}, {behind}, {ahead}"),
        (Some(only), None) | (None, Some(only)) => format!("If it stops now: {place}, {only}"),
        (None, None) => format!("If it stops now: {place}"),
    }
}

/// What a stop costs and how that is known: "A stop costs 20.1 s ± 1.5, by 12 stops of this race".
pub fn cost(ghost: &Ghost) -> String {
    let (loss, band) = (seconds(ghost.loss.ms), seconds(ghost.loss.band_ms));
    let flag = match ghost.under {
        Under::Green => "",
        Under::Virtual => " under the virtual safety car",
        Under::SafetyCar => " behind the safety car",
    };
    match ghost.loss.basis {
        Basis::Stops(n) => format!("A stop{flag} costs {loss} s ± {band}, by {n} stops of this race"),
        Basis::OtherStops(n) => {
            format!("A stop{flag} costs {loss} s ± {band}, by {n} stops of this race under another flag")
        }
        Basis::Lane => format!("A stop{flag} costs {loss} s ± {band}, by the length of the pit lane"),
        Basis::Usual => format!("A stop{flag} costs {loss} s ± {band}, as at most circuits"),
    }
}

/// On the board, at the row behind which it would come out: "NOR 7th".
pub fn mark(state: &RaceState, ghost: &Ghost) -> String {
    let code = state.session.drivers.get(ghost.car.index()).map_or("", |driver| driver.code.as_str());
    format!("{code} {}", format::ordinal(ghost.place.into()))
}

fn seconds(ms: u32) -> String {
    format::tenths(i32::try_from(ms.saturating_add(50) / 100).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ghost::Losses;
    use crate::testing;

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
