//! Gap to the leader: seconds behind whoever led, at the end of every lap; down is behind.
//!
//! A lapped car is measured by the lap of its own number, so it goes on where it is.

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{BandLabels, ChartBuilder, Description, EndLabel, Side, race_laps};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::stats::quantile;
use crate::charts::documents::Documents;
use crate::charts::draw::style::Anchor;
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::number;

const KIND: ChartKind = ChartKind::Gap;

/// Greatest gap shown when nobody chosen was further behind, s.
const MOST_S: f64 = 120.0;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let Some(laps) = documents.laps else { return builder.empty(KIND, Missing::Laps) };
    let rows = LapRows::new(race, laps);
    if rows.iter().all(|row| row.gap.is_none()) {
        return builder.empty(KIND, Missing::Gaps);
    }
    let entrants = Entrants::new(race, view, &builder.palette);
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let most = most_s(&rows, &entrants, (first, last));

    let codes = builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700);
    let right = codes + builder.width_of("\u{2002}+000.0", 500) + 22.0;
    let plot = builder.plot([builder.width_of("+100 s", 500) + 10.0, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new([-0.02 * most, most], [plot.top, plot.bottom]);

    builder.bands(&race.periods, &x, &plot, BandLabels::Foot);
    let ticks = ticks::numbers(0.0, most, (plot.height() / 36.0) as usize);
    for &tick in &ticks {
        let py = y.px(tick);
        builder.rule([plot.left, py], [plot.right, py]);
        let text = if tick == 0.0 {
            "0 s".to_owned()
        } else {
            format!("+{}", number(tick, ticks::decimals(&ticks)))
        };
        builder.text([plot.left - 8.0, py], text, 500, builder.palette.colours.ink3, Anchor::End);
    }
    builder.lap_axis(&x, &plot, words::lap());

    builder.series = entrants.series();
    let points = |driver: usize| -> Vec<(u16, [f64; 2])> {
        let rows = rows.of(driver).iter();
        rows.filter_map(|row| Some((row.lap, [x.px(f64::from(row.lap)), y.px(f64::from(row.gap?) / 1000.0)])))
            .collect()
    };
    let order = entrants.drawing_order(view);
    for &driver in &order {
        for part in points(driver).chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(|point| point.1).collect();
            builder.driver_line(&line, &entrants.all[driver], &plot);
        }
    }
    let mut labels = Vec::new();
    for &driver in &order {
        let entrant = &entrants.all[driver];
        let points = points(driver);
        for (lap, at) in points.iter().filter(|point| entrant.chosen && plot.contains(point.1)) {
            if rows.lap(driver, *lap).is_some_and(LapRow::is_stop) {
                builder.ring(*at, entrant);
            }
        }
        let end = points.last().filter(|point| plot.contains(point.1));
        if let (Some(_), Some((_, [px, py]))) = (entrant.retired_after(), end) {
            builder.named_out([*px, *py], entrant, &plot);
        }
        if let Some((_, at)) = entrant.end_of(&points, (first, last)) {
            let behind = words::gap::behind(&rows, entrant, driver, last);
            let text = behind.map_or_else(
                || entrant.code.to_owned(),
                |behind| format!("{}\u{2002}+{behind}", entrant.code),
            );
            labels.push(EndLabel { y: at[1].min(plot.bottom), text, chosen: entrant.chosen });
        }
    }
    builder.end_labels(labels, &plot, Side::Right);
    targets(&mut builder, &entrants, &rows, &plot, (&x, &y));
    let description = Description {
        sentence: words::gap::sentence(most),
        table: Table::by_lap(&entrants, rows.last_lap(), |driver, lap| {
            Some(number(f64::from(rows.lap(driver, lap)?.gap?) / 1000.0, 3))
        }),
        summary: words::gap::summary(&entrants, &rows),
        missing: None,
    };
    builder.finish(KIND, plot, AxisKind::Lap, x, description)
}

