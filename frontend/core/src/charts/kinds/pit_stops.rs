//! Pit stops: what each cost.

use gridcast_shared::mart::{PeriodKind, PitStop};

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Pattern};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::number;

const KIND: ChartKind = ChartKind::PitStops;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 26.0;

/// Height of the canvas for this many stops with rows of `row`, CSS px.
pub fn height(stops: usize, row: f64) -> f64 {
    TOP + stops.max(1) as f64 * row + BOTTOM
}

/// What a bar says, s: time lost, or time in the lane where that is not known.
fn cost(stop: &PitStop) -> Option<f64> {
    let lane = || stop.lane.or(stop.official).map(f64::from);
    stop.lost.map(f64::from).or_else(lane).map(|ms| ms / 1000.0)
}

/// A red flag's standing time is no stop's cost and would dwarf the others: bars end here, s.
const MOST_S: f64 = 90.0;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let known = documents.pit_stops.map_or(&[][..], |stops| &stops.stops);
    let mut stops: Vec<&PitStop> =
        known.iter().filter(|stop| usize::from(stop.driver) < race.drivers.len()).take(2000).collect();
    if stops.is_empty() {
        let words = if documents.pit_stops.is_some() { Missing::AnyStop } else { Missing::PitStops };
        return builder.empty(KIND, words);
    }
    stops.sort_by_key(|stop| (stop.driver, stop.lap));
    let entrants = Entrants::new(race, view, &builder.palette);
    let costs = || stops.iter().filter_map(|stop| cost(stop)).map(|cost| cost.clamp(-MOST_S, MOST_S));
    let (low, high) = (costs().fold(0.0, f64::min), costs().fold(1.0, f64::max));

    let lap_width = builder.width_of(&words::pit_stops::lap(88), 500);
    let left = builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700) + lap_width + 24.0;
    let plot = builder.plot([left, TOP, builder.width_of("00.0 VSC", 600) + 12.0, BOTTOM]);
    let x = Scale::new([low, high], [plot.left, plot.right]);
    let row_height = plot.height() / stops.len() as f64;
    let colours = builder.palette.colours;
    let ticks = ticks::numbers(low, high, (plot.width() / 60.0) as usize);
    for &tick in &ticks {
        let px = x.px(tick);
        builder.rule([px, plot.top], [px, plot.bottom]);
        let text = if tick == 0.0 { "0 s".to_owned() } else { number(tick, ticks::decimals(&ticks)) };
        builder.text([px, plot.bottom + 13.0], text, 500, colours.ink3, Anchor::Middle);
    }
    builder.series = entrants.series();
    let mut last_driver = None;
    for (i, stop) in stops.iter().enumerate() {
        let driver = usize::from(stop.driver);
        let entrant = &entrants.all[driver];
        let y = plot.top + (i as f64 + 0.5) * row_height;
        if last_driver != Some(driver) {
            last_driver = Some(driver);
            let (weight, rgb) = if entrant.chosen { (700, colours.ink) } else { (500, colours.ink2) };
            builder.rect(Bounds::new(0.0, y - 6.0, 3.0, y + 6.0), Colour::solid(entrant.colour));
            builder.text([8.0, y], entrant.code, weight, rgb, Anchor::Start);
            if 0 < i {
                builder.rule([0.0, y - row_height / 2.0], [plot.right, y - row_height / 2.0]);
            }
        }
        builder.text([plot.left - 8.0, y], words::pit_stops::lap(stop.lap), 500, colours.ink3, Anchor::End);
        let Some(seconds) = cost(stop) else { continue };
        let (from, to) = (x.px(0.0), x.px(seconds.clamp(-MOST_S, MOST_S)));
        let half = (row_height * 0.34).min(8.0);
        let rect = Bounds::new(from.min(to), y - half, from.max(to), y + half);
        let neutral = stop.under.filter(|&kind| kind != PeriodKind::Yellow);
        let fill = if neutral.is_some() || stop.lost.is_none() { 0.0 } else { 0.45 };
        let pattern = if neutral.is_some() { Pattern::Slanted } else { Pattern::None };
        let dash = if stop.lost.is_some() { Dash::Solid } else { Dash::Dashed };
        builder.commands.push(Command::Rect {
            rect,
            radius: 1.0,
            fill: (0.0 < fill).then(|| Colour::faint(entrant.colour, fill)),
            pattern: Some((pattern, Colour::faint(entrant.colour, 0.6))),
            stroke: Some(LineStyle::solid(entrant.colour, 1.0).dashed(dash)),
        });
        if MOST_S < seconds {
            cut(&mut builder, &rect);
        }
        let mut figure = number(seconds, 1);
        if let Some(kind) = neutral {
            figure = format!("{figure} {}", words::period_short(kind));
        }
        let weight = if entrant.chosen { 700 } else { 500 };
        builder.text([rect.right + 6.0, y], figure, weight, colours.ink, Anchor::Start);
        builder.targets.push(Target {
            series: driver,
            x: seconds,
            at: [rect.centre()[0], y],
            half: [rect.width() / 2.0, row_height / 2.0],
            value: format!("{} s", number(seconds, 1)),
            words: words::pit_stops::stop(&entrants, stop),
        });
    }
    let is_cut = stops.iter().any(|stop| cost(stop).is_some_and(|cost| MOST_S < cost));
    let description = Description {
        sentence: words::pit_stops::sentence(is_cut.then_some(MOST_S)),
        table: table(&entrants, &stops),
        summary: words::pit_stops::summary(&entrants, &stops),
        missing: None,
    };
    builder.finish(KIND, plot, AxisKind::Seconds, x, description)
}

