//! Pit stops: what each cost.

use gridcast_shared::mart::{PeriodKind, PitStop};

use super::cast::Cast;
use super::figures::{counted, number};
use super::geometry::Rect;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Dash, Pattern, Stroke, Target};
use super::sheet::{Sheet, Told};
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents, ticks};

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
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let known = documents.pit_stops.map_or(&[][..], |stops| &stops.stops);
    let mut stops: Vec<&PitStop> =
        known.iter().filter(|stop| usize::from(stop.driver) < race.drivers.len()).take(2000).collect();
    if stops.is_empty() {
        let words = if documents.pit_stops.is_some() {
            "Nobody stopped."
        } else {
            "There are no pit stops of this race."
        };
        return sheet.empty(KIND, words);
    }
    stops.sort_by_key(|stop| (stop.driver, stop.lap));
    let cast = Cast::new(race, view, &sheet.inks);
    let costs = || stops.iter().filter_map(|stop| cost(stop)).map(|cost| cost.clamp(-MOST_S, MOST_S));
    let (low, high) = (costs().fold(0.0, f64::min), costs().fold(1.0, f64::max));

    let lap_width = sheet.width_of("lap 00", 500);
    let left = sheet.widest(cast.members.iter().map(|member| member.code), 700) + lap_width + 24.0;
    let plot = sheet.plot([left, TOP, sheet.width_of("00.0 VSC", 600) + 12.0, BOTTOM]);
    let x = Scale::new([low, high], [plot.left, plot.right]);
    let row_height = plot.height() / stops.len() as f64;
    let palette = sheet.inks.palette;
    let ticks = ticks::numbers(low, high, (plot.width() / 60.0) as usize);
    for &tick in &ticks {
        let px = x.px(tick);
        sheet.rule([px, plot.top], [px, plot.bottom]);
        let text = if tick == 0.0 { "0 s".to_owned() } else { number(tick, ticks::decimals(&ticks)) };
        sheet.text([px, plot.bottom + 13.0], text, 500, palette.ink3, Anchor::Middle);
    }
    sheet.series = cast.series();
    let mut last_driver = None;
    for (i, stop) in stops.iter().enumerate() {
        let driver = usize::from(stop.driver);
        let member = &cast.members[driver];
        let y = plot.top + (i as f64 + 0.5) * row_height;
        if last_driver != Some(driver) {
            last_driver = Some(driver);
            let (weight, rgb) = if member.chosen { (700, palette.ink) } else { (500, palette.ink2) };
            sheet.rect(Rect::new(0.0, y - 6.0, 3.0, y + 6.0), Colour::solid(member.colour));
            sheet.text([8.0, y], member.code, weight, rgb, Anchor::Start);
            if 0 < i {
                sheet.rule([0.0, y - row_height / 2.0], [plot.right, y - row_height / 2.0]);
            }
        }
        sheet.text([plot.left - 8.0, y], format!("lap {}", stop.lap), 500, palette.ink3, Anchor::End);
        let Some(seconds) = cost(stop) else { continue };
        let (from, to) = (x.px(0.0), x.px(seconds.clamp(-MOST_S, MOST_S)));
        let half = (row_height * 0.34).min(8.0);
        let rect = Rect::new(from.min(to), y - half, from.max(to), y + half);
        let neutral = stop.under.filter(|&kind| kind != PeriodKind::Yellow);
        let fill = if neutral.is_some() || stop.lost.is_none() { 0.0 } else { 0.45 };
        let pattern = if neutral.is_some() { Pattern::Slanted } else { Pattern::None };
        let dash = if stop.lost.is_some() { Dash::Solid } else { Dash::Dashed };
        sheet.commands.push(Command::Rect {
            rect,
            radius: 1.0,
            fill: (0.0 < fill).then(|| Colour::faint(member.colour, fill)),
            pattern: Some((pattern, Colour::faint(member.colour, 0.6))),
            stroke: Some(Stroke::solid(member.colour, 1.0).dashed(dash)),
        });
        if MOST_S < seconds {
            cut(&mut sheet, &rect);
        }
        let mut figure = number(seconds, 1);
        if let Some(band) = neutral.and_then(|kind| sheet.inks.band(kind)) {
            figure = format!("{figure} {}", band.short);
        }
        let weight = if member.chosen { 700 } else { 500 };
        sheet.text([rect.right + 6.0, y], figure, weight, palette.ink, Anchor::Start);
        sheet.targets.push(Target {
            series: driver,
            x: seconds,
            at: [rect.centre()[0], y],
            half: [rect.width() / 2.0, row_height / 2.0],
            value: format!("{} s", number(seconds, 1)),
            words: words(&sheet, &cast, stop),
        });
    }
    let longer = if stops.iter().any(|stop| cost(stop).is_some_and(|cost| MOST_S < cost)) {
        format!(" Cut: longer than {MOST_S} s.")
    } else {
        String::new()
    };
    let told = Told {
        sentence: format!(
            "Seconds lost by each stop: in- and out-lap against the driver's own green median on those tyres. Hatched: \
             behind a safety car or under a red flag. Dashed: only the time in the lane is known.{longer}"
        ),
        table: table(&sheet, &cast, &stops),
        summary: summary(&cast, &stops),
        missing: None,
    };
    sheet.finish(KIND, plot, AxisOf::Seconds, x, told)
}

