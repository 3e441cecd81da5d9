//! The parts of a qualifying: every driver's best time in each, and what was needed to go on.

use gridcast_shared::mart::PartTime;

use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::kind::ChartKind;
use crate::charts::kinds::dot_table::{Best, Column, draw};
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::lap_time;

/// Rows in the order of the result; a column a part.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::Parts;
    let mut builder = ChartBuilder::new(canvas, view);
    let (Some(race), Some(qualifying)) = (documents.race, documents.qualifying) else {
        let loaded = documents.race.is_some();
        return builder.empty(kind, if loaded { Missing::Parts } else { Missing::Race });
    };
    let of = |driver: usize, part: usize| -> Option<&PartTime> {
        let mut times = qualifying.times.iter();
        times.find(|time| {
            usize::from(time.driver) == driver && usize::from(time.part) == part + 1 && 0 < time.time
        })
    };
    let drivers: Vec<usize> =
        (0..race.drivers.len()).filter(|&driver| (0..3).any(|part| of(driver, part).is_some())).collect();
    if drivers.is_empty() {
        return builder.empty(kind, Missing::Parts);
    }
    let entrants = Entrants::new(race, view, &builder.palette);
    let all = entrants.series();
    let series: Vec<Series> = drivers.iter().filter_map(|&driver| all.get(driver).cloned()).collect();
    let cut_off = |part: usize| {
        let mut parts = qualifying.parts.iter();
        parts.find(|one| usize::from(one.part) == part + 1).and_then(|part| part.cut_off)
    };
    let names = words::parts::names(race.session.kind());
    let columns = [0, 1, 2].map(|part| Column {
        head: names[part].to_owned(),
        values: drivers.iter().map(|&driver| of(driver, part).map(|time| f64::from(time.time))).collect(),
        best: Best::Least,
        limit: cut_off(part).map(f64::from),
        figure: lap_time,
        words: drivers
            .iter()
            .map(|&driver| {
                of(driver, part).map_or_else(String::new, |time| {
                    words::parts::time(entrants.code(driver), names[part], time)
                })
            })
            .collect(),
    });
    let (plot, x) = draw(&mut builder, &series, &columns);
    let mut table = Table::new(words::parts::heads(race.session.kind()));
    for &driver in &drivers {
        let mut cells = vec![entrants.code(driver).to_owned()];
        for part in 0..3 {
            let time = of(driver, part);
            cells.push(time.map_or_else(String::new, |time| lap_time(f64::from(time.time))));
            cells.push(
                time.and_then(|time| time.to_cut_off).map_or_else(String::new, words::parts::to_cut_off),
            );
        }
        table.push(cells);
    }
    let description = Description {
        sentence: words::parts::sentence().to_owned(),
        table,
        summary: words::parts::summary(race.session.kind(), &qualifying.parts),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};
    use gridcast_shared::mart::{Qualifying, QualifyingPart};

    #[test]
    fn a_row_a_driver_with_what_was_missing_to_go_on() {
        let (race, laps) = sample();
        let time =
            |driver, part, time, to_cut_off| PartTime { driver, part, time, lap: None, gap: 0, to_cut_off };
        let qualifying = Qualifying {
            version: 1,
            parts: vec![
                QualifyingPart { part: 1, places: Some(1), cut_off: Some(72_000) },
                QualifyingPart { part: 2, places: None, cut_off: None },
            ],
            times: vec![
                time(0, 1, 72_000, Some(0)),
                time(0, 2, 71_000, None),
                time(1, 1, 72_345, Some(345)),
                time(77, 1, 70_000, None),
            ],
        };
        let documents = Documents { qualifying: Some(&qualifying), ..documents(&race, &laps) };
        let chart = chart(&documents, &ViewState::default(), &canvas(700.0, 200.0));
        let rows: Vec<&[String]> = chart.table.rows.iter().map(|row| row.cells.as_slice()).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], ["NOR", "1:12.000", "0.000", "1:11.000", "", "", ""]);
        assert_eq!(rows[1], ["VER", "1:12.345", "+0.345", "", "", "", ""]);
        assert_eq!(chart.summary, "Needed to go on: 1:12.000 in Q1.");
        let empty = Documents { qualifying: None, ..documents };
        assert!(super::chart(&empty, &ViewState::default(), &canvas(700.0, 200.0)).missing.is_some());
    }
}
