//! Race trace: how far everybody is ahead of a car that drives one pace all race. Up is ahead, a line's slope is
//! pace, and a stop is a step down.
//!
//! Under a red flag that car takes as long as the leader does: cars stand for up to an hour then, which no pace makes
//! up for, and all lines would leave the plot.

use gridcast_shared::mart::{Period, PeriodKind};

use super::cast::Cast;
use super::figures::{lap_time, number, signed};
use super::geometry::Rect;
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Stroke};
use super::sheet::{EndLabel, Names, Sheet, Side, Told, race_laps};
use super::stats::quantile;
use super::table::Table;
use super::view::{Reference, View};
use super::{Canvas, ChartKind, Documents, ticks};

const KIND: ChartKind = ChartKind::Trace;

/// When the car of reference ends each lap, ms after the start.
enum Pace {
    /// By lap, from lap 0: the same time for every lap that was not under a red flag.
    Even(Vec<f64>),
    /// A driver's own laps.
    Laps(usize),
}

impl Pace {
    /// Laps of `ms`; those under a red flag as long as the leader's.
    fn even(ms: f64, rows: &Rows, periods: &[Period]) -> Self {
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
    fn end(&self, rows: &Rows, lap: u16) -> Option<f64> {
        match self {
            Self::Even(ends) => ends.get(usize::from(lap)).copied(),
            Self::Laps(driver) => rows.lap(*driver, lap)?.end.map(f64::from),
        }
    }
}

fn is_red(periods: &[Period], lap: u16) -> bool {
    let mut red = periods.iter().filter(|period| period.kind == PeriodKind::RedFlag);
    red.any(|period| (period.first_lap..=period.last_lap).contains(&lap))
}

/// The mean lap of whoever drove farthest, and of those the first, ms, without laps under a red flag. `None` where
/// there are no others.
pub fn mean_of_winner(rows: &Rows, periods: &[Period]) -> Option<f64> {
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

/// The reference and what it is called.
fn pace(view: &View, cast: &Cast, rows: &Rows, periods: &[Period]) -> Option<(Pace, String)> {
    let winner = || {
        let without = mean_of_winner(rows, periods);
        let mean = without.or_else(|| mean_of_winner(rows, &[]))?;
        let red = (1..=rows.last_lap()).any(|lap| is_red(periods, lap));
        let words = if red && without.is_some() { " without red flags" } else { "" };
        Some((Pace::even(mean, rows, periods), format!("the winner's mean lap{words}, {}", lap_time(mean))))
    };
    match &view.reference {
        Reference::Winner => winner(),
        Reference::Pace(ms) => {
            let pace = f64::from(*ms);
            Some((Pace::even(pace, rows, periods), format!("laps of {}", lap_time(pace))))
        }
        Reference::Driver(code) => match cast.by_code(code) {
            Some(driver) => Some((Pace::Laps(driver), format!("{code}, lap by lap"))),
            None => winner(),
        },
    }
}

/// Paces that a lap may be driven in, ms.
const PACES: std::ops::RangeInclusive<f64> = 30_000.0..=600_000.0;

/// Reads a pace as it is typed, `1:28.5` or `88.5`, in ms.
///
/// # Errors
///
/// What is wrong with it, as a sentence.
pub fn parse_pace(text: &str) -> Result<u32, &'static str> {
    const UNREADABLE: &str = "Not a lap time: write 1:28.5 or 88.5.";
    let text = text.trim().replace(',', ".");
    let (minutes, seconds) = text.split_once(':').unwrap_or(("0", &text));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let two = text.contains(':');
    if !digits(minutes, 2) || !digits(whole, if two { 2 } else { 3 }) || !digits(part, 3) {
        return Err(UNREADABLE);
    }
    let (Ok(minutes), Ok(seconds)) = (minutes.parse::<f64>(), seconds.parse::<f64>()) else {
        return Err(UNREADABLE);
    };
    if two && 60.0 <= seconds {
        return Err(UNREADABLE);
    }
    let ms = ((minutes * 60.0 + seconds) * 1000.0).round();
    if PACES.contains(&ms) { Ok(ms as u32) } else { Err("A lap takes from 30 seconds to 10 minutes.") }
}

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let Some(laps) = documents.laps else { return sheet.empty(KIND, "There are no laps of this race.") };
    let rows = Rows::new(race, laps);
    let cast = Cast::new(race, view, &sheet.inks);
    let Some((pace, reference)) = pace(view, &cast, &rows, &race.periods) else {
        return sheet.empty(KIND, "There are no times at the line of this race.");
    };
    // Seconds ahead of the reference.
    let ways: Vec<Vec<(u16, f64)>> = (0..rows.drivers())
        .map(|driver| {
            let laps = rows.of(driver).iter();
            laps.filter_map(|row| Some((row.lap, (pace.end(&rows, row.lap)? - f64::from(row.end?)) / 1000.0)))
                .collect()
        })
        .collect();
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let range = range(&ways, &cast, (first, last));

