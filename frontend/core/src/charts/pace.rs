//! Team pace and driver pace: box plots of the laps that count, fastest median first.

use gridcast_shared::mart::{LapFilter, PaceBox, Race};

use super::cast::Cast;
use super::figures::{axis_time, counted, lap_time, signed};
use super::geometry::Rect;
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Pattern, Series, Shape, Stroke, Target};
use super::sheet::{Sheet, Told};
use super::stats::BoxStats;
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents, ticks};

/// Whose boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// A box a team.
    Teams,
    /// A box a driver.
    Drivers,
}

impl Of {
    fn kind(self) -> ChartKind {
        match self {
            Self::Teams => ChartKind::TeamPace,
            Self::Drivers => ChartKind::DriverPace,
        }
    }
}

const TOP: f64 = 6.0;
const BOTTOM: f64 = 26.0;

/// Height of the canvas for this many boxes with rows of `row`, CSS px.
pub fn height(boxes: usize, row: f64) -> f64 {
    TOP + boxes.max(1) as f64 * row + BOTTOM
}

/// Boxes counted from the laps: for checks, and where there is no document of them. By median.
pub fn boxes(race: &Race, rows: &Rows, of: Of, filter: LapFilter) -> Vec<PaceBox> {
    let times = |drivers: &mut dyn Iterator<Item = usize>| {
        drivers.flat_map(|driver| rows.times(driver, filter)).collect::<Vec<f64>>()
    };
    let count = match of {
        Of::Teams => race.teams.len(),
        Of::Drivers => race.drivers.len(),
    };
    let mut boxes: Vec<PaceBox> = (0..count.min(usize::from(u8::MAX)))
        .filter_map(|i| {
            let stats = BoxStats::of(&match of {
                Of::Teams => {
                    let of_team = |driver: &usize| race.drivers[*driver].team.map(usize::from) == Some(i);
                    times(&mut (0..race.drivers.len()).filter(of_team))
                }
                Of::Drivers => times(&mut std::iter::once(i)),
            })?;
            Some(PaceBox {
                of: i as u8,
                n: stats.n.min(usize::from(u16::MAX)) as u16,
                whisker_low: stats.whisker_low,
                q1: stats.q1,
                median: stats.median,
                q3: stats.q3,
                whisker_high: stats.whisker_high,
            })
        })
        .collect();
    boxes.sort_by(|a, b| a.median.total_cmp(&b.median));
    boxes
}

/// The document's boxes where there are any, else counted.
fn boxes_shown(documents: &Documents, race: &Race, rows: &Rows, of: Of, filter: LapFilter) -> Vec<PaceBox> {
    let count = match of {
        Of::Teams => race.teams.len(),
        Of::Drivers => race.drivers.len(),
    };
    let Some(pace) = documents.pace else { return boxes(race, rows, of, filter) };
    let found = pace.filters.iter().find(|pace| pace.filter == filter);
    let given = found.map_or(&[][..], |pace| match of {
        Of::Teams => &pace.teams,
        Of::Drivers => &pace.drivers,
    });
    let sound = |given: &&PaceBox| {
        let parts = [given.whisker_low, given.q1, given.median, given.q3, given.whisker_high];
        usize::from(given.of) < count && parts.iter().all(|part| (0.0..1e9).contains(part))
    };
    let mut boxes: Vec<PaceBox> = given.iter().filter(sound).cloned().collect();
    boxes.sort_by(|a, b| a.median.total_cmp(&b.median));
    boxes
}

