//! Sector bests with the ideal lap, and highest speeds.

use gridcast_shared::mart::{Race, SectorBests, SpeedTraps};

use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::kind::ChartKind;
use crate::charts::kinds::dot_table::{Best, Column, TOP, draw};
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::bests::{SpeedColumn, TimeColumn};
use crate::charts::words::figures::lap_time;
use crate::format::speed;

/// A time in ms and the lap of it, if it is of one lap.
type Timed = Option<(u32, Option<u16>)>;

/// One of a driver's speeds.
type SpeedOf = fn(&SpeedTraps) -> Option<(u16, u16)>;

/// Height of the canvas for this many drivers with rows of `row`, CSS px.
pub fn height(drivers: usize, row: f64) -> f64 {
    TOP + drivers.max(1) as f64 * row + 6.0
}

fn series_of(entrants: &Entrants, driver: u8) -> Option<Series> {
    entrants.series().into_iter().nth(usize::from(driver))
}

fn no_bests(documents: &Documents, builder: ChartBuilder, kind: ChartKind) -> Chart {
    let loaded = documents.race.is_some();
    builder.empty(kind, if loaded { Missing::Bests } else { Missing::Race })
}

fn sound<T>(race: &Race, rows: &[T], driver: impl Fn(&T) -> u8) -> Vec<T>
where
    T: Clone,
{
    rows.iter().filter(|row| usize::from(driver(row)) < race.drivers.len()).cloned().collect()
}