    let codes = sheet.widest(cast.members.iter().map(|member| member.code), 700);
    let right = codes + sheet.width_of("\u{2002}\u{2212}000.0", 500) + 22.0;
    let plot = sheet.plot([sheet.width_of("\u{2212}100 s", 500) + 10.0, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new(range, [plot.bottom, plot.top]);
    sheet.bands(&race.periods, &x, &plot, Names::Foot);
    seconds_axis(&mut sheet, &y, &plot);
    sheet.lap_axis(&x, &plot, "Lap");
    sheet.series = cast.series();
    let order = cast.drawing_order(view);
    let px = |point: &(u16, f64)| [x.px(f64::from(point.0)), y.px(point.1)];
    for &driver in &order {
        for part in ways[driver].chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(px).collect();
            sheet.driver_line(&line, &cast.members[driver], &plot);
        }
    }
    let mut labels = Vec::new();
    for &driver in &order {
        let member = &cast.members[driver];
        for point in ways[driver].iter().filter(|point| member.chosen && plot.contains(px(point))) {
            if rows.lap(driver, point.0).is_some_and(|row| row.pit_in) {
                sheet.ring(px(point), member);
            }
        }
        let Some(end) = ways[driver].last() else { continue };
        if member.retired_after().is_some() && plot.contains(px(end)) {
            sheet.named_out(px(end), member, &plot);
        }
        if let Some(at) = member.end_of(&ways[driver], (first, last)) {
            let text = format!("{}\u{2002}{}", member.code, signed(at.1 * 1000.0, 1));
            labels.push(EndLabel { y: px(at)[1].clamp(plot.top, plot.bottom), text, chosen: member.chosen });
        }
    }
    sheet.end_labels(labels, &plot, Side::Right);
    for (driver, way) in ways.iter().enumerate() {
        for point in way {
            let side = if point.1 < 0.0 { "behind" } else { "ahead of" };
            let words = format!(
                "{}, lap {}: {} s {side} the reference",
                cast.code(driver),
                point.0,
                number(point.1.abs(), 1)
            );
            sheet.target(&plot, driver, f64::from(point.0), px(point), signed(point.1 * 1000.0, 1), words);
        }
    }
    let stands = match pace {
        Pace::Even(_) if (1..=rows.last_lap()).any(|lap| is_red(&race.periods, lap)) => {
            "Under a red flag the reference takes as long as the leader. "
        }
        Pace::Even(_) | Pace::Laps(_) => "",
    };
    let told = Told {
        sentence: format!(
            "Seconds ahead of {reference}; up is ahead. {stands}Rings are stops, crosses cars out."
        ),
        table: Table::by_lap(&cast, rows.last_lap(), |driver, lap| {
            let way = &ways[driver];
            let found = way.binary_search_by_key(&lap, |point| point.0).ok()?;
            Some(number(way[found].1, 3))
        }),
        summary: summary(&cast, &ways, &reference),
        missing: None,
    };
    sheet.finish(KIND, plot, AxisOf::Lap, x, told)
}

/// Least and greatest seconds shown: of all but the farthest behind, and of the chosen.
fn range(ways: &[Vec<(u16, f64)>], cast: &Cast, laps: (u16, u16)) -> [f64; 2] {
    let seen = |chosen: bool| {
        let drivers = ways.iter().zip(&cast.members).filter(move |(_, member)| !chosen || member.chosen);
        drivers
            .flat_map(|(way, _)| way)
            .filter(move |point| (laps.0..=laps.1).contains(&point.0))
            .map(|point| point.1)
    };
    let mut all: Vec<f64> = seen(false).collect();
    all.sort_unstable_by(f64::total_cmp);
    let high = all.last().copied().unwrap_or(0.0).max(0.0);
    let usual = quantile(&all, 0.04).unwrap_or(0.0).min(-1.0);
    let low = seen(true).fold(usual, f64::min).max(3.0 * usual);
    let margin = 0.03 * (high - low);
    [low - margin, high + margin]
}

/// Seconds with signs, and the line of nought.
fn seconds_axis(sheet: &mut Sheet, y: &Scale, plot: &Rect) {
    let ticks = ticks::numbers(y.data[0], y.data[1], (plot.height() / 36.0) as usize);
    let decimals = ticks::decimals(&ticks);
    for &tick in &ticks {
        let py = y.px(tick);
        let palette = sheet.inks.palette;
        let rgb = if tick.abs() < 1e-9 { palette.edge } else { palette.line };
        sheet.line(&[[plot.left, py], [plot.right, py]], Stroke::solid(rgb, 1.0), plot);
        let text = if tick.abs() < 1e-9 { "0 s".to_owned() } else { signed(tick * 1000.0, decimals) };
        sheet.text([plot.left - 8.0, py], text, 500, palette.ink3, Anchor::End);
    }
}

fn summary(cast: &Cast, ways: &[Vec<(u16, f64)>], reference: &str) -> String {
    let ends: Vec<String> = ways
        .iter()
        .enumerate()
        .filter_map(|(driver, way)| {
            let end = way.last()?;
            Some(format!("{} {} s after lap {}", cast.code(driver), signed(end.1 * 1000.0, 1), end.0))
        })
        .take(3)
        .collect();
    format!("Against {reference}: {}.", super::figures::listed(&ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::{Laps, Period, PeriodKind, Race};

    use crate::charts::testing::{canvas, cut_laps, documents, sample, texts};

    fn drawn(reference: Reference) -> Chart {
        let (race, laps) = sample();
        let view = View { reference, ..View::default() };
        chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0))
    }

    #[test]
    fn a_pace_is_read_as_it_is_typed() {
        for (text, ms) in [
            ("1:28.5", 88_500),
            ("88.5", 88_500),
            (" 1:28,512 ", 88_512),
            ("95", 95_000),
            ("2:00", 120_000),
            ("0:59.9", 59_900),
            ("10:00", 600_000),
        ] {
            assert_eq!(parse_pace(text), Ok(ms), "{text}");
        }
        for text in ["", "NOR", "1:", "1:75", "1:28.", "-88", "1:2:3", "1e2", "1:28.5123", "\u{663}\u{663}"] {
            assert_eq!(parse_pace(text), Err("Not a lap time: write 1:28.5 or 88.5."), "{text}");
        }
        for text in ["29.999", "10:00.001", "0"] {
            assert_eq!(parse_pace(text), Err("A lap takes from 30 seconds to 10 minutes."), "{text}");
        }
    }

    #[test]
    fn the_winner_ends_where_the_reference_does() {
        let chart = drawn(Reference::Winner);
        assert_eq!(chart.table.rows[19][..2], ["20".to_owned(), "0.000".to_owned()]);
    }

    #[test]
    fn lapped_cars_are_named_at_the_right() {
        let (race, mut laps) = sample();
        cut_laps(&mut laps, 2, 19);
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        let named =
            |code: &str| texts(&chart).iter().any(|text| text.starts_with(code) && text.contains('\u{2002}'));
        assert!(named("PIA") && named("VER") && !named("ALO"));
    }

    /// The sample with forty minutes of standing in lap 10, for a red flag.
    fn stopped() -> (Race, Laps) {
        let (mut race, mut laps) = sample();
        for i in 0..laps.lap.len() {
            let standing = 40 * 60_000;
            laps.time[i] = laps.time[i].map(|time| if laps.lap[i] == 10 { time + standing } else { time });
            laps.end[i] = laps.end[i].map(|end| if 10 <= laps.lap[i] { end + standing } else { end });
        }
        race.periods.push(Period { kind: PeriodKind::RedFlag, first_lap: 10, last_lap: 10 });
        (race, laps)
    }

    #[test]
    fn the_reference_stands_under_a_red_flag() {
        let (race, laps) = stopped();
        let drawn = |reference| {
            let view = View { reference, ..View::default() };
            chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0))
        };
        // NOR's other laps: 19 of 88 s, 112 laps of tyres of 60 ms, three slow ones, a stop and the start.
        let mean = 88_000.0 + (112.0 * 60.0 + 90_000.0 + 20_000.0 + 6000.0) / 19.0;
        let winner = drawn(Reference::Winner);
        let wanted = format!(
            "Seconds ahead of the winner's mean lap without red flags, {}; up is ahead. Under a red flag the reference \
             takes as long as the leader.",
            lap_time(mean)
        );
        assert!(winner.sentence.starts_with(&wanted), "{}", winner.sentence);
        let seconds = |chart: &Chart, lap: usize| {
            chart.table.rows[lap - 1][1].replace('\u{2212}', "-").parse::<f64>().unwrap()
        };
        // PIA led after lap 9, ALO after lap 10: between them went what the reference stands for.
        let took = f64::from(end(&laps, 3, 10) - end(&laps, 2, 9));
        let own = f64::from(end(&laps, 0, 10) - end(&laps, 0, 9));
        let jump = seconds(&winner, 10) - seconds(&winner, 9);
        assert!((jump - (took - own) / 1000.0).abs() < 2e-3, "{jump}");
        assert!((1..=20).all(|lap| seconds(&winner, lap).abs() < 60.0), "{:?}", winner.table.rows);
        let given = drawn(Reference::Pace(95_000));
        assert!((1..=20).all(|lap| seconds(&given, lap).abs() < 60.0), "{:?}", given.table.rows);
        assert!(given.sentence.contains("Under a red flag"), "{}", given.sentence);
        assert!(!drawn(Reference::Driver("VER".to_owned())).sentence.contains("red flag"));
    }

    fn end(laps: &Laps, driver: u8, lap: u16) -> u32 {
        let row = (0..laps.lap.len()).find(|&i| (laps.driver[i], laps.lap[i]) == (driver, lap));
        laps.end[row.unwrap()].unwrap()
    }

    #[test]
    fn a_race_that_was_red_from_end_to_end_has_its_whole_mean() {
        let (mut race, laps) = sample();
        race.periods = vec![Period { kind: PeriodKind::RedFlag, first_lap: 1, last_lap: 99 }];
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        assert!(
            chart.sentence.starts_with("Seconds ahead of the winner's mean lap, 1:34."),
            "{}",
            chart.sentence
        );
    }

    #[test]
    fn a_driver_is_level_with_himself_and_a_pace_is_taken_as_given() {
        let chart = drawn(Reference::Driver("VER".to_owned()));
        assert!(chart.table.rows.iter().all(|row| row[2] == "0.000"));
        // NOR's first lap takes 94.060.
        let chart = drawn(Reference::Pace(95_000));
        assert_eq!(chart.table.rows[0][1], "0.940");
        assert!(chart.sentence.contains("1:35.000"));
        assert_eq!(drawn(Reference::Driver("XXX".to_owned())).table, drawn(Reference::Winner).table);
    }
}