/// The chart.
pub fn chart(documents: &Documents, of: Of, view: &View, canvas: &Canvas) -> Chart {
    let kind = of.kind();
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(kind, "The race has not been loaded.") };
    let rows = documents.laps.map(|laps| Rows::new(race, laps)).unwrap_or_default();
    let boxes = boxes_shown(documents, race, &rows, of, view.laps);
    let Some(fastest) = boxes.first().map(|first| first.median) else {
        return sheet.empty(
            kind,
            format!("There are no laps that count: {}.", filter_words(view.laps).to_lowercase()),
        );
    };
    let cast = Cast::new(race, view, &sheet.inks);
    let colours = sheet.inks.teams(race);
    let ranks = super::inks::ranks(race);
    let entrants: Vec<Series> =
        boxes.iter().map(|b| entrant(race, &cast, &colours, of, usize::from(b.of))).collect();

    let left =
        sheet.widest(entrants.iter().map(|entrant| entrant.name.as_str()), 700).min(sheet.width / 3.0) + 14.0;
    let right = sheet.width_of("0:00.000", 700) + 14.0;
    let plot = sheet.plot([left, TOP, right, BOTTOM]);
    let low = boxes.iter().map(|b| b.whisker_low).fold(f64::INFINITY, f64::min);
    let high = boxes.iter().map(|b| b.whisker_high).fold(0.0, f64::max);
    let margin = (high - low).max(100.0) * 0.03;
    let x = Scale::new([low - margin, high + margin], [plot.left, plot.right]);
    let row_height = plot.height() / boxes.len() as f64;

    let ticks = ticks::times(x.data[0], x.data[1], (plot.width() / 70.0) as usize);
    let decimals = ticks::decimals(&ticks.iter().map(|tick| tick / 1000.0).collect::<Vec<_>>());
    for &tick in &ticks {
        let px = x.px(tick);
        sheet.rule([px, plot.top], [px, plot.bottom]);
        sheet.text(
            [px, plot.bottom + 13.0],
            axis_time(tick, decimals),
            500,
            sheet.inks.palette.ink3,
            Anchor::Middle,
        );
    }
    let mut beyond = Vec::new();
    for (i, (b, entrant)) in boxes.iter().zip(&entrants).enumerate() {
        let y = plot.top + (i as f64 + 0.5) * row_height;
        let palette = sheet.inks.palette;
        let weight = if entrant.chosen { 800 } else { 600 };
        sheet.text([plot.left - 10.0, y], entrant.name.clone(), weight, palette.ink, Anchor::End);
        let half = (row_height * 0.32).min(9.0);
        let own = usize::from(b.of);
        let team = if of == Of::Teams { Some(own) } else { cast.members[own].team };
        draw(&mut sheet, b, entrant, team.map(|team| ranks[team]), (&x, y, row_height));
        sheet.targets.push(Target {
            series: i,
            x: b.median,
            at: [f64::midpoint(x.px(b.whisker_low), x.px(b.whisker_high)), y],
            half: [(x.px(b.whisker_high) - x.px(b.whisker_low)) / 2.0, half],
            value: lap_time(b.median),
            words: format!(
                "{}: median {}, middle half {} to {}, {}",
                entrant.name,
                lap_time(b.median),
                lap_time(b.q1),
                lap_time(b.q3),
                counted(usize::from(b.n), "lap", "laps")
            ),
        });
        let of_laps = laps_of(race, &cast, &rows, (own, of), view.laps);
        if view.points {
            dots(&mut sheet, &cast, &of_laps, (i, of), (&x, y, row_height));
        }
        beyond.push(of_laps.iter().filter(|row| !x.holds(time_of(row))).count());
        let px = x.px(b.median);
        let points = vec![[px, y - half], [px, y + half]];
        sheet.commands.push(Command::Line { points, stroke: Stroke::solid(palette.ink, 2.5) });
        let figure = if i == 0 { lap_time(b.median) } else { signed(b.median - fastest, 2) };
        sheet.text([sheet.width - 2.0, y], figure, 600, palette.ink, Anchor::End);
    }
    let told = Told {
        sentence: sentence(view, of),
        table: table(&boxes, &entrants, &beyond, of),
        summary: summary(&boxes, &entrants),
        missing: (documents.laps.is_none() && view.points)
            .then(|| "Single laps have not been loaded.".to_owned()),
    };
    sheet.series = entrants;
    sheet.finish(kind, plot, AxisOf::LapTime, x, told)
}

fn entrant(race: &Race, cast: &Cast, colours: &[u32], of: Of, i: usize) -> Series {
    match of {
        Of::Drivers => {
            let member = &cast.members[i];
            Series {
                name: member.code.to_owned(),
                colour: member.colour,
                dash: member.dash,
                chosen: member.chosen,
            }
        }
        Of::Teams => Series {
            name: race.teams[i].name.clone(),
            colour: colours[i],
            dash: super::scene::Dash::Solid,
            chosen: cast.members.iter().any(|member| member.team == Some(i) && member.chosen),
        },
    }
}

