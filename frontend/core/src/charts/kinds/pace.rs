//! Team pace and driver pace: box plots of the laps that count, fastest median first.

use gridcast_shared::mart::{LapFilter, PaceBox, Race};

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::pace_boxes::{Grouping, boxes_shown};
use crate::charts::data::series::Series;
use crate::charts::data::series::Subject;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, LineStyle, Pattern, Shape};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{axis_time, lap_time, signed};

const TOP: f64 = 6.0;
const BOTTOM: f64 = 26.0;

/// Height of the canvas for this many boxes with rows of `row`, CSS px.
pub fn height(boxes: usize, row: f64) -> f64 {
    TOP + boxes.max(1) as f64 * row + BOTTOM
}

/// The chart.
pub fn chart(documents: &Documents, of: Grouping, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = match of {
        Grouping::Teams => ChartKind::TeamPace,
        Grouping::Drivers => ChartKind::DriverPace,
    };
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(kind, Missing::Race) };
    let rows = documents.laps.map(|laps| LapRows::new(race, laps)).unwrap_or_default();
    let boxes = boxes_shown(documents, race, &rows, of, view.laps);
    let Some(fastest) = boxes.first().map(|first| first.median) else {
        let is_unknown = documents.laps.is_some_and(|laps| laps.track_status.iter().all(Option::is_none));
        let missing = match view.laps {
            LapFilter::Green | LapFilter::Dry | LapFilter::Wet if is_unknown => Missing::TrackStatus,
            filter => Missing::CountedLaps(filter),
        };
        return builder.empty(kind, missing);
    };
    let entrants = Entrants::new(race, view, &builder.palette);
    let colours = builder.palette.teams(race);
    let ranks = crate::charts::palette::ranks(race);
    let all_series: Vec<Series> =
        boxes.iter().map(|b| series_of(race, &entrants, &colours, of, usize::from(b.of))).collect();

    let left =
        builder.widest(all_series.iter().map(|one| one.name.as_str()), 700).min(builder.width / 3.0) + 14.0;
    let right = builder.width_of("0:00.000", 700) + 14.0;
    let plot = builder.plot([left, TOP, right, BOTTOM]);
    let low = boxes.iter().map(|b| b.whisker_low).fold(f64::INFINITY, f64::min);
    let high = boxes.iter().map(|b| b.whisker_high).fold(0.0, f64::max);
    let margin = (high - low).max(100.0) * 0.03;
    let x = Scale::new([low - margin, high + margin], [plot.left, plot.right]);
    let row_height = plot.height() / boxes.len() as f64;

    let ticks = ticks::times(x.data[0], x.data[1], (plot.width() / 70.0) as usize);
    let decimals = ticks::decimals(&ticks.iter().map(|tick| tick / 1000.0).collect::<Vec<_>>());
    for &tick in &ticks {
        let px = x.px(tick);
        builder.rule([px, plot.top], [px, plot.bottom]);
        builder.text(
            [px, plot.bottom + 13.0],
            axis_time(tick, decimals),
            500,
            builder.palette.colours.ink3,
            Anchor::Middle,
        );
    }
    let mut beyond = Vec::new();
    for (i, (b, one)) in boxes.iter().zip(&all_series).enumerate() {
        let y = plot.top + (i as f64 + 0.5) * row_height;
        let colours = builder.palette.colours;
        let weight = if one.chosen { 800 } else { 600 };
        builder.text([plot.left - 10.0, y], one.name.clone(), weight, colours.ink, Anchor::End);
        let half = (row_height * 0.32).min(9.0);
        let own = usize::from(b.of);
        let team = if of == Grouping::Teams { Some(own) } else { entrants.all[own].team };
        draw(&mut builder, b, one, team.map(|team| ranks[team]), (&x, y, row_height));
        builder.targets.push(Target {
            series: i,
            x: b.median,
            at: [f64::midpoint(x.px(b.whisker_low), x.px(b.whisker_high)), y],
            half: [(x.px(b.whisker_high) - x.px(b.whisker_low)) / 2.0, half],
            value: lap_time(b.median),
            words: words::pace::row(&one.name, b),
        });
        let of_laps = laps_of(race, &entrants, &rows, (own, of), view.laps);
        if view.points {
            dots(&mut builder, &entrants, &of_laps, (i, of), (&x, y, row_height));
        }
        beyond.push(of_laps.iter().filter(|row| !x.holds(time_of(row))).count());
        let px = x.px(b.median);
        let points = vec![[px, y - half], [px, y + half]];
        builder.commands.push(Command::Line { points, stroke: LineStyle::solid(colours.ink, 2.5) });
        let figure = if i == 0 { lap_time(b.median) } else { signed(b.median - fastest, 2) };
        builder.text([builder.width - 2.0, y], figure, 600, colours.ink, Anchor::End);
    }
    let description = Description {
        sentence: words::pace::sentence(view, of),
        table: table(&boxes, &all_series, &beyond, of),
        summary: words::pace::summary(&boxes, &all_series),
        missing: (documents.laps.is_none() && view.points).then_some(Missing::SingleLaps),
    };
    builder.series = all_series;
    builder.finish(kind, plot, AxisKind::LapTime, x, description)
}