/// A gap across a bar that is longer than it can be drawn.
fn cut(sheet: &mut Sheet, bar: &Rect) {
    let (left, slant, gap) = (bar.right - 16.0, 5.0, 4.0);
    let (top, bottom) = (bar.top - 1.0, bar.bottom + 1.0);
    sheet.commands.push(Command::Area {
        points: vec![[left + slant, top], [left + slant + gap, top], [left + gap, bottom], [left, bottom]],
        fill: Colour::solid(sheet.inks.palette.ground),
    });
}

fn words(sheet: &Sheet, cast: &Cast, stop: &PitStop) -> String {
    let code = cast.code(usize::from(stop.driver));
    let mut words = format!("{code}, lap {}", stop.lap);
    if let Some(lost) = stop.lost {
        words = format!("{words}: lost {} s", number(f64::from(lost) / 1000.0, 1));
    }
    if let Some(lane) = stop.lane {
        words = format!("{words}, {} s in the lane", number(f64::from(lane) / 1000.0, 1));
    }
    let tyre = |compound: &Option<String>| sheet.inks.tyre(compound.as_deref()).word;
    words = format!("{words}, {} for {}", tyre(&stop.compounds.1), tyre(&stop.compounds.0));
    match stop.under.and_then(|kind| sheet.inks.band(kind)) {
        Some(band) => format!("{words}, {}", band.long.to_lowercase()),
        None => words,
    }
}

fn table(sheet: &Sheet, cast: &Cast, stops: &[&PitStop]) -> Table {
    let mut table = Table::new([
        "Driver",
        "Stop",
        "Lap",
        "Lost, s",
        "In the lane, s",
        "Official, s",
        "Off",
        "On",
        "Under",
    ]);
    let seconds = |ms: Option<f64>| ms.map_or_else(String::new, |ms| number(ms / 1000.0, 3));
    for stop in stops {
        table.push(vec![
            cast.code(usize::from(stop.driver)).to_owned(),
            stop.stop.to_string(),
            stop.lap.to_string(),
            seconds(stop.lost.map(f64::from)),
            seconds(stop.lane.map(f64::from)),
            seconds(stop.official.map(f64::from)),
            sheet.inks.tyre(stop.compounds.0.as_deref()).word,
            sheet.inks.tyre(stop.compounds.1.as_deref()).word,
            match stop.under {
                Some(PeriodKind::Yellow) => "Yellow".to_owned(),
                other => other
                    .and_then(|kind| sheet.inks.band(kind))
                    .map_or_else(String::new, |b| b.long.to_owned()),
            },
        ]);
    }
    table
}

fn summary(cast: &Cast, stops: &[&PitStop]) -> String {
    let green = stops.iter().filter(|stop| stop.under.is_none());
    let quickest = green.filter_map(|stop| Some((stop.lost?, stop))).min_by_key(|quickest| quickest.0);
    let quickest = quickest.map_or_else(String::new, |(lost, stop)| {
        format!(
            " Cheapest under green: {}, lap {}, {} s.",
            cast.code(usize::from(stop.driver)),
            stop.lap,
            number(f64::from(lost) / 1000.0, 1)
        )
    });
    format!("{}.{quickest}", counted(stops.len(), "stop", "stops"))
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
        let chart = chart(&documents, &View::default(), &canvas(700.0, 200.0));
        assert_eq!(chart.table.rows.len(), 3);
        assert_eq!(chart.table.rows[0], ["NOR", "1", "8", "19.480", "24.100", "", "medium", "unknown", ""]);
        assert_eq!(
            chart.targets[1].words,
            "VER, lap 14: lost \u{2212}0.9 s, 24.1 s in the lane, unknown for medium, safety car"
        );
        assert_eq!(chart.summary, "3 stops. Cheapest under green: NOR, lap 8, 19.5 s.");
    }
}
