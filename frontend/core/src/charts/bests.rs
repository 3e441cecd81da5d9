//! Sector bests with the ideal lap, and highest speeds.

use gridcast_shared::mart::{Race, SectorBests, SpeedTraps};

use super::cast::Cast;
use super::dot_table::{Best, Column, TOP, draw};
use super::figures::{lap_time, number};
use super::scene::{AxisOf, Chart, Series};
use super::sheet::{Sheet, Told};
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents};

/// A time in ms and the lap of it, if it is of one lap.
type Timed = Option<(u32, Option<u16>)>;

/// One of a driver's speeds.
type SpeedOf = fn(&SpeedTraps) -> Option<(u16, u16)>;

/// Height of the canvas for this many drivers with rows of `row`, CSS px.
pub fn height(drivers: usize, row: f64) -> f64 {
    TOP + drivers.max(1) as f64 * row + 6.0
}

fn series_of(cast: &Cast, driver: u8) -> Option<Series> {
    cast.series().into_iter().nth(usize::from(driver))
}

fn no_bests(documents: &Documents, sheet: Sheet, kind: ChartKind) -> Chart {
    let loaded = documents.race.is_some();
    sheet.empty(
        kind,
        if loaded {
            "There are no best sectors and speeds of this race."
        } else {
            "The race has not been loaded."
        },
    )
}

fn sound<T>(race: &Race, rows: &[T], driver: impl Fn(&T) -> u8) -> Vec<T>
where
    T: Clone,
{
    rows.iter().filter(|row| usize::from(driver(row)) < race.drivers.len()).cloned().collect()
}

/// Best sectors, their sum and the best real lap; by ideal lap.
pub fn sectors(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let kind = ChartKind::Sectors;
    let mut sheet = Sheet::new(canvas, view);
    let (Some(race), Some(bests)) = (documents.race, documents.bests) else {
        return no_bests(documents, sheet, kind);
    };
    let mut rows = sound(race, &bests.sectors, |row| row.driver);
    rows.retain(|row| row.best.is_some() || row.sectors.iter().any(Option::is_some));
    if rows.is_empty() {
        return no_bests(documents, sheet, kind);
    }
    rows.sort_by_key(|row| (row.ideal.is_none(), row.ideal, row.best));
    let cast = Cast::new(race, view, &sheet.inks);
    let series: Vec<Series> = rows.iter().filter_map(|row| series_of(&cast, row.driver)).collect();

    let column = |head: &'static str, of: &dyn Fn(&SectorBests) -> Timed| Column {
        head,
        values: rows.iter().map(|row| of(row).map(|value| f64::from(value.0))).collect(),
        best: Best::Least,
        figure: lap_time,
        words: rows
            .iter()
            .map(|row| {
                of(row).map_or_else(String::new, |(time, lap)| {
                    let lap = lap.map_or_else(String::new, |lap| format!(", lap {lap}"));
                    format!(
                        "{}, {}: {}{lap}",
                        cast.code(usize::from(row.driver)),
                        head.to_lowercase(),
                        lap_time(f64::from(time))
                    )
                })
            })
            .collect(),
    };
    let sector = |i: usize| move |row: &SectorBests| row.sectors[i].map(|(time, lap)| (time, Some(lap)));
    let columns = [
        column("Sector 1", &sector(0)),
        column("Sector 2", &sector(1)),
        column("Sector 3", &sector(2)),
        column("Ideal lap", &|row| row.ideal.map(|time| (time, None))),
        column("Best lap", &|row| row.best.map(|(time, lap)| (time, Some(lap)))),
    ];
    let (plot, x) = draw(&mut sheet, &series, &columns);
    let mut table = Table::new([
        "Driver",
        "Sector 1",
        "Lap of it",
        "Sector 2",
        "Lap of it",
        "Sector 3",
        "Lap of it",
        "Ideal lap",
        "Best lap",
        "Lap of it",
    ]);
    let time = |value: Option<u32>| value.map_or_else(String::new, |time| lap_time(f64::from(time)));
    for row in &rows {
        let mut cells = vec![cast.code(usize::from(row.driver)).to_owned()];
        for (i, best) in row.sectors.iter().chain([&row.best]).enumerate() {
            if i == 3 {
                cells.push(time(row.ideal));
            }
            cells.push(time(best.map(|best| best.0)));
            cells.push(best.map_or_else(String::new, |best| best.1.to_string()));
        }
        table.push(cells);
    }
    let told = Told {
        sentence: "Every driver's best three sectors, the lap they would make, and the best lap really driven. Diamond: \
                   best of all; hollow: a team's second car."
            .to_owned(),
        table,
        summary: sectors_summary(&rows, &cast),
        missing: None,
    };
    sheet.series = series;
    sheet.finish(kind, plot, AxisOf::Nothing, x, told)
}