fn series_of(race: &Race, entrants: &Entrants, colours: &[u32], of: Grouping, i: usize) -> Series {
    match of {
        Grouping::Drivers => {
            let entrant = &entrants.all[i];
            Series {
                subject: Subject::Driver(entrant.code.to_owned()),
                name: entrant.code.to_owned(),
                colour: entrant.colour,
                dash: entrant.dash,
                second: entrant.second,
                chosen: entrant.chosen,
            }
        }
        Grouping::Teams => Series {
            subject: Subject::Team(race.teams[i].name.clone()),
            name: race.teams[i].name.clone(),
            colour: colours[i],
            dash: crate::charts::draw::style::Dash::Solid,
            second: false,
            chosen: entrants.all.iter().any(|entrant| entrant.team == Some(i) && entrant.chosen),
        },
    }
}

fn draw(
    builder: &mut ChartBuilder,
    b: &PaceBox,
    one: &Series,
    team: Option<usize>,
    (x, y, row_height): (&Scale, f64, f64),
) {
    let half = (row_height * 0.32).min(9.0);
    let edge = builder.palette.colours.ink2;
    for (from, to) in [(b.whisker_low, b.q1), (b.q3, b.whisker_high)] {
        let points = vec![[x.px(from), y], [x.px(to), y]];
        builder.commands.push(Command::Line { points, stroke: LineStyle::solid(edge, 1.0) });
    }
    let pattern = team.map_or(Pattern::None, |rank| builder.palette.team_pattern(rank));
    let rect = Bounds::new(x.px(b.q1), y - half, x.px(b.q3), y + half);
    builder.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::solid(builder.palette.colours.ground)),
        pattern: None,
        stroke: None,
    });
    builder.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::faint(one.colour, 0.3)),
        pattern: Some((pattern, Colour::faint(one.colour, 0.6))),
        stroke: Some(LineStyle::solid(one.colour, 1.25).dashed(one.dash)),
    });
}

/// The laps of a box that count.
fn laps_of<'r, 'a>(
    race: &Race,
    entrants: &Entrants,
    rows: &'r LapRows<'a>,
    (own, of): (usize, Grouping),
    filter: LapFilter,
) -> Vec<&'r LapRow<'a>> {
    let belongs = |driver: &usize| match of {
        Grouping::Teams => race.drivers[*driver].team.map(usize::from) == Some(own),
        Grouping::Drivers => *driver == own,
    };
    let drivers = (0..entrants.all.len()).filter(belongs);
    drivers.flat_map(|driver| rows.of(driver)).filter(|row| row.counts_for(filter)).collect()
}

/// ms.
fn time_of(row: &LapRow) -> f64 {
    row.time.map_or(f64::NAN, f64::from)
}