/// A gap across a bar that is longer than it can be drawn.
fn cut(builder: &mut ChartBuilder, bar: &Bounds) {
    let (left, slant, gap) = (bar.right - 16.0, 5.0, 4.0);
    let (top, bottom) = (bar.top - 1.0, bar.bottom + 1.0);
    builder.commands.push(Command::Area {
        points: vec![[left + slant, top], [left + slant + gap, top], [left + gap, bottom], [left, bottom]],
        fill: Colour::solid(builder.palette.colours.ground),
    });
}

fn table(entrants: &Entrants, stops: &[&PitStop]) -> Table {
    let mut table = Table::new(words::pit_stops::heads());
    let seconds = |ms: Option<f64>| ms.map_or_else(String::new, |ms| number(ms / 1000.0, 3));
    for stop in stops {
        table.push(vec![
            entrants.code(usize::from(stop.driver)).to_owned(),
            stop.stop.to_string(),
            stop.lap.to_string(),
            seconds(stop.lost.map(f64::from)),
            seconds(stop.lane.map(f64::from)),
            seconds(stop.official.map(f64::from)),
            words::tyre(stop.compounds.0.as_deref()),
            words::tyre(stop.compounds.1.as_deref()),
            stop.under.map_or_else(String::new, |kind| words::period(kind).to_owned()),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};
    use gridcast_shared::mart::PitStops;

    #[test]
    fn each_stop_a_bar_in_the_order_of_the_result() {
        let (race, laps) = sample();
        let stop = |driver, lap, lost, under| PitStop {
            driver,
            stop: 1,
            lap,
            entered: None,
            lane: Some(24_100),
            official: None,
            lost,
            compounds: (Some("M".to_owned()), None),
            under,
        };
        let sc = Some(PeriodKind::SafetyCar);
        let stops = vec![
            stop(1, 14, Some(-900), sc),
            stop(0, 8, Some(19_480), None),
            stop(2, 9, None, None),
            stop(99, 1, None, None),
        ];
        let stops = PitStops { version: 1, stops };
        let documents = Documents { pit_stops: Some(&stops), ..documents(&race, &laps) };
        let chart = chart(&documents, &ViewState::default(), &canvas(700.0, 200.0));
        assert_eq!(chart.table.rows.len(), 3);
        assert_eq!(
            chart.table.rows[0].cells,
            ["NOR", "1", "8", "19.480", "24.100", "", "medium", "unknown", ""]
        );
        assert_eq!(
            chart.targets[1].words,
            "VER, lap 14: lost \u{2212}0.9 s, 24.1 s in the lane, unknown for medium, safety car"
        );
        assert_eq!(chart.summary, "3 stops. Cheapest under green: NOR, lap 8, 19.5 s.");
    }
}
