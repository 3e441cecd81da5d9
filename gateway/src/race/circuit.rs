//! The circuit: the line along which cars are measured, and the pit lane; as told, else as learned.

use gridcast_shared::session::Point;
use gridcast_shared::topics::SessionRecord;

use super::car::Car;
use super::learn::Learner;
use super::plane::{PointM, metres, simplified};
use super::session::line;
use super::track::Track;

/// Most that the pit lane's published line strays from the way driven, metres.
const LANE_TOLERANCE_M: f64 = 1.0;

/// The circuit as far as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Circuit {
    track: Option<Track>,
    /// An open line; empty until it is known.
    lane: Vec<PointM>,
    pub(super) learner: Learner,
}

/// What became known of the circuit, as it is published.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct News {
    /// All cars are to be measured anew.
    pub(super) outline: Option<Vec<Point>>,
    /// Metres a lap, where it was not told.
    pub(super) length_m: Option<u16>,
    pub(super) lane: Option<Vec<Point>>,
}

impl Circuit {
    pub(super) fn track(&self) -> Option<&Track> {
        self.track.as_ref()
    }

    /// Metres a lap; 0 while it is unknown.
    pub(super) fn length_m(&self) -> f64 {
        self.track.as_ref().map_or(0.0, Track::length_m)
    }

    pub(super) fn lane(&self) -> &[PointM] {
        &self.lane
    }

    /// Takes the lines of a session's record: they go before what is learned. `shown` is the outline so far.
    pub(super) fn take(&mut self, record: &SessionRecord, shown: &[Point]) -> News {
        let mut news = News::default();
        let (outline, lane) = (line(&record.outline), line(&record.pit_lane));
        if 2 <= lane.len() {
            self.lane = lane.iter().map(|p| metres(p.x, p.y)).collect();
            self.learner.lane_is_told();
            news.lane = Some(lane);
        }
        if outline != shown
            && let Some(track) = Track::from_outline(&outline)
        {
            self.track = Some(track);
            self.learner.outline_is_told();
            news.outline = Some(outline);
        }
        news
    }

    /// Learns from the cars what can be learned by now.
    pub(super) fn learn(&mut self, cars: &[Car], now_ms: i64) -> News {
        let mut news = News::default();
        if let Some(track) = self.learner.outline(cars, self.track.as_ref(), now_ms) {
            news.outline = Some(track.outline());
            news.length_m = Some(track.length_m().round() as u16);
            self.track = Some(track);
        }
        if self.track.is_some()
            && let Some(way) = self.learner.lane(cars)
        {
            let lane = simplified(&way, LANE_TOLERANCE_M);
            self.lane = lane.iter().map(|p| metres(p.x, p.y)).collect();
            news.lane = Some(lane);
        }
        news
    }
}
