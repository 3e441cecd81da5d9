//! The car that the race trace measures against.
//!
//! Under a red flag it takes as long as the leader does: cars stand for up to an hour then, which no pace makes up for,
//! and all lines would leave the plot.

use gridcast_shared::mart::{Period, PeriodKind};

use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::LapRows;
use crate::charts::view_state::Reference;

/// What the reference is, for those who read about it.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceKind {
    /// The winner's mean lap.
    Winner {
        /// ms.
        mean: f64,
        /// Whether laps under a red flag were left out.
        without_red: bool,
    },
    /// A pace of the viewer's, ms a lap.
    Pace(f64),
    /// A driver's own laps, by code.
    Driver(String),
}

/// When the car of reference ends each lap, ms after the start.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferencePace {
    /// By lap, from lap 0: the same time for every lap that was not under a red flag.
    Even(Vec<f64>),
    /// A driver's own laps.
    Laps(usize),
}

impl ReferencePace {
    /// Laps of `ms`; those under a red flag as long as the leader's.
    pub fn even(ms: f64, rows: &LapRows, periods: &[Period]) -> Self {
        let mut led = vec![None; usize::from(rows.last_lap()) + 1];
        led[0] = Some(0);
        for row in rows.iter() {
            let first = &mut led[usize::from(row.lap)];
            *first = first.iter().copied().chain(row.end).min();
        }
        let mut ends = vec![0.0];
        let mut end = 0.0;
        for (lap, pair) in (1..).zip(led.windows(2)) {
            let took = || pair[1]?.checked_sub(pair[0]?).map(f64::from);
            end += if is_red(periods, lap) { took().unwrap_or(ms) } else { ms };
            ends.push(end);
        }
        Self::Even(ends)
    }

    /// `None` where the driver of reference did not drive.
    pub fn end(&self, rows: &LapRows, lap: u16) -> Option<f64> {
        match self {
            Self::Even(ends) => ends.get(usize::from(lap)).copied(),
            Self::Laps(driver) => rows.lap(*driver, lap)?.end.map(f64::from),
        }
    }
}

/// Whether a lap was under a red flag.
pub fn is_red(periods: &[Period], lap: u16) -> bool {
    let mut red = periods.iter().filter(|period| period.kind == PeriodKind::RedFlag);
    red.any(|period| (period.first_lap..=period.last_lap).contains(&lap))
}

/// The mean lap of whoever drove farthest, and of those the first, ms, without laps under a red flag. `None` where
/// there are no others.
pub fn mean_of_winner(rows: &LapRows, periods: &[Period]) -> Option<f64> {
    let ends = (0..rows.drivers()).filter_map(|driver| {
        let row = rows.of(driver).iter().rfind(|row| row.end.is_some())?;
        Some((row.lap, std::cmp::Reverse(row.end?), driver))
    });
    let (.., winner) = ends.max_by_key(|&(lap, end, _)| (lap, end))?;
    let (mut laps, mut time) = (0, 0.0);
    let mut before = (0, 0);
    for row in rows.of(winner) {
        let Some(end) = row.end else { continue };
        // Where ends are missing, this is several laps.
        if !(before.0 + 1..=row.lap).any(|lap| is_red(periods, lap)) {
            laps += row.lap - before.0;
            time += f64::from(end) - f64::from(before.1);
        }
        before = (row.lap, end);
    }
    (0 < laps).then(|| time / f64::from(laps))
}

/// The reference that the viewer has chosen, or the winner; `None` where there are no times.
pub fn reference_pace(
    chosen: &Reference,
    entrants: &Entrants,
    rows: &LapRows,
    periods: &[Period],
) -> Option<(ReferencePace, ReferenceKind)> {
    let winner = || {
        let without = mean_of_winner(rows, periods);
        let mean = without.or_else(|| mean_of_winner(rows, &[]))?;
        let red = (1..=rows.last_lap()).any(|lap| is_red(periods, lap));
        let kind = ReferenceKind::Winner { mean, without_red: red && without.is_some() };
        Some((ReferencePace::even(mean, rows, periods), kind))
    };
    match chosen {
        Reference::Winner => winner(),
        Reference::Pace(ms) => {
            let pace = f64::from(*ms);
            Some((ReferencePace::even(pace, rows, periods), ReferenceKind::Pace(pace)))
        }
        Reference::Driver(code) => match entrants.by_code(code) {
            Some(driver) => Some((ReferencePace::Laps(driver), ReferenceKind::Driver(code.clone()))),
            None => winner(),
        },
    }
}
