//! What a car is doing: on the grid, running, in the pits, standing, out, finished.

use gridcast_shared::race::{CarStatus, EventKind};
use gridcast_shared::session::SessionKind;

use super::car::Car;
use super::mini_times::Times;

/// Standing this long on the track while the others race is a stop, ms.
const STOPPED_MS: i64 = 10_000;

/// Standing this long on the track while the others race is the end, ms.
const RETIRED_MS: i64 = 60_000;

/// The same in the pit lane, ms: repairs take minutes.
const RETIRED_IN_LANE_MS: i64 = 240_000;

/// What holds for the whole field while a car's status and row are made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) kind: SessionKind,
    pub(super) has_begun: bool,
    /// Laps are recorded, or the circuit is known: the telemetry's own lap number is not asked.
    pub(super) has_laps: bool,
    /// 0 when unknown.
    pub(super) scheduled_laps: u8,
    /// How long a visit to the pits usually takes, ms.
    pub(super) usual_stop_ms: Option<i64>,
    /// Best time of all of each stretch between two timing points.
    pub(super) best_minis_ms: Times,
}

/// What a car is doing.
pub(super) fn status(car: &Car, moment: Moment) -> CarStatus {
    let is_in_pit = car.is_in_pit();
    let patience = if is_in_pit { RETIRED_IN_LANE_MS } else { RETIRED_MS };
    let is_out = car.told.retired || car.out_lap.is_some() || patience <= car.telemetry.idle_ms;
    if car.finish.is_some() {
        CarStatus::Finished
    } else if moment.kind.has_parts() && car.knocked_out.is_some() {
        CarStatus::KnockedOut
    } else if moment.has_begun && is_out && moment.kind.is_race() {
        if car.has_driven() { CarStatus::Retired } else { CarStatus::NotStarted }
    } else if is_in_pit {
        CarStatus::InPit
    } else if car.told.stopped || STOPPED_MS <= car.telemetry.idle_ms {
        CarStatus::Stopped
    } else {
        CarStatus::Running
    }
}

/// What a change of status is in words, if it is worth any.
pub(super) fn event(before: CarStatus, now: CarStatus) -> Option<EventKind> {
    match now {
        _ if now == before => None,
        CarStatus::Retired | CarStatus::NotStarted => (!before.is_out()).then_some(EventKind::Out),
        // Who came into the pits and who finished is told where it is found.
        CarStatus::Running
        | CarStatus::InPit
        | CarStatus::Stopped
        | CarStatus::Finished
        | CarStatus::KnockedOut => None,
    }
}
