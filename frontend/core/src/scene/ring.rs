//! What stands within the ring: each car's interval to the one ahead, as far as there is room.

use gridcast_shared::race::{CarStatus, Gap, RaceState};

use crate::projection::Projection;
use crate::ring::Ring;
use crate::scene::{Align, Draw, Font, Scene, Words, single};
use crate::theme::Theme;

/// Nearer to another interval, one has no room, CSS pixels.
const ROOM_PX: f64 = 22.0;

/// Adds the intervals to the moving layer, in race order: of two that have no room that of the car ahead stands.
pub fn intervals(state: &RaceState, ring: &Ring, projection: &Projection, theme: Theme, scene: &mut Scene) {
    let mut written: Vec<[f64; 2]> = Vec::new();
    for car in state.order() {
        let timing = &state.cars[car.index()];
        let (Gap::Millis(ms), CarStatus::Running, true) =
            (timing.interval, timing.status, 1 < timing.position && ms_fits(timing.interval))
        else {
            continue;
        };
        let Some([x, y]) = ring.beside(car.index()) else { continue };
        let at = projection.screen_from_track(x, y);
        if written.iter().any(|other| (other[0] - at[0]).hypot(other[1] - at[1]) < ROOM_PX) {
            continue;
        }
        written.push(at);
        scene.draws.push(Draw::Text {
            at: single(at),
            words: Words::Tenths(((ms + 50) / 100) as u16),
            font: Font { size: 11, weight: 500 },
            colour: theme.palette().ink2,
            align: Align::Middle,
        });
    }
}

/// Up to ten minutes; more is no interval.
fn ms_fits(interval: Gap) -> bool {
    matches!(interval, Gap::Millis(ms) if ms < 600_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::testing;

    #[test]
    fn intervals_stand_where_they_have_room() {
        let (mut state, mut cars) = testing::race(4);
        let mut ring = Ring::of(&state.session.circuit).unwrap();
        let panel = Panel { width: 400.0, height: 400.0, ..Panel::default() };
        let projection = Projection::fit_upright(&ring.circuit().outline, &panel).unwrap();
        let mut written = |state: &RaceState, cars: &[crate::live::DrawnCar]| {
            let mut scene = Scene::default();
            ring.place_cars(state, cars);
            intervals(state, &ring, &projection, Theme::Dark, &mut scene);
            scene.draws.len()
        };
        assert_eq!(written(&state, &cars), 3, "the leader has none");
        (cars[2].x, cars[2].y) = (cars[1].x, cars[1].y);
        assert_eq!(written(&state, &cars), 2);
        state.cars[3].status = CarStatus::InPit;
        assert_eq!(written(&state, &cars), 1);
    }
}