/// Best sectors, their sum and the best real lap; by ideal lap.
pub fn sectors(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::Sectors;
    let mut builder = ChartBuilder::new(canvas, view);
    let (Some(race), Some(bests)) = (documents.race, documents.bests) else {
        return no_bests(documents, builder, kind);
    };
    let mut rows = sound(race, &bests.sectors, |row| row.driver);
    rows.retain(|row| row.best.is_some() || row.sectors.iter().any(Option::is_some));
    if rows.is_empty() {
        return no_bests(documents, builder, kind);
    }
    rows.sort_by_key(|row| (row.ideal.is_none(), row.ideal, row.best));
    let entrants = Entrants::new(race, view, &builder.palette);
    let series: Vec<Series> = rows.iter().filter_map(|row| series_of(&entrants, row.driver)).collect();

    let column = |of_column: TimeColumn, of: &dyn Fn(&SectorBests) -> Timed| Column {
        head: of_column.head(),
        values: rows.iter().map(|row| of(row).map(|value| f64::from(value.0))).collect(),
        best: Best::Least,
        limit: None,
        figure: lap_time,
        words: rows
            .iter()
            .map(|row| {
                of(row).map_or_else(String::new, |(time, lap)| {
                    words::bests::time(entrants.code(usize::from(row.driver)), of_column, time, lap)
                })
            })
            .collect(),
    };
    let sector = |i: usize| move |row: &SectorBests| row.sectors[i].map(|(time, lap)| (time, Some(lap)));
    let columns = [
        column(TimeColumn::Sector(0), &sector(0)),
        column(TimeColumn::Sector(1), &sector(1)),
        column(TimeColumn::Sector(2), &sector(2)),
        column(TimeColumn::Ideal, &|row| row.ideal.map(|time| (time, None))),
        column(TimeColumn::Best, &|row| row.best.map(|(time, lap)| (time, Some(lap)))),
    ];
    let (plot, x) = draw(&mut builder, &series, &columns);
    let mut table = Table::new(words::bests::sector_heads().iter().map(String::as_str));
    let time = |value: Option<u32>| value.map_or_else(String::new, |time| lap_time(f64::from(time)));
    for row in &rows {
        let mut cells = vec![entrants.code(usize::from(row.driver)).to_owned()];
        for (i, best) in row.sectors.iter().chain([&row.best]).enumerate() {
            if i == 3 {
                cells.push(time(row.ideal));
            }
            cells.push(time(best.map(|best| best.0)));
            cells.push(best.map_or_else(String::new, |best| best.1.to_string()));
        }
        table.push(cells);
    }
    let description = Description {
        sentence: words::bests::sectors_sentence().to_owned(),
        table,
        summary: words::bests::sectors_summary(&rows, &entrants),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

/// Highest speeds; by speed trap.
pub fn speed_traps(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::SpeedTraps;
    let mut builder = ChartBuilder::new(canvas, view);
    let (Some(race), Some(bests)) = (documents.race, documents.bests) else {
        return no_bests(documents, builder, kind);
    };
    let measures: [(SpeedColumn, SpeedOf); 4] = [
        (SpeedColumn::Trap, |row| row.st),
        (SpeedColumn::Line, |row| row.fl),
        (SpeedColumn::FirstSplit, |row| row.i1),
        (SpeedColumn::SecondSplit, |row| row.i2),
    ];
    let mut rows = sound(race, &bests.speeds, |row| row.driver);
    rows.retain(|row| measures.iter().any(|measure| measure.1(row).is_some()));
    if rows.is_empty() {
        return builder.empty(kind, Missing::Speeds);
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.st.map(|st| st.0), row.fl.map(|fl| fl.0))));
    let entrants = Entrants::new(race, view, &builder.palette);
    let series: Vec<Series> = rows.iter().filter_map(|row| series_of(&entrants, row.driver)).collect();
    let columns = measures.map(|(column, of)| Column {
        head: column.head().to_owned(),
        values: rows.iter().map(|row| of(row).map(|speed| f64::from(speed.0))).collect(),
        best: Best::Greatest,
        limit: None,
        figure: speed,
        words: rows
            .iter()
            .map(|row| {
                of(row).map_or_else(String::new, |fastest| {
                    words::bests::speed(entrants.code(usize::from(row.driver)), column, fastest)
                })
            })
            .collect(),
    });
    let (plot, x) = draw(&mut builder, &series, &columns);
    let mut table =
        Table::new(words::bests::speed_heads(measures.map(|measure| measure.0)).iter().map(String::as_str));
    for row in &rows {
        let mut cells = vec![entrants.code(usize::from(row.driver)).to_owned()];
        for (_, of) in measures {
            cells.push(of(row).map_or_else(String::new, |kmh| speed(kmh.0.into())));
            cells.push(of(row).map_or_else(String::new, |speed| speed.1.to_string()));
        }
        table.push(cells);
    }
    let description = Description {
        sentence: words::bests::speeds_sentence(),
        table,
        summary: words::bests::speeds_summary(&rows, &entrants),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::draw::command::Command;
    use crate::charts::draw::style::Colour;
    use crate::charts::palette::Scheme;
    use crate::charts::testing::{canvas, documents, sample};
    use crate::theme::Theme;
    use gridcast_shared::mart::{Bests, Team};

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
        let first = |chart: &Chart| chart.table.rows[0].cells.clone();
        let chart = sectors(&documents, &ViewState::default(), &canvas(700.0, 200.0));
        assert_eq!(first(&chart), ["VER", "22.000", "3", "", "", "23.000", "4", "1:27.000", "", ""]);
        assert_eq!(chart.table.rows.len(), 2);
        let chart = speed_traps(&documents, &ViewState::default(), &canvas(700.0, 200.0));
        assert_eq!(first(&chart)[..3], ["PIA", "331", "12"]);
        assert_eq!(chart.summary, "Fastest through the speed trap: PIA, 331 km/h, lap 12.");
    }

    #[test]
    fn only_a_teams_second_car_is_hollow_in_any_palette() {
        let (mut race, laps) = sample();
        // By name the eighth and ninth team, whose lines are broken in the palette for colour-blind eyes.
        for name in ["A", "B", "C", "D", "E", "F", "G"] {
            race.teams.push(Team { name: name.to_owned(), colour: None });
        }
        let speed = |driver| SpeedTraps {
            driver,
            i1: None,
            i2: None,
            fl: None,
            st: Some((300 + u16::from(driver), 2)),
        };
        let bests = Bests { version: 1, sectors: Vec::new(), speeds: (0..4).map(speed).collect() };
        let documents = Documents { bests: Some(&bests), ..documents(&race, &laps) };
        let view = ViewState { scheme: Scheme::ColourBlind, ..ViewState::default() };
        let chart = speed_traps(&documents, &view, &canvas(700.0, 200.0));
        let ground = Some(Colour::solid(Theme::Light.palette().ground));
        let is_hollow = |command: &&Command| matches!(command, Command::Mark { fill, .. } if *fill == ground);
        assert_eq!(chart.commands.iter().filter(is_hollow).count(), 1, "PIA's");
    }
}
