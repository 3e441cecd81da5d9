//! Gap to the leader: seconds behind whoever led, at the end of every lap; down is behind.
//!
//! A lapped car is measured by the lap of its own number, so it goes on where it is.

use super::cast::{Cast, Member};
use super::figures::{counted, number};
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart};
use super::sheet::{EndLabel, Names, Sheet, Side, Told, race_laps};
use super::stats::quantile;
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents, ticks};

const KIND: ChartKind = ChartKind::Gap;

/// Greatest gap shown when nobody chosen was further behind, s.
const MOST_S: f64 = 120.0;

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let Some(laps) = documents.laps else { return sheet.empty(KIND, "There are no laps of this race.") };
    let rows = Rows::new(race, laps);
    if rows.iter().all(|row| row.gap.is_none()) {
        return sheet.empty(KIND, "There are no gaps of this race.");
    }
    let cast = Cast::new(race, view, &sheet.inks);
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let most = most_s(&rows, &cast, (first, last));

    let codes = sheet.widest(cast.members.iter().map(|member| member.code), 700);
    let right = codes + sheet.width_of("\u{2002}+000.0", 500) + 22.0;
    let plot = sheet.plot([sheet.width_of("+100 s", 500) + 10.0, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new([-0.02 * most, most], [plot.top, plot.bottom]);

    sheet.bands(&race.periods, &x, &plot, Names::Foot);
    let ticks = ticks::numbers(0.0, most, (plot.height() / 36.0) as usize);
    for &tick in &ticks {
        let py = y.px(tick);
        sheet.rule([plot.left, py], [plot.right, py]);
        let text = if tick == 0.0 {
            "0 s".to_owned()
        } else {
            format!("+{}", number(tick, ticks::decimals(&ticks)))
        };
        sheet.text([plot.left - 8.0, py], text, 500, sheet.inks.palette.ink3, Anchor::End);
    }
    sheet.lap_axis(&x, &plot, "Lap");

    sheet.series = cast.series();
    let points = |driver: usize| -> Vec<(u16, [f64; 2])> {
        let rows = rows.of(driver).iter();
        rows.filter_map(|row| Some((row.lap, [x.px(f64::from(row.lap)), y.px(f64::from(row.gap?) / 1000.0)])))
            .collect()
    };
    let order = cast.drawing_order(view);
    for &driver in &order {
        for part in points(driver).chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(|point| point.1).collect();
            sheet.driver_line(&line, &cast.members[driver], &plot);
        }
    }
    let mut labels = Vec::new();
    for &driver in &order {
        let member = &cast.members[driver];
        let points = points(driver);
        for (lap, at) in points.iter().filter(|point| member.chosen && plot.contains(point.1)) {
            if rows.lap(driver, *lap).is_some_and(|row| row.pit_in) {
                sheet.ring(*at, member);
            }
        }
        let end = points.last().filter(|point| plot.contains(point.1));
        if let (Some(_), Some((_, [px, py]))) = (member.retired_after(), end) {
            sheet.named_out([*px, *py], member, &plot);
        }
        if let Some((_, at)) = member.end_of(&points, (first, last)) {
            let behind = behind(&rows, member, driver, last);
            let text = behind
                .map_or_else(|| member.code.to_owned(), |behind| format!("{}\u{2002}+{behind}", member.code));
            labels.push(EndLabel { y: at[1].min(plot.bottom), text, chosen: member.chosen });
        }
    }
    sheet.end_labels(labels, &plot, Side::Right);
    targets(&mut sheet, &cast, &rows, &plot, (&x, &y));
    let told = Told {
        sentence: format!(
            "Seconds at the line behind whoever leads; down is behind. Rings are stops, crosses cars out. Lines leave \
             below +{} s.",
            number(most, 0)
        ),
        table: Table::by_lap(&cast, rows.last_lap(), |driver, lap| {
            Some(number(f64::from(rows.lap(driver, lap)?.gap?) / 1000.0, 3))
        }),
        summary: summary(&cast, &rows),
        missing: None,
    };
    sheet.finish(KIND, plot, AxisOf::Lap, x, told)
}

/// How far behind a car is at the last lap seen: by seconds, or by laps where those of its own last lap are not known.
/// `None` for the leader, and where nobody knows.
fn behind(rows: &Rows, member: &Member, driver: usize, last: u16) -> Option<String> {
    let own = rows.of(driver).iter().rfind(|row| row.lap <= last)?;
    if let Some(gap) = own.gap {
        return (0 < gap).then(|| number(f64::from(gap) / 1000.0, 1));
    }
    // A lap that is missing among others is no lap behind.
    let end = rows.of(driver).last().filter(|end| end.lap < last)?;
    let laps = member.result.and_then(|row| row.laps_behind).unwrap_or(rows.last_lap() - end.lap);
    (0 < laps).then(|| counted(usize::from(laps), "lap", "laps"))
}