fn draw(
    sheet: &mut Sheet,
    b: &PaceBox,
    entrant: &Series,
    team: Option<usize>,
    (x, y, row_height): (&Scale, f64, f64),
) {
    let half = (row_height * 0.32).min(9.0);
    let edge = sheet.inks.palette.ink2;
    for (from, to) in [(b.whisker_low, b.q1), (b.q3, b.whisker_high)] {
        let points = vec![[x.px(from), y], [x.px(to), y]];
        sheet.commands.push(Command::Line { points, stroke: Stroke::solid(edge, 1.0) });
    }
    let pattern = team.map_or(Pattern::None, |rank| sheet.inks.team_pattern(rank));
    let rect = Rect::new(x.px(b.q1), y - half, x.px(b.q3), y + half);
    sheet.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::solid(sheet.inks.palette.ground)),
        pattern: None,
        stroke: None,
    });
    sheet.commands.push(Command::Rect {
        rect,
        radius: 2.0,
        fill: Some(Colour::faint(entrant.colour, 0.3)),
        pattern: Some((pattern, Colour::faint(entrant.colour, 0.6))),
        stroke: Some(Stroke::solid(entrant.colour, 1.25).dashed(entrant.dash)),
    });
}

/// The laps of a box that count.
fn laps_of<'r, 'a>(
    race: &Race,
    cast: &Cast,
    rows: &'r Rows<'a>,
    (own, of): (usize, Of),
    filter: LapFilter,
) -> Vec<&'r Row<'a>> {
    let belongs = |driver: &usize| match of {
        Of::Teams => race.drivers[*driver].team.map(usize::from) == Some(own),
        Of::Drivers => *driver == own,
    };
    let drivers = (0..cast.members.len()).filter(belongs);
    drivers.flat_map(|driver| rows.of(driver)).filter(|row| row.counts_for(filter)).collect()
}

/// ms.
fn time_of(row: &Row) -> f64 {
    row.time.map_or(f64::NAN, f64::from)
}

