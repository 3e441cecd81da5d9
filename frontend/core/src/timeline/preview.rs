//! What the time bar says of a moment before anybody goes there: the lap, the order, the flag.

use gridcast_shared::few;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{EventKind, TrackStatus};

use super::Timeline;

/// What is known of a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Lap of the leader; 0 before the first.
    pub lap: u8,
    /// The cars in the order in which they ended the lap before; empty in the first.
    pub order: Vec<CarIndex>,
    /// The flag.
    pub track: TrackStatus,
}

/// A stretch of time under one flag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// From when, UTC ms.
    pub from_ms: f64,
    /// Until when, UTC ms.
    pub to_ms: f64,
    /// Which flag.
    pub track: TrackStatus,
}

/// Whether it is a flag that changes how one drives, not a clear track nor the end.
pub fn is_flag(track: TrackStatus) -> bool {
    !matches!(track, TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Finished)
}

impl Timeline {
    /// What is known of a moment, UTC ms.
    pub fn preview(&self, at_ms: f64) -> Preview {
        let lap = self.laps(at_ms).next_back().map_or(0, |(lap, _)| lap);
        let ended = |car: &Vec<super::LapEnd>| {
            let end = car.iter().rev().find(|end| end.lap + 1 == lap)?;
            (end.place != 0).then_some(end.place)
        };
        let mut order: Vec<(u8, CarIndex)> =
            (0..).zip(&self.cars).filter_map(|(i, car)| Some((ended(car)?, CarIndex(i)))).collect();
        few::sort_by_key(&mut order, |place| *place);
        let status = |kind| match kind {
            EventKind::Track(status) => Some(status),
            _ => None,
        };
        let track = self.events(at_ms).rev().find_map(|event| status(event.kind)).unwrap_or_default();
        Preview { lap, order: order.into_iter().map(|(_, car)| car).collect(), track }
    }

    /// The stretches under a flag up to a moment, UTC ms, but those of a clear track.
    pub fn flags(&self, until_ms: f64) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open: Option<(f64, TrackStatus)> = None;
        let mut end = |open: &mut Option<(f64, TrackStatus)>, to_ms: f64| {
            if let Some((from_ms, track)) = open.take() {
                spans.push(Span { from_ms, to_ms, track });
            }
        };
        for event in self.events(until_ms) {
            let EventKind::Track(track) = event.kind else { continue };
            end(&mut open, event.date_ms as f64);
            open = is_flag(track).then_some((event.date_ms as f64, track));
        }
        end(&mut open, until_ms);
        spans
    }
}