/// Who led at the end of each lap, by lap.
pub fn leaders(rows: &Rows) -> Vec<Option<usize>> {
    let mut leaders = vec![None; usize::from(rows.last_lap()) + 1];
    for row in rows.iter().filter(|row| row.gap == Some(0)) {
        leaders[usize::from(row.lap)].get_or_insert(row.driver);
    }
    leaders
}

/// Greatest gap shown, s: of all but the farthest twentieth, and of the chosen up to twice of that.
fn most_s(rows: &Rows, cast: &Cast, laps: (u16, u16)) -> f64 {
    let seen = |chosen: bool| {
        let mut gaps: Vec<f64> = rows
            .iter()
            .filter(|row| (laps.0..=laps.1).contains(&row.lap))
            .filter(|row| !chosen || cast.get(row.driver).is_some_and(|member| member.chosen))
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
    sheet: &mut Sheet,
    cast: &Cast,
    rows: &Rows,
    plot: &super::geometry::Rect,
    scales: (&Scale, &Scale),
) {
    let leaders = leaders(rows);
    for row in rows.iter() {
        let Some(gap) = row.gap else { continue };
        let seconds = f64::from(gap) / 1000.0;
        let code = cast.code(row.driver);
        let ahead = leaders[usize::from(row.lap)].map_or("the leader", |leader| cast.code(leader));
        let (value, words) = if gap == 0 {
            ("leads".to_owned(), format!("{code}, lap {}: leads", row.lap))
        } else {
            let figure = number(seconds, 1);
            (format!("+{figure}"), format!("{code}, lap {}: {figure} s behind {ahead}", row.lap))
        };
        let at = [scales.0.px(f64::from(row.lap)), scales.1.px(seconds)];
        sheet.target(plot, row.driver, f64::from(row.lap), at, value, words);
    }
}

fn summary(cast: &Cast, rows: &Rows) -> String {
    let leaders = leaders(rows);
    let mut led: Vec<(usize, usize)> = Vec::new();
    for leader in leaders.iter().flatten() {
        match led.iter_mut().find(|known| known.0 == *leader) {
            Some(known) => known.1 += 1,
            None => led.push((*leader, 1)),
        }
    }
    led.sort_by_key(|known| std::cmp::Reverse(known.1));
    let words: Vec<String> =
        led.iter().map(|&(driver, laps)| format!("{} {laps}", cast.code(driver))).collect();
    let last = rows.last_lap();
    let second = (0..cast.members.len())
        .filter_map(|driver| Some((rows.lap(driver, last)?.gap.filter(|&gap| 0 < gap)?, driver)))
        .min();
    let end = second.map_or_else(String::new, |(gap, driver)| {
        format!(
            " After lap {last} {} is nearest, {} s behind.",
            cast.code(driver),
            number(f64::from(gap) / 1000.0, 1)
        )
    });
    format!("Laps led: {}.{end}", super::figures::listed(&words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::scene::Command;
    use gridcast_shared::mart::{Laps, Race};

    use crate::charts::testing::{canvas, cut_laps, documents, sample, texts};

    #[test]
    fn down_is_behind_and_figures_are_those_of_the_laps() {
        let (race, laps) = sample();
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        let at = |driver: usize| {
            chart.targets.iter().find(|t| t.series == driver && t.words.contains("lap 5:")).unwrap()
        };
        assert!(at(0).at[1] < at(1).at[1] && at(1).at[1] < at(2).at[1]);
        assert_eq!((at(0).value.as_str(), at(1).value.as_str()), ("leads", "+1.5"));
        assert_eq!(at(1).words, "VER, lap 5: 1.5 s behind NOR");
        assert_eq!(chart.table.rows[4][..3], ["5", "0.000", "1.500"]);
    }

    #[test]
    fn a_lapped_car_goes_on_and_a_car_out_ends_with_a_cross() {
        let (race, mut laps) = sample();
        for gap in laps.gap.iter_mut().filter(|gap| gap.is_some_and(|gap| 2000 < gap)) {
            *gap = gap.map(|gap| gap + 95_000);
        }
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        let pia = chart.targets.iter().filter(|target| target.series == 2).count();
        assert_eq!(pia, 20);
        let crosses = chart
            .commands
            .iter()
            .filter(|c| matches!(c, Command::Mark { shape: super::super::scene::Shape::Cross, .. }));
        assert_eq!(crosses.count(), 1);
    }

    #[test]
    fn lapped_cars_are_named_by_their_gap_or_else_by_their_laps() {
        let (mut race, mut laps) = sample();
        cut_laps(&mut laps, 1, 19);
        cut_laps(&mut laps, 2, 18);
        let drawn = |race: &Race, laps: &Laps| -> Vec<String> {
            let chart = chart(&documents(race, laps), &View::default(), &canvas(900.0, 340.0));
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
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        assert!(chart.is_empty() && chart.missing.is_some());
    }
}
