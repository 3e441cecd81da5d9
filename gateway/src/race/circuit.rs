//! The circuit: the line along which cars are measured, and the pit lane; as told, else as learned.

use gridcast_shared::session::{MAX_LINE_POINTS, Point};
use gridcast_shared::topics::SessionRecord;

use super::car::Car;
use super::lap_record::Lap;
use super::learn::Learner;
use super::plane::{PointM, metres, simplified};
use super::sector_ends::SectorEnds;
use super::session::line;
use super::track::Track;

/// Most that the pit lane's published line strays from the way driven, metres.
const LANE_TOLERANCE_M: f64 = 1.0;

/// Most that a line of too many points strays from them once it is told in [`MAX_LINE_POINTS`], metres.
const MAX_STRAY_M: f64 = 5.0;

/// Why a line of `f1_session` is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// It is closed by no lap of a plausible length.
    #[error("an outline of {0} points is no circuit of 300 m to 65 km")]
    NoCircuit(usize),
    /// It cannot be told in so few points without straying too far.
    #[error("a line of {0} points strays by more than {MAX_STRAY_M} m when told in {MAX_LINE_POINTS}")]
    TooManyPoints(usize),
}

/// The circuit as far as it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Circuit {
    track: Option<Track>,
    /// An open line; empty until it is known.
    lane: Vec<PointM>,
    pub(super) learner: Learner,
    sector_ends: SectorEnds,
}

/// What became known of the circuit, as it is published.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct News {
    /// All cars are to be measured anew.
    pub(super) outline: Option<Vec<Point>>,
    /// Metres a lap, where it was not told.
    pub(super) length_m: Option<u16>,
    pub(super) lane: Option<Vec<Point>>,
    /// Where the first two sectors end, ten-thousandths of a lap.
    pub(super) sector_ends: Option<[u16; 2]>,
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

    /// Takes the pit lane of a session's record: it goes before what is learned. It is measured along as it is
    /// told, and published in as many points as the wire holds.
    pub(super) fn take_lane(&mut self, record: &SessionRecord) -> Result<News, LineError> {
        let mut news = News::default();
        if 2 <= record.pit_lane.len() {
            let lane = line(&record.pit_lane);
            news.lane = Some(fitted(&lane)?);
            self.lane = lane.iter().map(|p| metres(p.x, p.y)).collect();
            self.learner.lane_is_told();
        }
        Ok(news)
    }

    /// Takes the outline of a session's record, in the same way. `shown` is the outline so far.
    pub(super) fn take_outline(
        &mut self,
        record: &SessionRecord,
        shown: &[Point],
    ) -> Result<News, LineError> {
        let mut news = News::default();
        let mut outline = line(&record.outline);
        if let Some(&first) = outline.first() {
            let track = Track::from_outline(&outline).ok_or(LineError::NoCircuit(outline.len()))?;
            if MAX_LINE_POINTS < outline.len() {
                outline.push(first);
                outline = fitted(&outline)?;
                outline.pop();
            }
            // One that is shown because it is known by name is not measured along yet.
            if outline != shown || self.track.is_none() {
                self.track = Some(track);
                self.learner.outline_is_told();
                self.sector_ends.forget();
                news.outline = Some(outline);
            }
        }
        Ok(news)
    }

    /// Learns from a lap of the car of this index where sectors end. Without a line its passages are made up.
    pub(super) fn take_lap(&mut self, lap: &Lap, index: usize, car: &Car) -> News {
        let passages = self.track.is_some().then_some(&car.progress.passages);
        let sector_ends = passages.and_then(|passages| self.sector_ends.take_lap(index, lap, passages));
        News { sector_ends, ..News::default() }
    }

    /// Learns from the cars what can be learned by now.
    pub(super) fn learn(&mut self, cars: &[Car], now_ms: i64) -> News {
        let mut news = News::default();
        if let Some(track) = self.learner.outline(cars, self.track.as_ref(), now_ms) {
            news.outline = Some(track.outline());
            news.length_m = Some(track.length_m().round() as u16);
            self.track = Some(track);
            self.sector_ends.forget();
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

/// A line in at most as many points as the wire holds, each of its points as near to it as that allows.
fn fitted(line: &[Point]) -> Result<Vec<Point>, LineError> {
    if line.len() <= MAX_LINE_POINTS {
        return Ok(line.to_vec());
    }
    let way: Vec<PointM> = line.iter().map(|p| metres(p.x, p.y)).collect();
    let mut tolerance_m = 0.5;
    while tolerance_m <= MAX_STRAY_M {
        let fewer = simplified(&way, tolerance_m);
        if fewer.len() <= MAX_LINE_POINTS {
            return Ok(fewer);
        }
        tolerance_m += 0.5;
    }
    Err(LineError::TooManyPoints(line.len()))
}