/// Every lap a dot, hollow for a team's second car, at a height that is chance to the eye and always the same. How
/// many have no place on the axis stands at its ends.
fn dots(
    builder: &mut ChartBuilder,
    entrants: &Entrants,
    laps: &[&LapRow],
    (series, of): (usize, Grouping),
    (x, y, row_height): (&Scale, f64, f64),
) {
    for row in laps {
        let (time, entrant) = (time_of(row), &entrants.all[row.driver]);
        if !x.holds(time) {
            continue;
        }
        let at = [x.px(time), y + jitter(row.driver, row.lap) * row_height * 0.36];
        let stroke = LineStyle { colour: Colour::faint(entrant.colour, 0.8), ..LineStyle::solid(0, 1.0) };
        let fill = (!entrant.second).then(|| Colour::faint(entrant.colour, 0.5));
        builder.commands.push(Command::Mark {
            at,
            shape: Shape::Circle,
            radius: 1.75,
            fill,
            stroke: Some(stroke),
        });
        let words = words::pace::lap(entrant.code, row, time);
        // The series' name stands before it; of a team that is not yet the driver's.
        let who = (of == Grouping::Teams).then_some(entrant.code);
        let value = words::pace::value(who, row.lap, time);
        builder.targets.push(Target { series, x: time, at, half: [0.0; 2], value, words });
    }
    let ink = builder.palette.colours.ink2;
    let count = |is_beyond: &dyn Fn(f64) -> bool| laps.iter().filter(|row| is_beyond(time_of(row))).count();
    for (n, px, anchor) in [
        (count(&|time| time < x.data[0]), x.px[0] + 2.0, Anchor::Start),
        (count(&|time| x.data[1] < time), x.px[1] - 2.0, Anchor::End),
    ] {
        if 0 < n {
            builder.haloed([px, y], format!("+{n}"), 500, ink, anchor);
        }
    }
}

