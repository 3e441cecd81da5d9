//! Laps of telemetry beside each other: which there are, how they are told apart, and the time between them.

use gridcast_shared::mart::LapTelemetry;

use crate::charts::data::entrants::Entrants;
use crate::charts::data::series::{Series, Subject};
use crate::charts::draw::style::Dash;
use crate::charts::palette::{ChartPalette, Scheme};
use crate::charts::view_state::MOST_COMPARED;

/// What is measured along a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// km/h.
    Speed,
    /// 0 to 100 %.
    Throttle,
    /// Pressed or not.
    Brake,
    /// 0 to 9.
    Gear,
    /// Open or not.
    Drs,
}

/// A lap by distance, cut to its shortest column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LapTrace<'a> {
    /// The document.
    pub lap: &'a LapTelemetry,
    /// Rows that every column has; 2 at least.
    pub rows: usize,
}

impl<'a> LapTrace<'a> {
    /// `None` with fewer than two rows, steps that are none, or time that runs backwards.
    pub fn new(lap: &'a LapTelemetry) -> Option<Self> {
        let columns = [
            lap.time.len(),
            lap.speed.len(),
            lap.throttle.len(),
            lap.brake.len(),
            lap.gear.len(),
            lap.drs.len(),
            lap.x.len(),
            lap.y.len(),
        ];
        let rows = columns.into_iter().min().unwrap_or(0);
        let sound = 2 <= rows
            && (0.01..=1000.0).contains(&lap.step_m)
            && lap.time[..rows].windows(2).all(|pair| pair[0] <= pair[1]);
        sound.then_some(Self { lap, rows })
    }

    /// Metres of a row.
    pub fn metres(&self, row: usize) -> f64 {
        row as f64 * self.lap.step_m
    }

    /// Metres of the last row.
    pub fn length(&self) -> f64 {
        self.metres(self.rows - 1)
    }

    /// Row nearest to a distance.
    pub fn row_at(&self, metres: f64) -> usize {
        ((metres / self.lap.step_m).round().max(0.0) as usize).min(self.rows - 1)
    }

    /// ms since the lap began, between rows by a straight line; at the ends the ends' own.
    pub fn time_at(&self, metres: f64) -> f64 {
        let place = (metres / self.lap.step_m).clamp(0.0, (self.rows - 1) as f64);
        let below = place.floor() as usize;
        let (low, high) = (self.lap.time[below], self.lap.time[(below + 1).min(self.rows - 1)]);
        f64::from(low) + (f64::from(high) - f64::from(low)) * (place - below as f64)
    }

    /// Which lap it is.
    pub fn subject(&self) -> Subject {
        Subject::Lap(self.lap.code.clone(), self.lap.lap)
    }

    /// "NOR 43".
    pub fn name(&self) -> String {
        format!("{} {}", self.lap.code, self.lap.lap)
    }
}

/// The laps that can be drawn, four at most.
pub fn traces<'a>(telemetry: &[&'a LapTelemetry]) -> Vec<LapTrace<'a>> {
    telemetry.iter().filter_map(|lap| LapTrace::new(lap)).take(MOST_COMPARED).collect()
}

/// How laps are told apart: team colours; where two have one colour the next in dashes, dots, dashes and dots. Colours
/// for colour-blind eyes never stand alone: each lap has its own breaks.
pub fn series(traces: &[LapTrace], entrants: Option<&Entrants>, palette: &ChartPalette) -> Vec<Series> {
    let mut series: Vec<Series> = Vec::new();
    for trace in traces {
        let entrant = entrants.and_then(|entrants| entrants.get(entrants.by_code(&trace.lap.code)?));
        let colour = entrant.map_or(palette.colours.ink2, |entrant| entrant.colour);
        let before = match palette.scheme {
            Scheme::ColourBlind => series.len(),
            Scheme::Team => series.iter().filter(|known| known.colour == colour).count(),
        };
        let dash = dash(before);
        series.push(Series {
            subject: trace.subject(),
            name: trace.name(),
            colour,
            dash,
            second: false,
            chosen: true,
        });
    }
    series
}

/// Breaks of a lap that comes after so many others.
pub fn dash(before: usize) -> Dash {
    [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDotted][before.min(3)]
}

/// ms that `other` is behind `first` at a distance; less than nothing when ahead.
pub fn delta(first: &LapTrace, other: &LapTrace, metres: f64) -> f64 {
    other.time_at(metres) - first.time_at(metres)
}

/// A piece of the track and who is fastest in it.
#[derive(Clone, Debug, PartialEq)]
pub struct MiniSector {
    /// Where it begins and ends, as parts of the lap from 0 to 1.
    pub part: (f64, f64),
    /// ms that each lap takes for it.
    pub times: Vec<f64>,
    /// Index of the fastest; the first of equals.
    pub fastest: usize,
    /// ms by which it beats the next; `None` when alone.
    pub margin: Option<f64>,
}

