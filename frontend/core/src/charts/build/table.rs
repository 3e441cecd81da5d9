//! The numbers of a chart as rows of words: for screen readers, for reading back, for spreadsheets.

use crate::charts::data::entrants::Entrants;
use crate::charts::words;

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The part of the chart's x axis that it is of, in the axis' unit; `None` when it is of none.
    pub range: Option<[f64; 2]>,
    /// The cells; empty where nothing is known.
    pub cells: Vec<String>,
}

/// A table. Every row is as long as the head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Names of the columns, with units.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Numbers of another kind, which stand below in a file.
    pub below: Option<Box<Table>>,
}

impl Table {
    /// An empty table of these columns.
    pub fn new<'a>(head: impl IntoIterator<Item = &'a str>) -> Self {
        Self { head: head.into_iter().map(str::to_owned).collect(), rows: Vec::new(), below: None }
    }

    /// A row a lap up to the last and a column a driver, in the order of the entrants; laps that have no cell are left out.
    pub fn by_lap(entrants: &Entrants, last: u16, cell: impl Fn(usize, u16) -> Option<String>) -> Self {
        let mut table =
            Self::new([words::lap()].into_iter().chain(entrants.all.iter().map(|entrant| entrant.code)));
        for lap in 1..=last {
            let cells: Vec<Option<String>> =
                (0..entrants.all.len()).map(|driver| cell(driver, lap)).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells.into_iter().map(Option::unwrap_or_default);
                table.push_at(f64::from(lap), std::iter::once(lap.to_string()).chain(cells).collect());
            }
        }
        table
    }

    /// Adds a row that is of no part of the axis, its cells filled up or cut to the head's length.
    pub fn push(&mut self, cells: Vec<String>) {
        self.push_row(None, cells);
    }

    /// Adds a row of one place of the axis.
    pub fn push_at(&mut self, x: f64, cells: Vec<String>) {
        self.push_row(Some([x; 2]), cells);
    }

    /// Adds a row of a part of the axis.
    pub fn push_range(&mut self, range: [f64; 2], cells: Vec<String>) {
        self.push_row(Some(range), cells);
    }

    fn push_row(&mut self, range: Option<[f64; 2]>, mut cells: Vec<String>) {
        cells.resize(self.head.len(), String::new());
        self.rows.push(Row { range, cells });
    }

    /// Leaves only rows whose range shares something with this one, and those that have none.
    pub fn keep(&mut self, [low, high]: [f64; 2]) {
        self.rows.retain(|row| row.range.is_none_or(|range| range[0] <= high && low <= range[1]));
    }

    /// As RFC 4180 has it, with a head, lines ended by CR LF. A cell that a spreadsheet would take for a formula is
    /// quoted with an apostrophe, unless it is a number.
    pub fn csv(&self) -> String {
        let mut csv = String::new();
        for cells in std::iter::once(&self.head).chain(self.rows.iter().map(|row| &row.cells)) {
            for (i, cell) in cells.iter().enumerate() {
                if 0 < i {
                    csv.push(',');
                }
                push_cell(&mut csv, cell);
            }
            csv.push_str("\r\n");
        }
        if let Some(below) = &self.below {
            csv = format!("{csv}\r\n{}", below.csv());
        }
        csv
    }
}

fn push_cell(csv: &mut String, cell: &str) {
    // The real minus sign is for people.
    let cell = cell.replace('\u{2212}', "-");
    let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell };
    if cell.contains([',', '"', '\n', '\r']) {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::palette::{ChartPalette, Scheme};
    use crate::charts::testing::sample;
    use crate::charts::view_state::ViewState;
    use crate::theme::Theme;

    #[test]
    fn laps_that_nobody_has_are_no_rows() {
        let (race, _) = sample();
        let entrants =
            Entrants::new(&race, &ViewState::default(), &ChartPalette::new(Theme::Dark, Scheme::Team));
        let table = Table::by_lap(&entrants, 4, |driver, lap| {
            (lap != 3 && driver < 2).then(|| format!("{driver}/{lap}"))
        });
        assert_eq!(table.head, ["Lap", "NOR", "VER", "PIA", "ALO", "HAD"]);
        let laps: Vec<&str> = table.rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(laps, ["1", "2", "4"]);
        assert_eq!(table.rows[2].cells, ["4", "0/4", "1/4", "", "", ""]);
    }

    #[test]
    fn cells_are_quoted_where_they_must() {
        let mut table = Table::new(["a", "b, c"]);
        table.push(vec!["=1+1".to_owned(), "say \"hi\"".to_owned(), "too much".to_owned()]);
        table.push(vec!["\u{2212}0.3".to_owned()]);
        assert_eq!(table.csv(), "a,\"b, c\"\r\n'=1+1,\"say \"\"hi\"\"\"\r\n-0.3,\r\n");
    }
}