/// Every lap a dot, hollow for a team's second car, at a height that is chance to the eye and always the same. How
/// many have no place on the axis stands at its ends.
fn dots(
    sheet: &mut Sheet,
    cast: &Cast,
    laps: &[&Row],
    (series, of): (usize, Of),
    (x, y, row_height): (&Scale, f64, f64),
) {
    for row in laps {
        let (time, member) = (time_of(row), &cast.members[row.driver]);
        if !x.holds(time) {
            continue;
        }
        let at = [x.px(time), y + jitter(row.driver, row.lap) * row_height * 0.36];
        let stroke = Stroke { colour: Colour::faint(member.colour, 0.8), ..Stroke::solid(0, 1.0) };
        let fill = (!member.second).then(|| Colour::faint(member.colour, 0.5));
        sheet.commands.push(Command::Mark {
            at,
            shape: Shape::Circle,
            radius: 1.75,
            fill,
            stroke: Some(stroke),
        });
        let mut words = format!(
            "{}, lap {}, {}, {}",
            member.code,
            row.lap,
            lap_time(time),
            sheet.inks.tyre(row.compound).word
        );
        if let Some(life) = row.tyre_life {
            words = format!("{words}, {} old", counted(usize::from(life), "lap", "laps"));
        }
        // The series' name stands before it; of a team that is not yet the driver's.
        let who = if of == Of::Teams { format!("{} ", member.code) } else { String::new() };
        let value = format!("{who}lap {} {}", row.lap, lap_time(time));
        sheet.targets.push(Target { series, x: time, at, half: [0.0; 2], value, words });
    }
    let ink = sheet.inks.palette.ink2;
    let count = |is_beyond: &dyn Fn(f64) -> bool| laps.iter().filter(|row| is_beyond(time_of(row))).count();
    for (n, px, anchor) in [
        (count(&|time| time < x.data[0]), x.px[0] + 2.0, Anchor::Start),
        (count(&|time| x.data[1] < time), x.px[1] - 2.0, Anchor::End),
    ] {
        if 0 < n {
            sheet.haloed([px, y], format!("+{n}"), 500, ink, anchor);
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

/// Which laps a filter counts: what the filter is called, and the beginning of a sentence.
pub fn filter_words(filter: LapFilter) -> &'static str {
    match filter {
        LapFilter::All => "All laps",
        LapFilter::Green => "Green-flag laps",
        LapFilter::Dry => "Green-flag laps on slicks",
        LapFilter::Wet => "Green-flag laps on rain tyres",
    }
}

fn sentence(view: &View, of: Of) -> String {
    let without = if view.laps == LapFilter::All { "" } else { ", without first, in- and out-laps" };
    let dots = match (view.points, of) {
        (true, Of::Teams) => "; dots: laps, hollow for the second car, +7: so many beyond the edge",
        (true, Of::Drivers) => "; dots: laps, +7: so many beyond the edge",
        (false, _) => "",
    };
    format!(
        "{}{without}. Box: the middle half; bar: median; whiskers: laps within 1.5 boxes{dots}.",
        filter_words(view.laps)
    )
}

fn table(boxes: &[PaceBox], entrants: &[Series], beyond: &[usize], of: Of) -> Table {
    let who = if of == Of::Teams { "Team" } else { "Driver" };
    let mut table = Table::new([
        who,
        "Laps",
        "Median",
        "First quartile",
        "Third quartile",
        "Low whisker",
        "High whisker",
        "Laps beyond the axis",
    ]);
    for ((b, entrant), beyond) in boxes.iter().zip(entrants).zip(beyond) {
        let mut row = vec![entrant.name.clone(), b.n.to_string()];
        row.extend([b.median, b.q1, b.q3, b.whisker_low, b.whisker_high].map(lap_time));
        row.push(beyond.to_string());
        table.push(row);
    }
    table
}

fn summary(boxes: &[PaceBox], entrants: &[Series]) -> String {
    let fastest = boxes.first().map_or(0.0, |b| b.median);
    let words: Vec<String> = boxes
        .iter()
        .zip(entrants)
        .take(3)
        .enumerate()
        .map(|(i, (b, entrant))| {
            let figure =
                if i == 0 { lap_time(b.median) } else { format!("{} s", signed(b.median - fastest, 2)) };
            format!("{} {figure}", entrant.name)
        })
        .collect();
    format!("Fastest by median: {}.", super::figures::listed(&words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};
    use gridcast_shared::mart::{Pace, PaceOf};

    #[test]
    fn fastest_median_first_from_the_laps_that_count() {
        let (race, laps) = sample();
        let rows = Rows::new(&race, &laps);
        let boxes = boxes(&race, &rows, Of::Drivers, LapFilter::Green);
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
        let drawn = chart(&documents, Of::Teams, &View::default(), &canvas(500.0, 300.0));
        let rows: Vec<&str> = drawn.table.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(rows, ["McLaren", "Red Bull Racing"]);
        assert_eq!(drawn.summary, "Fastest by median: McLaren 1:30.000 and Red Bull Racing +1.00 s.");
        let none = chart(
            &documents,
            Of::Teams,
            &View { laps: LapFilter::Wet, ..View::default() },
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
        let view = View::default();
        let drawn = chart(&documents(&race, &laps), Of::Drivers, &view, &canvas(700.0, 300.0));
        let dots = || drawn.targets.iter().filter(|target| target.is_point());
        let words = "NOR, lap 12, 1:28.240, medium, 4 laps old";
        assert!(
            dots().any(|dot| dot.words == words && dot.value == "lap 12 1:28.240"),
            "{:?}",
            drawn.targets
        );
        let counted: usize = boxes(&race, &Rows::new(&race, &laps), Of::Drivers, LapFilter::Green)
            .iter()
            .map(|b| usize::from(b.n))
            .sum();
        assert_eq!(dots().count() + 3, counted);
        assert!(crate::charts::testing::texts(&drawn).contains(&"+3"));
        let nor = drawn.table.rows.iter().find(|row| row[0] == "NOR").and_then(|row| row.last());
        assert_eq!(nor.map(String::as_str), Some("3"));
        let without = View { points: false, ..view };
        let drawn = chart(&documents(&race, &laps), Of::Drivers, &without, &canvas(700.0, 300.0));
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