/// From -1 to 1, the same for a lap every time.
fn jitter(driver: usize, lap: u16) -> f64 {
    // SplitMix64's finisher: neighbours come out far apart.
    let mut z = (driver as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (u64::from(lap) << 17);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

fn table(boxes: &[PaceBox], all_series: &[Series], beyond: &[usize], of: Grouping) -> Table {
    let mut table = Table::new(words::pace::heads(of));
    for ((b, one), beyond) in boxes.iter().zip(all_series).zip(beyond) {
        let mut row = vec![one.name.clone(), b.n.to_string()];
        row.extend([b.median, b.q1, b.q3, b.whisker_low, b.whisker_high].map(lap_time));
        row.push(beyond.to_string());
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::data::pace_boxes::boxes;
    use crate::charts::testing::{canvas, documents, sample};
    use gridcast_shared::mart::{Pace, PaceOf};

    #[test]
    fn fastest_median_first_from_the_laps_that_count() {
        let (race, laps) = sample();
        let rows = LapRows::new(&race, &laps);
        let boxes = boxes(&race, &rows, Grouping::Drivers, LapFilter::Green);
        assert_eq!(boxes.iter().map(|b| b.of).collect::<Vec<_>>(), [0, 1, 2, 3]);
        // NOR: laps 2 to 7 and 10 to 12, 16 to 20 without first, in-, out- and slow laps.
        assert_eq!(boxes[0].n, 14);
        let mut times: Vec<f64> = [2, 3, 4, 5, 6, 7, 2, 3, 4, 8, 9, 10, 11, 12]
            .map(|life| 88_000.0 + 60.0 * f64::from(life))
            .to_vec();
        times.sort_by(f64::total_cmp);
        assert!((boxes[0].median - f64::midpoint(times[6], times[7])).abs() < 1e-9);
    }

    #[test]
    fn without_a_status_no_lap_is_called_green() {
        let (race, mut laps) = sample();
        laps.track_status.iter_mut().for_each(|status| *status = None);
        laps.counts.iter_mut().for_each(|counts| *counts &= LapFilter::All.bit());
        let missing = |filter| {
            let view = ViewState { laps: filter, ..ViewState::default() };
            chart(&documents(&race, &laps), Grouping::Teams, &view, &canvas(900.0, 300.0)).missing
        };
        assert_eq!(missing(LapFilter::Green).as_deref(), Some(words::missing(Missing::TrackStatus).as_str()));
        assert_eq!(missing(LapFilter::All), None);
    }

    #[test]
    fn the_document_goes_before_counting_and_nonsense_is_left_out() {
        let (race, laps) = sample();
        let given = |of, median| PaceBox {
            of,
            n: 9,
            whisker_low: 1.0,
            q1: 2.0,
            median,
            q3: 9e4,
            whisker_high: 9.5e4,
        };
        let teams = vec![given(1, 91_000.0), given(0, 90_000.0), given(200, 1.0), given(2, f64::NAN)];
        let pace = Pace {
            version: 1,
            filters: vec![PaceOf { filter: LapFilter::Green, teams, drivers: Vec::new() }],
        };
        let documents = Documents { pace: Some(&pace), ..documents(&race, &laps) };
        let drawn = chart(&documents, Grouping::Teams, &ViewState::default(), &canvas(500.0, 300.0));
        let rows: Vec<&str> = drawn.table.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(rows, ["McLaren", "Red Bull Racing"]);
        assert_eq!(drawn.summary, "Fastest by median: McLaren 1:30.000 and Red Bull Racing +1.00 s.");
        let none = chart(
            &documents,
            Grouping::Teams,
            &ViewState { laps: LapFilter::Wet, ..ViewState::default() },
            &canvas(500.0, 300.0),
        );
        assert!(none.is_empty());
    }

    #[test]
    fn dots_say_their_lap_and_those_beyond_the_axis_are_counted() {
        let (race, mut laps) = sample();
        for i in 0..laps.lap.len() {
            if laps.driver[i] == 0 {
                laps.compound[i] = Some("MEDIUM".to_owned());
                if [3, 4, 5].contains(&laps.lap[i]) {
                    laps.time[i] = Some(140_000);
                }
            }
        }
        let view = ViewState::default();
        let drawn = chart(&documents(&race, &laps), Grouping::Drivers, &view, &canvas(700.0, 300.0));
        let dots = || drawn.targets.iter().filter(|target| target.is_point());
        let words = "NOR, lap 12, 1:28.240, medium, 4 laps old";
        assert!(
            dots().any(|dot| dot.words == words && dot.value == "lap 12 1:28.240"),
            "{:?}",
            drawn.targets
        );
        let counted: usize = boxes(&race, &LapRows::new(&race, &laps), Grouping::Drivers, LapFilter::Green)
            .iter()
            .map(|b| usize::from(b.n))
            .sum();
        assert_eq!(dots().count() + 3, counted);
        assert!(crate::charts::testing::texts(&drawn).contains(&"+3"));
        let nor = drawn.table.rows.iter().find(|row| row.cells[0] == "NOR").and_then(|row| row.cells.last());
        assert_eq!(nor.map(String::as_str), Some("3"));
        let without = ViewState { points: false, ..view };
        let drawn = chart(&documents(&race, &laps), Grouping::Drivers, &without, &canvas(700.0, 300.0));
        assert!(!crate::charts::testing::texts(&drawn).contains(&"+3"));
        assert!(drawn.targets.iter().all(|target| !target.is_point()));
    }

    #[test]
    fn jitter_is_even_and_the_same_every_time() {
        let all: Vec<f64> = (0..20).flat_map(|driver| (1..58).map(move |lap| jitter(driver, lap))).collect();
        assert!(all.iter().all(|j| (-1.0..=1.0).contains(j)));
        assert!((all.iter().sum::<f64>() / all.len() as f64).abs() < 0.1);
        assert_eq!(jitter(3, 7).to_bits(), jitter(3, 7).to_bits());
    }
}
