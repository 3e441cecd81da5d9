//! Race trace: how far everybody is ahead of a car that drives one pace all race. Up is ahead, a line's slope is
//! pace, and a stop is a step down.

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{BandLabels, ChartBuilder, Description, EndLabel, Side, race_laps};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::reference_pace::{ReferencePace, is_red, reference_pace};
use crate::charts::data::stats::quantile;
use crate::charts::documents::Documents;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, LineStyle};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{number, signed};

const KIND: ChartKind = ChartKind::Trace;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let Some(laps) = documents.laps else { return builder.empty(KIND, Missing::Laps) };
    let rows = LapRows::new(race, laps);
    let entrants = Entrants::new(race, view, &builder.palette);
    let Some((pace, reference)) = reference_pace(&view.reference, &entrants, &rows, &race.periods) else {
        return builder.empty(KIND, Missing::TimesAtLine);
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
    let range = range(&ways, &entrants, (first, last));

    let codes = builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700);
    let right = codes + builder.width_of("\u{2002}\u{2212}000.0", 500) + 22.0;
    let plot = builder.plot([builder.width_of("\u{2212}100 s", 500) + 10.0, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new(range, [plot.bottom, plot.top]);
    builder.bands(&race.periods, &x, &plot, BandLabels::Foot);
    seconds_axis(&mut builder, &y, &plot);
    builder.lap_axis(&x, &plot, words::lap());
    builder.series = entrants.series();
    let order = entrants.drawing_order(view);
    let px = |point: &(u16, f64)| [x.px(f64::from(point.0)), y.px(point.1)];
    for &driver in &order {
        for part in ways[driver].chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(px).collect();
            builder.driver_line(&line, &entrants.all[driver], &plot);
        }
    }
    let mut labels = Vec::new();
    for &driver in &order {
        let entrant = &entrants.all[driver];
        for point in ways[driver].iter().filter(|point| entrant.chosen && plot.contains(px(point))) {
            if rows.lap(driver, point.0).is_some_and(LapRow::is_stop) {
                builder.ring(px(point), entrant);
            }
        }
        let Some(end) = ways[driver].last() else { continue };
        if entrant.retired_after().is_some() && plot.contains(px(end)) {
            builder.named_out(px(end), entrant, &plot);
        }
        if let Some(at) = entrant.end_of(&ways[driver], (first, last)) {
            let text = format!("{}\u{2002}{}", entrant.code, signed(at.1 * 1000.0, 1));
            labels.push(EndLabel { y: px(at)[1].clamp(plot.top, plot.bottom), text, chosen: entrant.chosen });
        }
    }
    builder.end_labels(labels, &plot, Side::Right);
    for (driver, way) in ways.iter().enumerate() {
        for point in way {
            let words = words::trace::lap(entrants.code(driver), point.0, point.1);
            builder.target(&plot, driver, f64::from(point.0), px(point), signed(point.1 * 1000.0, 1), words);
        }
    }
    let stands = match pace {
        ReferencePace::Even(_) => (1..=rows.last_lap()).any(|lap| is_red(&race.periods, lap)),
        ReferencePace::Laps(_) => false,
    };
    let description = Description {
        sentence: words::trace::sentence(&reference, stands),
        table: Table::by_lap(&entrants, rows.last_lap(), |driver, lap| {
            let way = &ways[driver];
            let found = way.binary_search_by_key(&lap, |point| point.0).ok()?;
            Some(number(way[found].1, 3))
        }),
        summary: words::trace::summary(&entrants, &ways, &reference),
        missing: None,
    };
    builder.finish(KIND, plot, AxisKind::Lap, x, description)
}

/// Least and greatest seconds shown: of all but the farthest behind, and of the chosen.
fn range(ways: &[Vec<(u16, f64)>], entrants: &Entrants, laps: (u16, u16)) -> [f64; 2] {
    let seen = |chosen: bool| {
        let drivers = ways.iter().zip(&entrants.all).filter(move |(_, entrant)| !chosen || entrant.chosen);
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
fn seconds_axis(builder: &mut ChartBuilder, y: &Scale, plot: &Bounds) {
    let ticks = ticks::numbers(y.data[0], y.data[1], (plot.height() / 36.0) as usize);
    let decimals = ticks::decimals(&ticks);
    for &tick in &ticks {
        let py = y.px(tick);
        let colours = builder.palette.colours;
        let rgb = if tick.abs() < 1e-9 { colours.edge } else { colours.line };
        builder.line(&[[plot.left, py], [plot.right, py]], LineStyle::solid(rgb, 1.0), plot);
        let text = if tick.abs() < 1e-9 { "0 s".to_owned() } else { signed(tick * 1000.0, decimals) };
        builder.text([plot.left - 8.0, py], text, 500, colours.ink3, Anchor::End);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::view_state::Reference;
    use crate::charts::words::figures::lap_time;
    use gridcast_shared::mart::{Laps, Period, PeriodKind, Race};

    use crate::charts::testing::{canvas, cut_laps, documents, sample, texts};

    fn drawn(reference: Reference) -> Chart {
        let (race, laps) = sample();
        let view = ViewState { reference, ..ViewState::default() };
        chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0))
    }

    #[test]
    fn the_winner_ends_where_the_reference_does() {
        let chart = drawn(Reference::Winner);
        assert_eq!(chart.table.rows[19].cells[..2], ["20".to_owned(), "0.000".to_owned()]);
    }

    #[test]
    fn lapped_cars_are_named_at_the_right() {
        let (race, mut laps) = sample();
        cut_laps(&mut laps, 2, 19);
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
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
            let view = ViewState { reference, ..ViewState::default() };
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
            chart.table.rows[lap - 1].cells[1].replace('\u{2212}', "-").parse::<f64>().unwrap()
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
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
        assert!(
            chart.sentence.starts_with("Seconds ahead of the winner's mean lap, 1:34."),
            "{}",
            chart.sentence
        );
    }

    #[test]
    fn a_driver_is_level_with_himself_and_a_pace_is_taken_as_given() {
        let chart = drawn(Reference::Driver("VER".to_owned()));
        assert!(chart.table.rows.iter().all(|row| row.cells[2] == "0.000"));
        // NOR's first lap takes 94.060.
        let chart = drawn(Reference::Pace(95_000));
        assert_eq!(chart.table.rows[0].cells[1], "0.940");
        assert!(chart.sentence.contains("1:35.000"));
        assert_eq!(drawn(Reference::Driver("XXX".to_owned())).table, drawn(Reference::Winner).table);
    }
}