fn sectors_summary(rows: &[SectorBests], cast: &Cast) -> String {
    let best = |i: usize| rows.iter().filter_map(|row| Some((row.sectors[i]?, row.driver))).min();
    let mut words: Vec<String> = (0..3)
        .filter_map(|i| {
            let ((time, _), driver) = best(i)?;
            Some(format!("sector {} {} {}", i + 1, cast.code(usize::from(driver)), lap_time(f64::from(time))))
        })
        .collect();
    if let Some((ideal, row)) =
        rows.iter().filter_map(|row| Some((row.ideal?, row))).min_by_key(|best| best.0)
    {
        words.push(format!(
            "ideal lap {} {}",
            cast.code(usize::from(row.driver)),
            lap_time(f64::from(ideal))
        ));
    }
    format!("Best of all: {}.", super::figures::listed(&words))
}

/// Highest speeds; by speed trap.
pub fn speed_traps(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let kind = ChartKind::SpeedTraps;
    let mut sheet = Sheet::new(canvas, view);
    let (Some(race), Some(bests)) = (documents.race, documents.bests) else {
        return no_bests(documents, sheet, kind);
    };
    let measures: [(&'static str, SpeedOf); 4] = [
        ("Speed trap", |row| row.st),
        ("Finish line", |row| row.fl),
        ("First split", |row| row.i1),
        ("Second split", |row| row.i2),
    ];
    let mut rows = sound(race, &bests.speeds, |row| row.driver);
    rows.retain(|row| measures.iter().any(|measure| measure.1(row).is_some()));
    if rows.is_empty() {
        return sheet.empty(kind, "There are no speeds of this race.");
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.st.map(|st| st.0), row.fl.map(|fl| fl.0))));
    let cast = Cast::new(race, view, &sheet.inks);
    let series: Vec<Series> = rows.iter().filter_map(|row| series_of(&cast, row.driver)).collect();
    let columns = measures.map(|(head, of)| Column {
        head,
        values: rows.iter().map(|row| of(row).map(|speed| f64::from(speed.0))).collect(),
        best: Best::Greatest,
        figure: |speed| number(speed, 0),
        words: rows
            .iter()
            .map(|row| {
                of(row).map_or_else(String::new, |(speed, lap)| {
                    format!(
                        "{}, {}: {speed} km/h, lap {lap}",
                        cast.code(usize::from(row.driver)),
                        head.to_lowercase()
                    )
                })
            })
            .collect(),
    });
    let (plot, x) = draw(&mut sheet, &series, &columns);
    let mut table = Table::new([
        "Driver",
        "Speed trap, km/h",
        "Lap of it",
        "Finish line, km/h",
        "Lap of it",
        "First split, km/h",
        "Lap of it",
        "Second split, km/h",
        "Lap of it",
    ]);
    for row in &rows {
        let mut cells = vec![cast.code(usize::from(row.driver)).to_owned()];
        for (_, of) in measures {
            cells.push(of(row).map_or_else(String::new, |speed| speed.0.to_string()));
            cells.push(of(row).map_or_else(String::new, |speed| speed.1.to_string()));
        }
        table.push(cells);
    }
    let fastest = rows.iter().filter_map(|row| Some((row.st?, row.driver))).max();
    let summary = fastest.map_or_else(String::new, |((speed, lap), driver)| {
        format!(
            "Fastest through the speed trap: {}, {speed} km/h, lap {lap}.",
            cast.code(usize::from(driver))
        )
    });
    let told = Told {
        sentence: "Every driver's highest speeds, km/h. Diamond: best of all; hollow: a team's second car."
            .to_owned(),
        table,
        summary,
        missing: None,
    };
    sheet.series = series;
    sheet.finish(kind, plot, AxisOf::Nothing, x, told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};
    use gridcast_shared::mart::Bests;

    #[test]
    fn ordered_by_ideal_lap_and_by_speed() {
        let (race, laps) = sample();
        let sector = |driver, ideal, best| SectorBests {
            driver,
            sectors: [Some((22_000, 3)), None, Some((23_000, 4))],
            ideal,
            best,
        };
        let speed = |driver, st| SpeedTraps { driver, i1: None, i2: None, fl: Some((290, 2)), st };
        let bests = Bests {
            version: 1,
            sectors: vec![
                sector(0, None, Some((88_000, 2))),
                sector(1, Some(87_000), None),
                sector(77, Some(1), None),
            ],
            speeds: vec![speed(0, None), speed(2, Some((331, 12)))],
        };
        let documents = Documents { bests: Some(&bests), ..documents(&race, &laps) };
        let first = |chart: &Chart| chart.table.rows[0].clone();
        let chart = sectors(&documents, &View::default(), &canvas(700.0, 200.0));
        assert_eq!(first(&chart), ["VER", "22.000", "3", "", "", "23.000", "4", "1:27.000", "", ""]);
        assert_eq!(chart.table.rows.len(), 2);
        let chart = speed_traps(&documents, &View::default(), &canvas(700.0, 200.0));
        assert_eq!(first(&chart)[..3], ["PIA", "331", "12"]);
        assert_eq!(chart.summary, "Fastest through the speed trap: PIA, 331 km/h, lap 12.");
    }
}