/// Greatest gap shown, s: of all but the farthest twentieth, and of the chosen up to twice of that.
fn most_s(rows: &LapRows, entrants: &Entrants, laps: (u16, u16)) -> f64 {
    let seen = |chosen: bool| {
        let mut gaps: Vec<f64> = rows
            .iter()
            .filter(|row| (laps.0..=laps.1).contains(&row.lap))
            .filter(|row| !chosen || entrants.get(row.driver).is_some_and(|entrant| entrant.chosen))
            .filter_map(|row| row.gap)
            .map(|gap| f64::from(gap) / 1000.0)
            .collect();
        gaps.sort_unstable_by(f64::total_cmp);
        gaps
    };
    let usual = quantile(&seen(false), 0.95).unwrap_or(0.0).clamp(5.0, MOST_S);
    let chosen = seen(true).last().copied().unwrap_or(0.0);
    usual.max(chosen.min(2.0 * usual)) * 1.04
}

fn targets(
    builder: &mut ChartBuilder,
    entrants: &Entrants,
    rows: &LapRows,
    plot: &crate::charts::draw::geometry::Bounds,
    scales: (&Scale, &Scale),
) {
    let leaders = rows.leaders();
    for row in rows.iter() {
        let Some(gap) = row.gap else { continue };
        let seconds = f64::from(gap) / 1000.0;
        let leader = leaders[usize::from(row.lap)].map(|leader| entrants.code(leader));
        let [value, words] = words::gap::lap(entrants.code(row.driver), row.lap, gap, leader);
        let at = [scales.0.px(f64::from(row.lap)), scales.1.px(seconds)];
        builder.target(plot, row.driver, f64::from(row.lap), at, value, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::draw::command::Command;
    use gridcast_shared::mart::{Laps, Race};

    use crate::charts::testing::{canvas, cut_laps, documents, sample, texts};

    #[test]
    fn down_is_behind_and_figures_are_those_of_the_laps() {
        let (race, laps) = sample();
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
        let at = |driver: usize| {
            chart.targets.iter().find(|t| t.series == driver && t.words.contains("lap 5:")).unwrap()
        };
        assert!(at(0).at[1] < at(1).at[1] && at(1).at[1] < at(2).at[1]);
        assert_eq!((at(0).value.as_str(), at(1).value.as_str()), ("leads", "+1.5"));
        assert_eq!(at(1).words, "VER, lap 5: 1.5 s behind NOR");
        assert_eq!(chart.table.rows[4].cells[..3], ["5", "0.000", "1.500"]);
    }

    #[test]
    fn a_lapped_car_goes_on_and_a_car_out_ends_with_a_cross() {
        let (race, mut laps) = sample();
        for gap in laps.gap.iter_mut().filter(|gap| gap.is_some_and(|gap| 2000 < gap)) {
            *gap = gap.map(|gap| gap + 95_000);
        }
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
        let pia = chart.targets.iter().filter(|target| target.series == 2).count();
        assert_eq!(pia, 20);
        let crosses = chart
            .commands
            .iter()
            .filter(|c| matches!(c, Command::Mark { shape: crate::charts::draw::style::Shape::Cross, .. }));
        assert_eq!(crosses.count(), 1);
    }

    #[test]
    fn lapped_cars_are_named_by_their_gap_or_else_by_their_laps() {
        let (mut race, mut laps) = sample();
        cut_laps(&mut laps, 1, 19);
        cut_laps(&mut laps, 2, 18);
        let drawn = |race: &Race, laps: &Laps| -> Vec<String> {
            let chart = chart(&documents(race, laps), &ViewState::default(), &canvas(900.0, 340.0));
            let labels = texts(&chart).into_iter().filter_map(|text| text.split_once('\u{2002}'));
            labels.map(|label| label.1.to_owned()).collect()
        };
        let ends = [(1, 19), (2, 18)]
            .map(|end| (0..laps.lap.len()).find(|&i| (laps.driver[i], laps.lap[i]) == end).unwrap());
        let gaps = ends.map(|i| format!("+{:.1}", f64::from(laps.gap[i].unwrap()) / 1000.0));
        assert_eq!(drawn(&race, &laps), gaps);
        for i in ends {
            laps.gap[i] = None;
        }
        race.results[1].laps_behind = Some(1);
        assert_eq!(drawn(&race, &laps), ["+1 lap", "+2 laps"]);
    }

    #[test]
    fn without_gaps_it_says_so() {
        let (race, mut laps) = sample();
        laps.gap.clear();
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
        assert!(chart.is_empty() && chart.missing.is_some());
    }
}