/// The lap in `count` pieces of equal length. Each lap is measured by its own length, as distances driven differ.
pub fn mini_sectors(traces: &[LapTrace], count: usize) -> Vec<MiniSector> {
    let count = count.clamp(1, 1000);
    if traces.is_empty() {
        return Vec::new();
    }
    (0..count)
        .map(|i| {
            let part = (i as f64 / count as f64, (i + 1) as f64 / count as f64);
            let times: Vec<f64> = traces
                .iter()
                .map(|trace| trace.time_at(part.1 * trace.length()) - trace.time_at(part.0 * trace.length()))
                .collect();
            let mut order: Vec<usize> = (0..times.len()).collect();
            order.sort_by(|&a, &b| times[a].total_cmp(&times[b]));
            let fastest = order.first().copied().unwrap_or(0);
            let margin = order.get(1).map(|&next| times[next] - times[fastest]);
            MiniSector { part, times, fastest, margin }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{sample, telemetry};
    use crate::charts::view_state::ViewState;
    use crate::theme::Theme;

    #[test]
    fn time_between_laps() {
        let (one, other) = (telemetry("NOR", 43, 1000), telemetry("VER", 43, 1010));
        let laps = [&one, &other];
        let traces = traces(&laps);
        assert!((delta(&traces[0], &traces[1], 0.0)).abs() < 1e-9);
        // The second takes 1 % longer everywhere.
        let length = traces[0].length();
        let end = delta(&traces[0], &traces[1], length);
        assert!((end / traces[0].time_at(length) - 0.01).abs() < 1e-3, "{end}");
        let sectors = mini_sectors(&traces, 25);
        assert_eq!(sectors.len(), 25);
        assert!(
            sectors
                .iter()
                .all(|sector| sector.fastest == 0 && sector.margin.is_some_and(|margin| 0.0 < margin))
        );
        let total: f64 = sectors.iter().map(|sector| sector.times[1]).sum();
        assert!((total - traces[1].time_at(f64::INFINITY)).abs() < 1e-6);
    }

    #[test]
    fn pieces_are_won_in_turn_and_measured_by_each_laps_own_length() {
        // The first of 5000 m in 85 s, even all the way; the other of 2525 m in 85.85 s: in its first half 40 s, then
        // 45.85 s.
        let mut one = telemetry("NOR", 43, 1000);
        let mut other = telemetry("VER", 43, 1000);
        for (row, time) in one.time.iter_mut().enumerate() {
            *time = row as u32 * 170;
        }
        other.step_m = 5.05;
        for (row, time) in other.time.iter_mut().enumerate() {
            let row = row as u32;
            *time = if row <= 250 { row * 160 } else { 40_000 + (row - 250) * 45_850 / 250 };
        }
        let laps = [&one, &other];
        let sectors = mini_sectors(&traces(&laps), 10);
        let fastest: Vec<usize> = sectors.iter().map(|sector| sector.fastest).collect();
        assert_eq!(fastest, [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
        for (sector, [first, second, margin]) in
            sectors.iter().zip([[8500.0, 8000.0, 500.0]; 5].into_iter().chain([[8500.0, 9170.0, 670.0]; 5]))
        {
            assert!((sector.times[0] - first).abs() < 1e-6 && (sector.times[1] - second).abs() < 1e-6);
            assert!(sector.margin.is_some_and(|m| (m - margin).abs() < 1e-6), "{sector:?}");
        }
        let parts: Vec<(f64, f64)> = sectors.iter().map(|sector| sector.part).collect();
        assert!(parts[0].0 == 0.0 && parts.windows(2).all(|pair| (pair[0].1 - pair[1].0).abs() < 1e-12));
        assert!((parts[9].1 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn unsound_laps_are_left_out() {
        let good = telemetry("NOR", 43, 1000);
        let mut backwards = good.clone();
        backwards.time[5] = 0;
        let mut cut = good.clone();
        cut.gear.truncate(1);
        let mut still = good.clone();
        still.step_m = f64::NAN;
        assert_eq!(traces(&[&backwards, &cut, &still, &good]).len(), 1);
        assert!(mini_sectors(&[], 25).is_empty());
    }

    #[test]
    fn laps_of_one_colour_differ_in_dashes() {
        let lap = telemetry("NOR", 43, 1000);
        let laps = [&lap, &lap, &lap];
        let palette = ChartPalette::new(Theme::Dark, Scheme::Team);
        let dashes: Vec<Dash> =
            series(&traces(&laps), None, &palette).iter().map(|series| series.dash).collect();
        assert_eq!(dashes, [Dash::Solid, Dash::Dashed, Dash::Dotted]);
    }

    #[test]
    fn in_the_palette_for_colour_blind_eyes_all_laps_differ_in_dashes() {
        let (race, _) = sample();
        let (one, other) = (telemetry("NOR", 43, 1000), telemetry("VER", 43, 1000));
        for (scheme, second) in [(Scheme::Team, Dash::Solid), (Scheme::ColourBlind, Dash::Dashed)] {
            let palette = ChartPalette::new(Theme::Dark, scheme);
            let entrants = Entrants::new(&race, &ViewState::default(), &palette);
            let series = series(&traces(&[&one, &other]), Some(&entrants), &palette);
            assert_ne!(series[0].colour, series[1].colour);
            assert_eq!([series[0].dash, series[1].dash], [Dash::Solid, second]);
        }
    }
}
